#include "amur/assign/bush.h"

#include <algorithm>

#include "amur/assign/all_or_nothing.h"

namespace amur::assign {
namespace {

// A smaller share of what passes a state is rounding, and would only keep a useless link alive.
constexpr double least_share = 1e-15;

}  // namespace

bush_set make_bushes(const problem& problem) {
  bush_set set;
  for (std::uint32_t k = 0; k < problem.classes.size(); ++k) {
    const auto& user = problem.classes[k];
    const auto& order = set.demand_order.emplace_back(demands_by_origin(user));
    auto& delivered = set.delivered_t.emplace_back();
    for (const auto& demand : user.demand) delivered.push_back(demand.t_per_day);
    for (std::uint32_t i = 0; i < order.size();) {
      auto& next = set.bushes.emplace_back();
      next.user = k;
      next.origin = user.demand[order[i]].origin.value;
      next.demand_begin = i;
      while (i < order.size() && user.demand[order[i]].origin.value == next.origin) ++i;
      next.demand_end = i;
    }
  }
  return set;
}

void plant(const problem& problem, const route::shortest_path_tree& tree, bush_places& places,
           const bush_set& set, bush& planted) {
  const auto& user = problem.classes[planted.user];
  const auto& tails = problem.graph.tail;
  planted.state.assign(1, planted.origin);
  places.enter(planted);
  std::vector<std::uint32_t> branch;
  for (const auto i : set.demands(planted)) {
    if (tree.cost[user.demand[i].destination.value] == route::unreachable) continue;
    auto s = user.demand[i].destination.value;
    for (; places[s] == no_link; s = tails[tree.via_arc[s]]) branch.push_back(s);
    for (; !branch.empty(); branch.pop_back()) {
      planted.state.push_back(branch.back());
      places.enter_last(planted);
    }
  }
  const std::uint32_t links = planted.size() - 1;
  planted.arc.resize(links);
  planted.tail.resize(links);
  planted.flow_t.assign(links, 0.0);
  planted.first_in.assign(1, 0);
  for (std::uint32_t p = 0; p < planted.size(); ++p) planted.first_in.push_back(p);
  for (std::uint32_t link = 0; link < links; ++link) {
    planted.arc[link] = tree.via_arc[planted.state[link + 1]];
    planted.tail[link] = places[tails[planted.arc[link]]];
  }
  std::vector<double> passing;
  settle(problem, places, set, passing, planted);
  places.leave(planted);
}

void settle(const problem& problem, const bush_places& places, const bush_set& set,
            std::vector<double>& passing, bush& bush) {
  const auto& user = problem.classes[bush.user];
  const auto& delivered_t = set.delivered_t[bush.user];
  passing.assign(bush.size(), 0.0);
  for (const auto i : set.demands(bush)) {
    const auto p = places[user.demand[i].destination.value];
    if (p != no_link) passing[p] += delivered_t[i];
  }
  for (std::uint32_t p = bush.size(); p-- > 1;) {
    const auto begin = bush.first_in[p], end = bush.first_in[p + 1];
    double sum = 0, rest = passing[p];
    auto largest = begin;
    for (auto link = begin; link < end; ++link) {
      sum += bush.flow_t[link];
      if (bush.flow_t[link] > bush.flow_t[largest]) largest = link;
    }
    for (auto link = begin; link < end; ++link) {
      if (link == largest) continue;
      const double share = sum > 0 ? bush.flow_t[link] / sum : 0;
      bush.flow_t[link] = share < least_share ? 0 : share * passing[p];
      passing[bush.tail[link]] += bush.flow_t[link];
      rest -= bush.flow_t[link];
    }
    bush.flow_t[largest] = rest;
    passing[bush.tail[largest]] += rest;
  }
}

}  // namespace amur::assign
