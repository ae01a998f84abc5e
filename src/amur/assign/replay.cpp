#include "amur/assign/replay.h"

#include <cmath>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/cost.h"
#include "amur/assign/leg_sweep.h"
#include "amur/assign/logit_loading.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

// result[i] += factor * (values of item)[i]
void add_scaled(double* result, const double* values, double factor, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) result[i] += factor * values[i];
}

// [leg * count + i]: means along each leg.
using leg_attributes = std::vector<double>;

leg_attributes average_legs(const problem& problem, const user_class& user, const leg_network& net,
                            const leg_costs& costs, const arc_attributes& attributes,
                            thread_pool& pool) {
  const std::size_t n = attributes.count;
  leg_attributes legs(net.matrix_size * n, 0.0);
  pool.run(net.targets.size(), [&](std::size_t t) {
    const auto& target = net.targets[t];
    if (target.order.size() < 2) return;
    leg_sweep sweep(net, problem.no_through, user.route_dispersion_usd_per_t);
    sweep.open(target);
    std::vector<double> mean(target.order.size() * n, 0.0);
    for (std::uint32_t i = 1; i < target.order.size(); ++i) {
      sweep.weigh(i, costs.plain, costs.within[t]);
      for (const auto& option : sweep.options()) {
        if (option.weight == 0) continue;
        const double probability = option.weight / sweep.weight_sum();
        add_scaled(&mean[i * n], &attributes.value[net.plain_arc[option.plain] * n], probability,
                   n);
        add_scaled(&mean[i * n], &mean[option.place * n], probability, n);
      }
    }
    for (std::size_t row = 0; row < target.row_position.size(); ++row)
      if (target.row_position[row] != none)
        add_scaled(&legs[net.leg(target.component, row, target.column) * n],
                   &mean[target.row_position[row] * n], 1, n);
  });
  return legs;
}

struct destination_replay {
  const user_class& user;
  const leg_network& net;
  std::span<const double> arc_cost;
  const leg_costs& costs;
  const leg_attributes& legs;
  const arc_attributes& attributes;
  const solution& from;
  std::size_t class_index;
  std::vector<double>& od;  // [demand * count], each written by one destination
  std::span<const std::uint32_t> row_of_arc;
  std::vector<double>& through;  // [row * count]

  std::vector<double> entry_cost, entry_flow;
  choice_record kept;
  std::vector<double> ahead;   // [entry * count] mean from the entry to the destination
  std::vector<double> behind;  // [entry * count] sum over tonnes from their origins to the entry

  void run(const leg_destination& end) {
    const std::size_t n = attributes.count, entries = net.entry_state.size();
    exit_choice choice(net, user.dispersion_usd_per_t, user.route_dispersion_usd_per_t, arc_cost,
                       costs.matrix);
    entry_cost.assign(entries, route::unreachable);
    entry_flow.assign(entries, 0.0);
    ahead.assign(entries * n, 0.0);
    behind.assign(entries * n, 0.0);
    kept.clear();
    for (const auto entry : end.order) {
      entry_cost[entry] = choice.evaluate(end, entry, entry_cost);
      for (const auto& option : kept.add(choice.options()))
        add_step(entry, option, &ahead[entry * n]);
    }
    for (const auto i : end.demands) {
      const auto entry = net.entry_of_state[user.demand[i].origin];
      const double delivered_t = from.od[class_index][i].delivered_t;
      entry_flow[entry] += delivered_t;
      add_scaled(&od[i * n], &ahead[entry * n], 1, n);
      add_scaled(&od[i * n], &attributes.start[i * n], 1, n);
      add_scaled(&behind[entry * n], &attributes.start[i * n], delivered_t, n);
    }
    for (std::size_t at = end.order.size(); at-- > 0;) {
      const auto entry = end.order[at];
      if (entry_flow[entry] == 0) continue;
      for (const auto& option : kept.at(at)) send(entry, option);
    }
  }

  const double* leg_of(std::uint32_t entry, const leg_exit& exit) const {
    return &legs[net.leg(exit.component, net.entry_row[entry], exit.column) * attributes.count];
  }

  // Adds an option's mean from here to the destination, times its probability.
  void add_step(std::uint32_t entry, const weighted_exit& option, double* sum) const {
    const std::size_t n = attributes.count;
    add_scaled(sum, leg_of(entry, *option.exit), option.probability, n);
    if (option.exit->arc != none)
      add_scaled(sum, &attributes.value[option.exit->arc * n], option.probability, n);
    if (option.exit->head_entry != none)
      add_scaled(sum, &ahead[option.exit->head_entry * n], option.probability, n);
  }

  void send(std::uint32_t entry, const weighted_exit& option) {
    const std::size_t n = attributes.count;
    const leg_exit& exit = *option.exit;
    const double flow = option.probability * entry_flow[entry];
    if (flow == 0) return;
    if (exit.arc != none) {
      double* sums = &through[row_of_arc[exit.arc] * n];
      add_scaled(sums, &behind[entry * n], option.probability, n);
      add_step(entry, {&exit, flow}, sums);
    }
    if (exit.head_entry == none) return;
    double* next = &behind[exit.head_entry * n];
    add_scaled(next, &behind[entry * n], option.probability, n);
    add_scaled(next, leg_of(entry, exit), flow, n);
    add_scaled(next, &attributes.value[exit.arc * n], flow, n);
    entry_flow[exit.head_entry] += flow;
  }
};

// The labelled arcs of a problem: few beside all, so sums over them are kept in rows.
struct labelled_rows {
  std::vector<std::uint32_t> arc;         // [row]
  std::vector<std::uint32_t> row_of_arc;  // [arc], `none` for plain ones
};

labelled_rows rows_of(const problem& problem) {
  labelled_rows rows;
  rows.row_of_arc.assign(problem.graph.arc_count(), none);
  for (std::uint32_t arc = 0; arc < rows.row_of_arc.size(); ++arc) {
    if (problem.label(arc) == 0) continue;
    rows.row_of_arc[arc] = static_cast<std::uint32_t>(rows.arc.size());
    rows.arc.push_back(arc);
  }
  return rows;
}

// Traces one pair's cheapest route; adds its sums to the pair and to each labelled arc on it.
void trace(const problem& problem, const route::shortest_path_tree& tree, const user_class& user,
           std::uint32_t demand, double weight, const arc_attributes& attributes,
           route_averages& averages) {
  const std::size_t n = attributes.count;
  const double* start = &attributes.start[demand * n];
  std::vector<double> sum(start, start + n);
  std::vector<std::uint32_t> labelled;
  for (auto s = user.demand[demand].destination; tree.via_arc[s] != route::no_arc;) {
    const auto arc = tree.via_arc[s];
    add_scaled(sum.data(), &attributes.value[arc * n], 1, n);
    if (problem.label(arc) != 0) labelled.push_back(arc);
    s = problem.graph.tail[arc];
  }
  add_scaled(&averages.od[demand * n], sum.data(), weight, n);
  for (const auto arc : labelled)
    add_scaled(&averages.through[arc * n], sum.data(), weight * user.demand[demand].t_per_day, n);
}

}  // namespace

route_averages replay_logit(const problem& problem, std::size_t class_index,
                            const solution& solution, const arc_attributes& attributes,
                            thread_pool& pool) {
  const auto& user = problem.classes[class_index];
  const std::size_t n = attributes.count, arcs = problem.graph.arc_count();
  const leg_network& net = solution.legs->at(class_index);
  std::vector<double> cost;
  const auto& record = solution.loadings.front();
  class_costs(problem, user, record.arc_time_h, record.constraint_price_usd, cost);
  leg_costs costs;
  compute_leg_costs(problem, user, net, cost, pool, costs);
  const auto legs = average_legs(problem, user, net, costs, attributes, pool);

  route_averages averages{std::vector<double>(user.demand.size() * n, 0.0),
                          std::vector<double>(arcs * n, 0.0)};
  // Sums over destinations are made block by block, so that rounding never depends on threads.
  const auto rows = rows_of(problem);
  const std::size_t blocks = std::min<std::size_t>(8, net.destinations.size());
  std::vector<std::vector<double>> through(blocks);
  pool.run(blocks, [&](std::size_t block) {
    through[block].assign(rows.arc.size() * n, 0.0);
    destination_replay replay{user,
                              net,
                              cost,
                              costs,
                              legs,
                              attributes,
                              solution,
                              class_index,
                              averages.od,
                              rows.row_of_arc,
                              through[block],
                              {},
                              {},
                              {},
                              {},
                              {}};
    const auto range = block_of(block, blocks, net.destinations.size());
    for (std::size_t d = range.begin; d < range.end; ++d) replay.run(net.destinations[d]);
  });
  for (const auto& part : through)
    for (std::size_t row = 0; row < rows.arc.size(); ++row)
      add_scaled(&averages.through[rows.arc[row] * n], &part[row * n], 1, n);
  return averages;
}

route_averages replay_all_or_nothing(const problem& problem, std::size_t class_index,
                                     const solution& solution, const arc_attributes& attributes) {
  const auto& user = problem.classes[class_index];
  const std::size_t n = attributes.count;
  route_averages averages{std::vector<double>(user.demand.size() * n, 0.0),
                          std::vector<double>(problem.graph.arc_count() * n, 0.0)};
  std::vector<double> cost, weight_of(user.demand.size(), 0.0);
  const auto demands = demands_by_origin(user);
  route::tree_search search(problem.graph, problem.no_through);
  for (const auto& record : solution.loadings) {
    class_costs(problem, user, record.arc_time_h, record.constraint_price_usd, cost);
    const route::shortest_path_tree* tree = nullptr;
    for (std::size_t at = 0; at < demands.size(); ++at) {
      const auto i = demands[at];
      const auto& demand = user.demand[i];
      if (at == 0 || user.demand[demands[at - 1]].origin != demand.origin)
        tree = &search.run(demand.origin, cost, route::direction::from_root);
      const double least = tree->cost[demand.destination];
      if (!std::isfinite(least) || (solution.may_refuse && least > user.refusal_usd_per_t))
        continue;
      trace(problem, *tree, user, i, record.weight, attributes, averages);
      weight_of[i] += record.weight;
    }
  }
  for (std::size_t i = 0; i < weight_of.size(); ++i)
    if (weight_of[i] > 0)
      for (std::size_t j = 0; j < n; ++j) averages.od[i * n + j] /= weight_of[i];
  return averages;
}

}  // namespace amur::assign
