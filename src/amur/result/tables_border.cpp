// Tables of the border: crossings, crossing_flows, capacities.

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"
#include "amur/base/number.h"
#include "amur/case/case_names.h"
#include "amur/model/served_flows.h"
#include "amur/model/tolls.h"
#include "amur/result/schema/border.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables.h"

namespace amur::result {
namespace {

// The dearest price of a place among the crossing's hard capacities in this direction.
double scarcity_price(const run_answer& answer, const crossing_direction& direction) {
  double price = 0;
  for (std::size_t c = 0; c < answer.model.problem.constraints.size(); ++c) {
    const auto& arcs = answer.model.problem.constraints[c].arcs;
    if (!direction.arcs.empty() &&
        std::find(arcs.begin(), arcs.end(), direction.arcs.front()) != arcs.end())
      price = std::max(price, answer.solution.constraint_price_usd[c]);
  }
  return price;
}

// Hours at the border beside those of the way.
double wait_of(const case_data& data, const run_answer& answer,
               const crossing_direction& direction) {
  const auto& crossing = data.crossings[direction.crossing];
  const auto& delays = answer.model.terms.delays;
  if (delays.empty() || !delays[direction.crossing][direction.backward] || direction.arcs.empty())
    return crossing.wait_h;
  return answer.solution.arc_time_h[direction.arcs.front().index()] -
         data.links[crossing.links.front()].free_time_h;
}

const char* direction_name(const crossing_direction& direction) {
  return direction.backward ? "backward" : "forward";
}

result_table crossings_table(const case_data& data, const run_answer& answer) {
  table_rows<crossings_row> rows;
  std::vector<crossing_use> sums;
  double all_t = 0;
  for (const auto& direction : answer.model.crossing_directions) {
    sums.push_back(use_of(data, answer, direction));
    all_t += sums.back().t;
  }
  const auto& directions = answer.model.crossing_directions;
  for (std::size_t i = 0; i < directions.size(); ++i) {
    const auto& direction = directions[i];
    const auto& crossing = data.crossings[direction.crossing];
    crossing_use used = sums[i];
    // A capacity that both ways share is used by both.
    if (crossing.shared)
      for (std::size_t j = 0; j < directions.size(); ++j)
        if (j != i && directions[j].crossing == direction.crossing) {
          used.t += sums[j].t;
          used.vehicles += sums[j].vehicles;
        }
    const auto limit = [](double value) { return std::isfinite(value) ? value : no_number; };
    const double of_vehicles = used.vehicles / crossing.capacity_vehicles_per_day;
    const double of_t = used.t / crossing.capacity_t_per_day;
    const bool limited = std::isfinite(crossing.capacity_vehicles_per_day) ||
                         std::isfinite(crossing.capacity_t_per_day);
    const double hours = crossing.open_h_per_day;
    rows.add({.crossing_id = crossing.id,
              .direction = direction_name(direction),
              .name = crossing.name,
              .mode = data.modes[data.links[crossing.links.front()].mode].id,
              .from_country = data.nodes[direction.from].country,
              .to_country = data.nodes[direction.to].country,
              .t = sums[i].t,
              .passengers = sums[i].passengers,
              .vehicles = sums[i].vehicles,
              .share = all_t > 0 ? sums[i].t / all_t : no_number,
              .capacity_vehicles = limit(crossing.capacity_vehicles_per_day),
              .capacity_t = limit(crossing.capacity_t_per_day),
              .utilisation = limited && direction.open ? std::max(of_vehicles, of_t) : no_number,
              .fee_usd_per_vehicle = crossing.fee_usd_per_vehicle,
              .fee_income_usd = sums[i].fee_income_usd,
              .wait_h = wait_of(data, answer, direction),
              .open_h = hours,
              .idle_h = direction.open && hours > 0 ? hours * std::exp(-sums[i].vehicles / hours)
                                                    : no_number,
              .scarcity_usd = scarcity_price(answer, direction),
              .is_open = std::int64_t{is_open(answer, direction)},
              .confidence = to_string(data.row_confidence.at("crossings/" + crossing.id))});
  }
  return rows.finish();
}

result_table capacities_table(const case_data& data, const run_answer& answer) {
  table_rows<capacities_row> rows;
  const auto& model = answer.model;
  const auto& limits = model.problem.constraints;
  const auto flows = assign::constraint_flows(model.problem, answer.solution.class_flow_t);
  for (std::size_t c = 0; c < limits.size(); ++c) {
    const auto first = limits[c].arcs.front().index();
    const bool is_transfer = model.net.kind[first] == network::arc_kind::change;
    std::string directions;
    for (const auto& direction : model.crossing_directions)
      for (const auto arc : direction.arcs)
        if (!directions.ends_with(direction_name(direction)) &&
            std::ranges::find(limits[c].arcs, arc) != limits[c].arcs.end())
          directions += (directions.empty() ? "" : " ") + std::string(direction_name(direction));
    rows.add({.name = limits[c].name,
              .node_id = is_transfer
                             ? data.nodes[model.net.state_node[model.net.graph.tail[first]]].id
                             : "",
              .direction = directions,
              .measure = limits[c].measure == assign::measure::vehicles ? "vehicles" : "t",
              .capacity = limits[c].limit,
              .flow = flows[c],
              .price_usd = answer.solution.constraint_price_usd[c]});
  }
  return rows.finish();
}

result_table crossing_flows_table(const case_data& data, const run_answer& answer) {
  table_rows<crossing_flows_row> rows;
  for (const auto& direction : answer.model.crossing_directions) {
    struct commodity_sums {
      double quantity = 0, vehicles = 0, own_cost = 0;
      flow_average sum;
    };
    id_vector<commodity_id, commodity_sums> sums(data.commodities.size());
    for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
      for (const auto [arc] : direction.arcs) {
        const auto& info = answer.model.classes[k];
        const auto& user = answer.model.problem.classes[k];
        const auto& through = answer.through[k][arc];
        if (through.quantity <= 0) continue;
        auto& sum = sums[info.commodity];
        const auto group = answer.model.net.group[arc];
        sum.quantity += through.quantity;
        sum.vehicles += through.quantity * user.vehicles_per_t[group];
        sum.own_cost += through.quantity *
                        (user.fixed_cost_usd_per_t[arc] +
                         user.time_cost_usd_per_t_h[group] * answer.solution.arc_time_h[arc]);
        for (std::size_t i = 0; i < component_count; ++i)
          sum.sum.component[i] += through.sum.component[i];
        sum.sum.constant += through.sum.constant;
        sum.sum.time_h += through.sum.time_h;
        sum.sum.length_km += through.sum.length_km;
      }
    for (std::size_t c = 0; c < sums.size(); ++c) {
      const auto& sum = sums[commodity_id(c)];
      if (sum.quantity <= 0) continue;
      const auto& goods = data.commodities[commodity_id(c)];
      const auto mean = [&sum](double total) { return total / sum.quantity; };
      const auto& part = sum.sum.component;
      rows.add({.crossing_id = data.crossings[direction.crossing].id,
                .direction = direction_name(direction),
                .commodity_id = goods.id,
                .unit = to_string(goods.unit),
                .quantity = sum.quantity,
                .vehicles = sum.vehicles,
                .cost = mean(sum.sum.cost_usd()),
                .transport = mean(part[transport]),
                .fee = mean(part[fee]),
                .handling = mean(part[handling]),
                .time = mean(part[time_value]),
                .scarcity = mean(part[scarcity]),
                .duty = mean(part[duty_paid]),
                .time_h = mean(sum.sum.time_h),
                .length_km = mean(sum.sum.length_km),
                .crossing_cost = mean(sum.own_cost),
                .constant = mean(sum.sum.constant)});
    }
  }
  return rows.finish();
}

}  // namespace

std::vector<result_table> border_tables(const case_data& data, const run_answer& answer) {
  return {crossings_table(data, answer), crossing_flows_table(data, answer),
          capacities_table(data, answer)};
}

}  // namespace amur::result
