#include "amur/network/graph.h"

#include <numeric>
#include <stdexcept>

namespace amur::network {

built_graph build_graph(std::size_t state_count, std::span<const std::uint32_t> tails,
                        std::span<const std::uint32_t> heads) {
  if (tails.size() != heads.size()) throw std::invalid_argument("tails and heads differ in length");
  for (std::size_t i = 0; i < tails.size(); ++i)
    if (tails[i] >= state_count || heads[i] >= state_count)
      throw std::invalid_argument("an arc ends at a state that does not exist");

  built_graph built;
  graph& g = built.graph;
  const std::size_t arcs = tails.size();
  g.first_out.assign(state_count + 1, 0);
  for (const auto tail : tails) ++g.first_out[tail + 1];
  std::partial_sum(g.first_out.begin(), g.first_out.end(), g.first_out.begin());
  g.tail.resize(arcs);
  g.head.resize(arcs);
  built.arc_of.resize(arcs);
  auto next = g.first_out;
  for (std::size_t i = 0; i < arcs; ++i) {
    const auto arc = next[tails[i]]++;
    g.tail[arc] = tails[i];
    g.head[arc] = heads[i];
    built.arc_of[i] = arc;
  }

  g.first_in.assign(state_count + 1, 0);
  for (const auto head : g.head) ++g.first_in[head + 1];
  std::partial_sum(g.first_in.begin(), g.first_in.end(), g.first_in.begin());
  g.in_arc.resize(arcs);
  next = g.first_in;
  for (std::uint32_t arc = 0; arc < arcs; ++arc) g.in_arc[next[g.head[arc]]++] = arc;
  return built;
}

}  // namespace amur::network
