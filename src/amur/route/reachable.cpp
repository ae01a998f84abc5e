#include "amur/route/reachable.h"

#include <cmath>

namespace amur::route {

std::vector<std::uint8_t> reachable(const network::graph& graph, std::vector<std::uint8_t> marked,
                                    std::span<const double> cost, direction towards) {
  std::vector<std::uint32_t> stack;
  for (std::uint32_t s = 0; s < marked.size(); ++s)
    if (marked[s]) stack.push_back(s);
  const auto visit = [&](std::uint32_t arc, std::uint32_t next) {
    if (std::isfinite(cost[arc]) && !marked[next]) {
      marked[next] = 1;
      stack.push_back(next);
    }
  };
  while (!stack.empty()) {
    const auto s = stack.back();
    stack.pop_back();
    if (towards == direction::from_root)
      for (auto arc = graph.first_out[s]; arc < graph.first_out[s + 1]; ++arc)
        visit(arc, graph.head[arc]);
    else
      for (const auto arc : graph.in_arcs(s)) visit(arc, graph.tail[arc]);
  }
  return marked;
}

}  // namespace amur::route
