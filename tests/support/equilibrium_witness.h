#pragma once
// Whether class flows are a user equilibrium, found from nothing but the problem and those flows.

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
#include <utility>
#include <vector>

#include "amur/assign/problem.h"

namespace amur::test {

/// Dijkstra's least costs from an origin; infinite where there is no way.
inline std::vector<long double> least_costs(const assign::problem& problem,
                                            const std::vector<long double>& cost,
                                            std::uint32_t origin) {
  const auto& g = problem.graph;
  std::vector<long double> least(g.state_count(), std::numeric_limits<long double>::infinity());
  using entry = std::pair<long double, std::uint32_t>;
  std::priority_queue<entry, std::vector<entry>, std::greater<>> queue;
  least[origin] = 0;
  queue.push({0, origin});
  while (!queue.empty()) {
    const auto [reached, state] = queue.top();
    queue.pop();
    if (reached > least[state]) continue;
    if (state != origin && !problem.no_through.empty() && problem.no_through[state]) continue;
    for (std::uint32_t arc = 0; arc < g.arc_count(); ++arc) {
      if (g.tail[arc] != state || !(reached + cost[arc] < least[g.head[arc]])) continue;
      least[g.head[arc]] = reached + cost[arc];
      queue.push({least[g.head[arc]], g.head[arc]});
    }
  }
  return least;
}

struct witness {
  long double gap = 0;      ///< (sum c x - sum c_min d) / sum c x, in hours of one pce
  long double balance = 0;  ///< largest flow that appears or is lost at a state, by class demand
};

/// Fixed demand, one arc group, no hard capacities.
inline witness bear_witness(const assign::problem& problem,
                            const std::vector<std::vector<double>>& class_flow_t) {
  const auto& g = problem.graph;
  std::vector<long double> volume(g.arc_count(), 0);
  for (std::size_t k = 0; k < class_flow_t.size(); ++k)
    for (std::size_t arc = 0; arc < volume.size(); ++arc)
      volume[arc] +=
          static_cast<long double>(problem.classes[k].pce_per_t[0]) * class_flow_t[k][arc];
  witness found;
  long double paid = 0, least_paid = 0;
  for (std::size_t k = 0; k < class_flow_t.size(); ++k) {
    const auto& user = problem.classes[k];
    const long double scale = user.pce_per_t[0] / user.time_cost_usd_per_t_h[0];
    std::vector<long double> cost(volume.size()), left(g.state_count(), 0);
    for (std::size_t arc = 0; arc < volume.size(); ++arc) {
      const double time = problem.delay[arc].time_h(static_cast<double>(volume[arc]));
      cost[arc] = scale * (user.fixed_cost_usd_per_t[arc] + user.time_cost_usd_per_t_h[0] * time);
      const double flow = class_flow_t[k][arc];
      if (flow > 0) paid += cost[arc] * flow;
      left[g.tail[arc]] -= flow;
      left[g.head[arc]] += flow;
    }
    long double whole = 0;
    std::vector<long double> least;
    for (std::size_t i = 0; i < user.demand.size(); ++i) {
      const auto& demand = user.demand[i];
      if (i == 0 || demand.origin != user.demand[i - 1].origin)
        least = least_costs(problem, cost, demand.origin.value);
      least_paid += least[demand.destination.index()] * demand.t_per_day;
      left[demand.origin.index()] += demand.t_per_day;
      left[demand.destination.index()] -= demand.t_per_day;
      whole += demand.t_per_day;
    }
    for (const auto t : left) found.balance = std::max(found.balance, std::abs(t) / whole);
  }
  found.gap = (paid - least_paid) / paid;
  return found;
}

}  // namespace amur::test
