#include "amur/assign/all_or_nothing.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/assign/cost.h"
#include "amur/assign/sums.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

od_result serve_at_least_cost(const user_class& user, const od_demand& demand, double cost,
                              bool may_refuse) {
  od_result result{demand.t_per_day, 0, 0, cost, unserved_reason::served};
  if (!std::isfinite(cost))
    result.reason = unserved_reason::no_route;
  else if (may_refuse && cost > user.refusal_usd_per_t)
    result.reason = unserved_reason::no_capacity;
  if (result.reason == unserved_reason::served)
    result.delivered_t = result.wanted_t;
  else
    result.unserved_t = result.wanted_t;
  if (result.wanted_t == 0) result.reason = unserved_reason::served;
  return result;
}

// Sends what waits at each state of the tree down to the root.
void push_to_root(const network::graph& g, const route::shortest_path_tree& tree,
                  std::vector<double>& waiting, std::vector<double>& flow) {
  for (auto at = tree.order.rbegin(); at != tree.order.rend(); ++at) {
    const double t = waiting[*at];
    waiting[*at] = 0;
    const auto arc = tree.via_arc[*at];
    if (t == 0 || arc == route::no_arc) continue;
    flow[arc] += t;
    waiting[g.tail[arc]] += t;
  }
}

void load_origins(const problem& problem, const user_class& user,
                  std::span<const std::uint32_t> demands, std::span<const double> cost,
                  bool may_refuse, std::vector<od_result>& od, std::vector<double>& flow) {
  const network::graph& g = problem.graph;
  route::tree_search search(g, problem.no_through);
  std::vector<double> waiting(g.state_count(), 0.0);
  for (std::size_t i = 0; i < demands.size();) {
    const auto origin = user.demand[demands[i]].origin.value;
    const auto& tree = search.run(origin, cost, route::direction::from_root);
    for (; i < demands.size() && user.demand[demands[i]].origin.value == origin; ++i) {
      const auto& demand = user.demand[demands[i]];
      od[demands[i]] =
          serve_at_least_cost(user, demand, tree.cost[demand.destination.value], may_refuse);
      waiting[demand.destination.value] += od[demands[i]].delivered_t;
    }
    push_to_root(g, tree, waiting, flow);
  }
}

}  // namespace

std::vector<std::uint32_t> demands_by_origin(const user_class& user) {
  std::vector<std::uint32_t> order(user.demand.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&user](std::uint32_t a, std::uint32_t b) {
    return user.demand[a].origin.value < user.demand[b].origin.value;
  });
  return order;
}

all_or_nothing_loading load_all_or_nothing(const problem& problem,
                                           std::span<const double> arc_time_h,
                                           std::span<const double> constraint_price_usd,
                                           bool may_refuse, thread_pool& pool) {
  const std::size_t arcs = problem.graph.arc_count();
  all_or_nothing_loading loading;
  std::vector<double> cost;
  for (const auto& user : problem.classes) {
    class_costs(problem, user, arc_time_h, constraint_price_usd, cost);
    const auto demands = demands_by_origin(user);
    auto& od = loading.od.emplace_back(user.demand.size());
    // A block takes whole origins: its first demand is moved to where an origin begins.
    const auto boundary = [&](std::size_t block) {
      std::size_t at = block_of(block, work_blocks, demands.size()).begin;
      while (at > 0 && at < demands.size() &&
             user.demand[demands[at]].origin.value == user.demand[demands[at - 1]].origin.value)
        ++at;
      return at;
    };
    std::vector<std::vector<double>> flows(work_blocks);
    pool.run(work_blocks, [&](std::size_t block) {
      flows[block].assign(arcs, 0.0);
      const std::size_t begin = boundary(block), end = boundary(block + 1);
      if (begin < end)
        load_origins(problem, user, std::span(demands).subspan(begin, end - begin), cost,
                     may_refuse, od, flows[block]);
    });
    auto& flow = loading.class_flow_t.emplace_back(arcs, 0.0);
    for (const auto& part : flows)
      for (std::size_t arc = 0; arc < arcs; ++arc) flow[arc] += part[arc];
  }
  return loading;
}

solution solve_all_or_nothing(const problem& problem, const options& options) {
  validate(problem);
  thread_pool pool(options.threads);
  const std::vector<double> prices(problem.constraints.size(), 0.0);
  const auto free_time = arc_times_h(problem, std::vector<double>(problem.graph.arc_count(), 0.0));
  auto loading = load_all_or_nothing(problem, free_time, prices, false, pool);
  solution result;
  result.status = status::converged;
  result.volume_pce = volumes_pce(problem, loading.class_flow_t);
  result.class_flow_t = std::move(loading.class_flow_t);
  result.od = std::move(loading.od);
  result.arc_time_h = free_time;
  result.constraint_price_usd = prices;
  if (options.record_loadings) result.loadings.push_back({free_time, prices, 1.0});
  return result;
}

}  // namespace amur::assign
