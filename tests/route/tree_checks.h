#pragma once
// What makes a shortest path tree right, checked against Dijkstra's algorithm.

#include <gtest/gtest.h>

#include <cmath>

#include "amur/route/shortest_path.h"

namespace amur::test {

/// Empty, or what is wrong with a tree: not one, its costs don't add up exactly, it passes a state
/// that may not be passed, or it is dearer or cheaper than `expected`.
inline std::string fault(const network::graph& g, std::span<const double> cost,
                         std::span<const std::uint8_t> no_through, std::uint32_t root,
                         route::direction towards, const route::shortest_path_tree& tree,
                         const route::shortest_path_tree& expected) {
  const auto& before = towards == route::direction::from_root ? g.tail : g.head;
  const auto& after = towards == route::direction::from_root ? g.head : g.tail;
  if (tree.order.size() != expected.order.size()) return "reaches other states";
  if (tree.order.empty() || tree.order.front() != root) return "doesn't begin at the root";
  std::vector<std::uint8_t> seen(g.state_count(), 0);
  for (const auto state : tree.order) {
    const auto name = "state " + std::to_string(state);
    const auto arc = tree.via_arc[state];
    if (seen[state]) return name + " occurs twice";
    seen[state] = 1;
    if (std::abs(tree.cost[state] - expected.cost[state]) > 1e-12 * expected.cost[state])
      return name + " costs " + std::to_string(tree.cost[state]) + ", not " +
             std::to_string(expected.cost[state]);
    if (state == root) {
      if (arc != route::no_arc || tree.cost[state] != 0) return "the root has an arc or a cost";
      continue;
    }
    if (arc == route::no_arc || after[arc] != state) return name + " has an arc that isn't its own";
    const auto from = before[arc];
    if (!seen[from]) return name + " comes before what it hangs on";
    if (from != root && !no_through.empty() && no_through[from]) return name + ": passes an end";
    if (tree.cost[state] != tree.cost[from] + cost[arc]) return name + ": costs don't add up";
  }
  for (std::size_t state = 0; state < seen.size(); ++state)
    if (!seen[state] &&
        (tree.cost[state] != route::unreachable || tree.via_arc[state] != route::no_arc))
      return "an unreached state has a cost or an arc";
  return {};
}

}  // namespace amur::test
