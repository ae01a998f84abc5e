#pragma once
// The border.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct crossings_row {
  std::string crossing_id, direction, name, mode, from_country, to_country;
  double t, passengers, vehicles, share, capacity_vehicles, capacity_t, utilisation,
      fee_usd_per_vehicle, fee_income_usd, wait_h, open_h, idle_h, scarcity_usd;
  std::int64_t is_open;
  std::string confidence;

  static const row_schema<crossings_row>& schema() {
    using row = crossings_row;
    static const row_schema<row> declared{
        "crossings",
        written_by::run,
        "One direction of a crossing.",
        {{"crossing_id", &row::crossing_id, means::crossing, key},
         {"direction", &row::direction, means::direction, key},
         {"name", &row::name, {"", "Its name."}},
         {"mode", &row::mode, means::mode},
         {"from_country", &row::from_country, {"", "Country that is left."}},
         {"to_country", &row::to_country, {"", "Country that is entered."}},
         {"t", &row::t, means::freight, compared},
         {"passengers", &row::passengers, means::passengers, compared},
         {"vehicles", &row::vehicles, means::vehicles, compared},
         {"share",
          &row::share,
          {"share", "Share of the tonnes over all crossings; NULL where none pass."},
          nullable},
         {"capacity_vehicles",
          &row::capacity_vehicles,
          {"vehicles/day", "Capacity; NULL for none."},
          nullable},
         {"capacity_t", &row::capacity_t, {"t/day", "Capacity; NULL for none."}, nullable},
         {"utilisation", &row::utilisation, means::share_use, nullable | compared},
         {"fee_usd_per_vehicle", &row::fee_usd_per_vehicle, {"USD/vehicle", "Fee by the vehicle."}},
         {"fee_income_usd", &row::fee_income_usd, {"USD/day", "Fees of those who pass."}, compared},
         {"wait_h", &row::wait_h, {"h", "Time at the border beside that of the way."}},
         {"open_h", &row::open_h, {"h/day", "Hours that it is open."}},
         {"idle_h",
          &row::idle_h,
          {"h/day",
           "Expected open hours in which no vehicle passes, where they come at random: open_h x "
           "exp(-vehicles / open_h)."},
          nullable | compared},
         {"scarcity_usd",
          &row::scarcity_usd,
          {"USD",
           "Dearest price of a place among its hard capacities, per unit of their measure."}},
         {"is_open", &row::is_open, means::is_open},
         {"confidence", &row::confidence, means::confidence}},
        geometry_kind::none,
        by_month::yes};
    return declared;
  }
};

struct crossing_flows_row {
  std::string crossing_id, direction, commodity_id, unit;
  double quantity, vehicles, cost, transport, fee, handling, time, scarcity, duty, time_h,
      length_km, crossing_cost, constant;

  static const row_schema<crossing_flows_row>& schema() {
    using row = crossing_flows_row;
    static const row_schema<row> declared{
        "crossing_flows",
        written_by::run,
        "What of a commodity goes through one direction of a crossing.",
        {{"crossing_id", &row::crossing_id, means::crossing, key},
         {"direction", &row::direction, means::direction, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"quantity", &row::quantity, means::quantity, compared},
         {"vehicles", &row::vehicles, means::vehicles},
         {"cost", &row::cost, means::cost, compared},
         {"transport", &row::transport, means::transport},
         {"fee", &row::fee, means::fee},
         {"handling", &row::handling, means::handling},
         {"time", &row::time, means::time_value},
         {"scarcity", &row::scarcity, means::scarcity},
         {"duty", &row::duty, means::duty, compared},
         {"time_h", &row::time_h, means::time_h, compared},
         {"length_km", &row::length_km, means::length_km},
         {"crossing_cost", &row::crossing_cost, {"USD/unit", "Cost of the crossing alone."}},
         {"constant", &row::constant, means::constant}},
        geometry_kind::none,
        by_month::yes};
    return declared;
  }
};

struct capacities_row {
  std::string name, node_id, direction, measure;
  double capacity, flow, price_usd;

  static const row_schema<capacities_row>& schema() {
    using row = capacities_row;
    static const row_schema<row> declared{
        "capacities",
        written_by::run,
        "A hard capacity, its flow and its price.",
        {{"name", &row::name, {"", "Of the crossing or transfer."}, key},
         {"node_id", &row::node_id, {"", "Node of a transfer, empty for a crossing."}},
         {"direction", &row::direction, {"", "forward, backward or both."}, key},
         {"measure", &row::measure, {"", "vehicles or t."}, key},
         {"capacity", &row::capacity, {"measure/day", "The capacity."}},
         {"flow", &row::flow, {"measure/day", "What passes."}},
         {"price_usd",
          &row::price_usd,
          {"USD/measure", "Price at which it is just full, 0 where it is not."}}}};
    return declared;
  }
};

struct crossing_delays_row {
  std::int64_t round;
  std::string crossing_id, direction;
  double vehicles, network_delay_h, simulated_delay_h, half_width_h, capacity_met, residual;
  std::string curve;
  double wait_h, scale_h, capacity_vehicles, shape, curve_error, pce_per_vehicle;

  static const row_schema<crossing_delays_row>& schema() {
    using row = crossing_delays_row;
    static const row_schema<row> declared{
        "crossing_delays",
        written_by::delays,
        "A round of network and simulated crossing for one direction.",
        {{"round", &row::round, {"1", "From 1."}, key},
         {"crossing_id", &row::crossing_id, means::crossing, key},
         {"direction", &row::direction, means::direction, key},
         {"vehicles", &row::vehicles, means::vehicles},
         {"network_delay_h", &row::network_delay_h, {"h", "Delay on the network."}, nullable},
         {"simulated_delay_h",
          &row::simulated_delay_h,
          {"h", "Delay of the simulation at these vehicles."},
          nullable},
         {"half_width_h", &row::half_width_h, {"h", "Half of its confidence interval."}, nullable},
         {"capacity_met",
          &row::capacity_met,
          {"vehicles/day", "Vehicles that the simulation passes at most."},
          nullable},
         {"residual", &row::residual, {"1", "Relative difference of the two delays."}, nullable},
         {"curve", &row::curve, {"", "Shape fitted: bpr, conical or akcelik."}},
         {"wait_h", &row::wait_h, {"h", "Delay of the curve without traffic."}, nullable},
         {"scale_h", &row::scale_h, {"h", "Factor of the curve's delay."}, nullable},
         {"capacity_vehicles",
          &row::capacity_vehicles,
          {"vehicles/day", "Capacity of the curve."},
          nullable},
         {"shape", &row::shape, {"1", "Parameter of the curve's shape."}, nullable},
         {"curve_error",
          &row::curve_error,
          {"1", "How far the curve is from what was simulated."},
          nullable},
         {"pce_per_vehicle",
          &row::pce_per_vehicle,
          {"pce/vehicle", "Passenger cars that a vehicle counts for."},
          nullable}}};
    return declared;
  }
};

inline schema_part border_schema() {
  return {"The border",
          {described<crossings_row>(), described<crossing_flows_row>(), described<capacities_row>(),
           described<crossing_delays_row>()}};
}

}  // namespace amur::result
