// Tables of the network: nodes, links, link_flows, transfer_flows.

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/case/case_names.h"
#include "amur/model/served_flows.h"
#include "amur/result/arc_totals.h"
#include "amur/result/schema/network.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

const char* direction_name(network::arc_kind kind) {
  return kind == network::arc_kind::link_backward ? "backward" : "forward";
}

std::string mode_name(const case_data& data, mode_id mode, const char* gate) {
  return mode.valid() ? data.modes[mode].id : gate;
}

result_table nodes_table(const case_data& data) {
  table_rows<nodes_row> rows;
  for (const auto& node : data.nodes)
    rows.add(
        {.node_id = node.id, .name = node.name, .country = node.country, .node_type = node.type},
        {{node.longitude, node.latitude}});
  return rows.finish();
}

result_table links_table(const case_data& data, const run_answer& answer) {
  table_rows<links_row> rows;
  const auto& net = answer.model.net;
  std::vector<std::string> crossing_of(data.links.size());
  for (const auto& crossing : data.crossings)
    for (const auto id : crossing.links) crossing_of[id.index()] = crossing.id;
  std::vector<std::uint8_t> at_shut_crossing(net.kind.size(), 0);
  for (const auto& direction : answer.model.crossing_directions)
    if (!is_open(answer, direction))
      for (const auto [arc] : direction.arcs) at_shut_crossing[arc] = 1;
  for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
    if (net.kind[arc] == network::arc_kind::change) continue;
    const auto& row = data.links[link_id(net.row[arc])];
    const bool backward = net.kind[arc] == network::arc_kind::link_backward;
    const auto sum = totals_of(data, answer, arc);
    const bool limited = std::isfinite(row.capacity_pce_per_day);
    rows.add(
        {.link_id = row.id,
         .direction = direction_name(net.kind[arc]),
         .name = row.name,
         .mode = data.modes[row.mode].id,
         .from_node_id = data.nodes[backward ? row.to : row.from].id,
         .to_node_id = data.nodes[backward ? row.from : row.to].id,
         .crossing_id = crossing_of[net.row[arc]],
         .length_km = row.length_km,
         .free_time_h = row.free_time_h,
         .time_h = answer.solution.arc_time_h[arc],
         .capacity_pce = limited ? row.capacity_pce_per_day : no_number,
         .t = sum.t,
         .passengers = sum.passengers,
         .vehicles = sum.vehicles,
         .pce = sum.pce,
         .utilisation = limited && row.capacity_pce_per_day > 0 ? sum.pce / row.capacity_pce_per_day
                                                                : no_number,
         .is_open =
             std::int64_t{answer.model.link_open[link_id(net.row[arc])] && !at_shut_crossing[arc]}},
        cases::line_of(row, backward));
  }
  return rows.finish();
}

result_table link_flows_table(const case_data& data, const run_answer& answer) {
  table_rows<link_flows_row> rows;
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
      rows.add({.link_id = row.id,
                .direction = direction_name(net.kind[arc]),
                .mode = data.modes[row.mode].id,
                .commodity_id = goods.id,
                .class_id = static_cast<std::int64_t>(k),
                .unit = to_string(goods.unit),
                .quantity = flow,
                .vehicles = flow * user.vehicles_per_t[net.group[arc]],
                .pce = flow * user.pce_per_t[net.group[arc]]},
               cases::line_of(row, backward));
    }
  }
  return rows.finish();
}

result_table transfer_flows_table(const case_data& data, const run_answer& answer) {
  table_rows<transfer_flows_row> rows;
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
      rows.add({.transfer_id = row.id,
                .node_id = data.nodes[net.state_node[net.graph.tail[arc]]].id,
                .from_mode = mode_name(data, row.from, "origin"),
                .to_mode = mode_name(data, row.to, "destination"),
                .commodity_id = goods.id,
                .unit = to_string(goods.unit),
                .quantity = quantity[commodity_id(c)],
                .capacity_t = limited ? row.capacity_t_per_day : no_number,
                .utilisation = limited ? t / row.capacity_t_per_day : no_number});
    }
  }
  return rows.finish();
}

}  // namespace

std::vector<result_table> network_tables(const case_data& data, const run_answer& answer) {
  return {nodes_table(data), links_table(data, answer), link_flows_table(data, answer),
          transfer_flows_table(data, answer)};
}

}  // namespace amur::result
