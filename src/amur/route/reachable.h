#pragma once
// Which states can be reached at all.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/network/graph.h"
#include "amur/route/shortest_path.h"

namespace amur::route {

/// Adds to the `marked` states (1: marked) all that they reach (`from_root`), or that reach them
/// (`to_root`), over arcs of finite `cost`.
[[nodiscard]] std::vector<std::uint8_t> reachable(const network::graph& graph,
                                                  std::vector<std::uint8_t> marked,
                                                  std::span<const double> cost, direction towards);

}  // namespace amur::route
