// Tables of the network: nodes, links, link_flows, transfer_flows, by_mode.

#include <algorithm>
#include <cmath>
#include <limits>

#include "amur/case/case_names.h"
#include "amur/model/served_flows.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto number = cell_type::number;
constexpr auto text = cell_type::text;

struct arc_totals {
  double t = 0, passengers = 0, vehicles = 0, pce = 0;
};

arc_totals totals_of(const case_data& data, const run_answer& answer, std::size_t arc) {
  arc_totals sum;
  const auto group = answer.model.net.group[arc];
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
    const double flow = answer.solution.class_flow_t[k][arc];
    const auto& user = answer.model.problem.classes[k];
    const bool freight = data.commodities[answer.model.classes[k].commodity].unit == unit::tonne;
    (freight ? sum.t : sum.passengers) += flow;
    sum.vehicles += flow * user.vehicles_per_t[group];
    sum.pce += flow * user.pce_per_t[group];
  }
  return sum;
}

std::vector<std::array<double, 2>> oriented(const link& row, bool backward) {
  auto line = row.geometry;
  if (backward) std::reverse(line.begin(), line.end());
  return line;
}

const char* direction_name(network::arc_kind kind) {
  return kind == network::arc_kind::link_backward ? "backward" : "forward";
}

std::string mode_name(const case_data& data, mode_id mode, const char* gate) {
  return mode.valid() ? data.modes[mode].id : gate;
}

}  // namespace

result_table nodes_table(const case_data& data) {
  table_rows rows("nodes",
                  {{"node_id", text}, {"name", text}, {"country", text}, {"node_type", text}},
                  geometry_kind::point);
  for (const auto& node : data.nodes)
    rows.add({node.id, node.name, node.country, node.type}, {{node.longitude, node.latitude}});
  return rows.finish();
}

result_table links_table(const case_data& data, const run_answer& answer) {
  table_rows rows("links",
                  {{"link_id", text},
                   {"direction", text},
                   {"name", text},
                   {"mode", text},
                   {"from_node_id", text},
                   {"to_node_id", text},
                   {"crossing_id", text},
                   {"length_km", number},
                   {"free_time_h", number},
                   {"time_h", number},
                   {"capacity_pce", number},
                   {"t", number},
                   {"passengers", number},
                   {"vehicles", number},
                   {"pce", number},
                   {"utilisation", number},
                   {"is_open", cell_type::integer}},
                  geometry_kind::line);
  const auto& net = answer.model.net;
  std::vector<std::string> crossing_of(data.links.size());
  for (const auto& crossing : data.crossings)
    for (const auto id : crossing.links) crossing_of[id.index()] = crossing.id;
  std::vector<std::uint8_t> at_shut_crossing(net.kind.size(), 0);
  for (const auto& direction : answer.model.crossing_directions)
    if (!is_open(answer, direction))
      for (const auto arc : direction.arcs) at_shut_crossing[arc] = 1;
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    if (net.kind[arc] == network::arc_kind::change) continue;
    const auto& row = data.links[link_id(net.row[arc])];
    const bool backward = net.kind[arc] == network::arc_kind::link_backward;
    const auto sum = totals_of(data, answer, arc);
    const bool limited = std::isfinite(row.capacity_pce_per_day);
    rows.add(
        {row.id, direction_name(net.kind[arc]), row.name, data.modes[row.mode].id,
         data.nodes[backward ? row.to : row.from].id, data.nodes[backward ? row.from : row.to].id,
         crossing_of[net.row[arc]], row.length_km, row.free_time_h, answer.solution.arc_time_h[arc],
         limited ? row.capacity_pce_per_day : null_number, sum.t, sum.passengers, sum.vehicles,
         sum.pce,
         limited && row.capacity_pce_per_day > 0 ? sum.pce / row.capacity_pce_per_day : null_number,
         std::int64_t{answer.model.link_open[link_id(net.row[arc])] && !at_shut_crossing[arc]}},
        oriented(row, backward));
  }
  return rows.finish();
}

result_table link_flows_table(const case_data& data, const run_answer& answer) {
  table_rows rows("link_flows",
                  {{"link_id", text},
                   {"direction", text},
                   {"mode", text},
                   {"commodity_id", text},
                   {"class_id", cell_type::integer},
                   {"unit", text},
                   {"quantity", number},
                   {"vehicles", number},
                   {"pce", number}},
                  geometry_kind::line);
  const auto& net = answer.model.net;
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    if (net.kind[arc] == network::arc_kind::change) continue;
    const auto& row = data.links[link_id(net.row[arc])];
    const bool backward = net.kind[arc] == network::arc_kind::link_backward;
    for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
      const double flow = answer.solution.class_flow_t[k][arc];
      if (flow <= 0) continue;
      const auto& user = answer.model.problem.classes[k];
      const auto& goods = data.commodities[answer.model.classes[k].commodity];
      rows.add({row.id, direction_name(net.kind[arc]), data.modes[row.mode].id, goods.id,
                static_cast<std::int64_t>(k), to_string(goods.unit), flow,
                flow * user.vehicles_per_t[net.group[arc]], flow * user.pce_per_t[net.group[arc]]},
               oriented(row, backward));
    }
  }
  return rows.finish();
}

result_table transfer_flows_table(const case_data& data, const run_answer& answer) {
  table_rows rows("transfer_flows", {{"transfer_id", text},
                                     {"node_id", text},
                                     {"from_mode", text},
                                     {"to_mode", text},
                                     {"commodity_id", text},
                                     {"unit", text},
                                     {"quantity", number},
                                     {"capacity_t", number},
                                     {"utilisation", number}});
  const auto& net = answer.model.net;
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    if (net.kind[arc] != network::arc_kind::change) continue;
    const auto& row = data.transfers[answer.model.change_transfer[net.row[arc]]];
    const double t = totals_of(data, answer, arc).t;
    const bool limited = std::isfinite(row.capacity_t_per_day);
    id_vector<commodity_id, double> quantity(data.commodities.size(), 0.0);
    for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
      quantity[answer.model.classes[k].commodity] += answer.solution.class_flow_t[k][arc];
    for (std::size_t c = 0; c < quantity.size(); ++c) {
      const auto& goods = data.commodities[commodity_id(c)];
      if (quantity[commodity_id(c)] <= 0) continue;
      rows.add({row.id, data.nodes[net.state_node[net.graph.tail[arc]]].id,
                mode_name(data, row.from, "origin"), mode_name(data, row.to, "destination"),
                goods.id, to_string(goods.unit), quantity[commodity_id(c)],
                limited ? row.capacity_t_per_day : null_number,
                limited ? t / row.capacity_t_per_day : null_number});
    }
  }
  return rows.finish();
}

result_table by_mode_table(const case_data& data, const run_answer& answer) {
  table_rows rows("by_mode", {{"mode", text},
                              {"t", number},
                              {"t_km", number},
                              {"passengers", number},
                              {"passenger_km", number},
                              {"vehicle_km", number}});
  struct mode_sums {
    double t = 0, t_km = 0, passengers = 0, passenger_km = 0, vehicle_km = 0;
  };
  id_vector<mode_id, mode_sums> sums(data.modes.size());
  const auto& net = answer.model.net;
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    if (net.kind[arc] == network::arc_kind::change) continue;
    const auto sum = totals_of(data, answer, arc);
    auto& mode = sums[mode_id(net.group[arc])];
    mode.t_km += sum.t * net.length_km[arc];
    mode.passenger_km += sum.passengers * net.length_km[arc];
    mode.vehicle_km += sum.vehicles * net.length_km[arc];
  }
  // A flow's tonnes are split over the modes that carry it by their share of its kilometres.
  for (const auto& served : served_flows(answer)) {
    if (!served.has_route) continue;
    const bool freight = data.commodities[served.flow->commodity].unit == unit::tonne;
    for (std::size_t m = 0; m < sums.size(); ++m) {
      if (!(served.average->mode_km[m] > 0)) continue;
      auto& mode = sums[mode_id(m)];
      const double share = served.average->mode_km[m] / served.average->length_km;
      (freight ? mode.t : mode.passengers) += served.delivered * share;
    }
  }
  for (std::size_t m = 0; m < sums.size(); ++m) {
    const auto& sum = sums[mode_id(m)];
    rows.add({data.modes[mode_id(m)].id, sum.t, sum.t_km, sum.passengers, sum.passenger_km,
              sum.vehicle_km});
  }
  return rows.finish();
}

}  // namespace amur::result
