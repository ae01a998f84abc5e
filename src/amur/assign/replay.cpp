#include "amur/assign/replay.h"

#include <cmath>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/cost.h"
#include "amur/assign/sums.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

// Traces one pair's cheapest route; adds its sums to the pair and to the arcs on it.
void trace(const problem& problem, const route::shortest_path_tree& tree, const user_class& user,
           std::uint32_t demand, double weight, const arc_attributes& attributes,
           route_averages& averages) {
  const std::size_t n = attributes.count;
  const double* start = &attributes.start[demand * n];
  std::vector<double> sum(start, start + n);
  std::vector<std::uint32_t> summed;
  for (auto s = user.demand[demand].destination.value; tree.via_arc[s] != route::no_arc;) {
    const auto arc = tree.via_arc[s];
    add_scaled(sum.data(), &attributes.value[arc * n], 1, n);
    if (attributes.of_plain_arcs || problem.label(arc) != 0) summed.push_back(arc);
    s = problem.graph.tail[arc];
  }
  add_scaled(&averages.od[demand * n], sum.data(), weight, n);
  for (const auto arc : summed)
    add_scaled(&averages.through[arc * n], sum.data(), weight * user.demand[demand].t_per_day, n);
}

}  // namespace

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
      if (at == 0 || user.demand[demands[at - 1]].origin.value != demand.origin.value)
        tree = &search.run(demand.origin.value, cost, route::direction::from_root);
      const double least = tree->cost[demand.destination.value];
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
