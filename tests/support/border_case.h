#pragma once
// A border in code: farm and city A (AAA) on one bank, city B (BBB) on the other; a bridge for
// trucks and a boat that barges take after a transfer.

#include <limits>

#include "amur/case/case.h"

namespace amur::test {

struct border_case {
  cases::case_data data;
  node_id farm{0}, bank_a{1}, bank_b{2}, city_b{3};
  mode_id road{0}, river{1};
  link_id farm_road{0}, bridge{1}, boat{2}, city_road{3};
  commodity_id grain{0}, visitors{1};
  crossing_id bridge_crossing{0}, boat_crossing{1};
};

inline border_case make_border_case() {
  constexpr double unlimited = std::numeric_limits<double>::infinity();
  border_case made;
  auto& d = made.data;
  d.settings.title = "Border";
  d.settings.base_year = 2023;
  d.settings.day = {2023, 10, 15};
  d.settings.tolerance = 1e-10;
  d.sources = {{"survey", "Survey", "Amur", "2023", "", cases::confidence::measured}};
  d.modes = {{"road"}, {"river"}};
  const auto add_node = [&d](const char* id, const char* country, double x) {
    cases::node node;
    node.id = node.name = id;
    node.country = country;
    node.type = "city";
    node.longitude = x;
    node.latitude = 50;
    d.nodes.push_back(node);
  };
  add_node("farm", "AAA", 127);
  add_node("bank_a", "AAA", 128);
  add_node("bank_b", "BBB", 128.1);
  add_node("city_b", "BBB", 129);
  const auto add_link = [&d](const char* id, node_id from, node_id to, mode_id mode, double km,
                             double hours) {
    cases::link link;
    link.id = id;
    link.from = from;
    link.to = to;
    link.mode = mode;
    link.length_km = km;
    link.free_time_h = hours;
    link.capacity_pce_per_day = std::numeric_limits<double>::infinity();
    link.geometry = {{d.nodes[from].longitude, 50}, {d.nodes[to].longitude, 50}};
    d.links.push_back(link);
  };
  add_link("farm_road", made.farm, made.bank_a, made.road, 100, 2);
  add_link("bridge", made.bank_a, made.bank_b, made.road, 20, 0.5);
  add_link("boat", made.bank_a, made.bank_b, made.river, 5, 1);
  add_link("city_road", made.bank_b, made.city_b, made.road, 50, 1);
  cases::vehicle truck, barge;
  truck.id = "truck";
  truck.mode = made.road;
  truck.payload_t = 20;
  truck.cost_usd_per_km = 1;
  truck.cost_usd_per_h = 10;
  truck.pce = 2;
  barge.id = "barge";
  barge.mode = made.river;
  barge.payload_t = 500;
  barge.cost_usd_per_km = 10;
  barge.cost_usd_per_h = 100;
  d.vehicles = {truck, barge};
  cases::commodity grain, visitors;
  grain.id = grain.name = "grain";
  grain.handling = "bulk";
  grain.value_usd_per_t = 200;
  grain.value_of_time_usd_per_t_h = 0.1;
  grain.dispersion_usd_per_t = 2;
  grain.vehicles = {vehicle_id(0), vehicle_id(1)};
  visitors.id = visitors.name = "visitors";
  visitors.unit = cases::unit::passenger;
  visitors.handling = "passenger";
  visitors.value_of_time_usd_per_t_h = 5;
  visitors.dispersion_usd_per_t = 2;
  visitors.vehicles = {vehicle_id(0)};
  d.commodities = {grain, visitors};
  const auto add_transfer = [&d](const char* id, node_id node, mode_id from, mode_id to,
                                 double cost, double hours) {
    cases::transfer transfer;
    transfer.id = id;
    transfer.node = node;
    transfer.from = from;
    transfer.to = to;
    transfer.cost_usd_per_t = cost;
    transfer.time_h = hours;
    transfer.capacity_t_per_day = std::numeric_limits<double>::infinity();
    d.transfers.push_back(transfer);
  };
  add_transfer("load", {}, {}, made.road, 1, 0);
  add_transfer("unload", {}, made.road, {}, 1, 0);
  add_transfer("to_boat", made.bank_a, made.road, made.river, 2, 3);
  add_transfer("from_boat", made.bank_b, made.river, made.road, 2, 3);
  cases::crossing over, across;
  over.id = over.name = "bridge";
  over.links = {made.bridge};
  over.capacity_vehicles_per_day = over.capacity_t_per_day = unlimited;
  over.fee_usd_per_vehicle = 100;
  over.wait_h = 2;
  over.open_h_per_day = 16;
  across = over;
  across.id = across.name = "boat";
  across.links = {made.boat};
  across.fee_usd_per_vehicle = 0;
  across.fee_usd_per_t = 1;
  d.crossings = {over, across};
  cases::demand grain_row, visitor_row;
  grain_row.origin = made.farm;
  grain_row.destination = made.city_b;
  grain_row.commodity = made.grain;
  grain_row.t_per_day = 1000;
  visitor_row = grain_row;
  visitor_row.commodity = made.visitors;
  visitor_row.t_per_day = 60;
  d.demands = {grain_row, visitor_row};
  d.row_confidence = {{"crossings/bridge", cases::confidence::reported},
                      {"crossings/boat", cases::confidence::assumed}};
  return made;
}

}  // namespace amur::test
