#pragma once
// Random graphs with all that troubles a search: arcs without cost, closed, parallel, to
// themselves, parts out of reach, states that may not be passed.

#include <rapidcheck.h>

#include <cstdint>
#include <limits>
#include <vector>

#include "amur/network/graph.h"

namespace amur::test {

struct random_graph {
  network::graph graph;
  std::vector<double> cost;              // [arc]
  std::vector<std::uint8_t> no_through;  // [state]
};

inline random_graph make_random_graph() {
  const auto states = *rc::gen::inRange<std::uint32_t>(1, 60);
  const auto arcs = *rc::gen::inRange<std::size_t>(0, 4 * states);
  const auto share_free = *rc::gen::inRange(0, 10), share_ends = *rc::gen::inRange(0, 6);
  std::vector<std::uint32_t> tails, heads;
  std::vector<double> given;
  for (std::size_t i = 0; i < arcs; ++i) {
    tails.push_back(*rc::gen::inRange<std::uint32_t>(0, states));
    heads.push_back(*rc::gen::inRange<std::uint32_t>(0, states));
    const auto kind = *rc::gen::inRange(0, 12);
    // Tenths round differently by the order of a sum.
    given.push_back(kind < share_free ? 0
                    : kind == 11      ? std::numeric_limits<double>::infinity()
                                      : 0.1 * *rc::gen::inRange(1, 40));
  }
  const auto built = network::build_graph(states, tails, heads);
  random_graph made{built.graph, std::vector<double>(arcs), {}};
  for (std::size_t i = 0; i < arcs; ++i) made.cost[built.arc_of[i]] = given[i];
  for (std::uint32_t s = 0; s < states; ++s)
    made.no_through.push_back(*rc::gen::inRange(0, 10) < share_ends);
  return made;
}

}  // namespace amur::test
