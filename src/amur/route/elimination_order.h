#pragma once
// The order in which a hierarchy contracts states, from the graph's shape alone.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/network/graph.h"

namespace amur::route {

/// A chordal graph as the lists of each vertex's later neighbours: `later[first_later[v] ..)`,
/// ascending. Vertices are numbered in elimination order.
struct elimination {
  std::vector<std::uint32_t> state_of;  ///< [vertex]
  std::vector<std::uint32_t> first_later, later;
};

/// Eliminates the states with `takes_part[state]` non-zero, each time one of few neighbours and low
/// depth, and joins the neighbours of what is eliminated pairwise (minimum degree: Tinney & Walker
/// 1967; the depth keeps the hierarchy flat: Geisberger et al. 2008). Arcs count in both
/// directions. A function of its input alone; O(sum of squared degrees at elimination).
[[nodiscard]] elimination eliminate(const network::graph& graph,
                                    std::span<const std::uint8_t> takes_part);

}  // namespace amur::route
