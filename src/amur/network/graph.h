#pragma once
// A directed graph as parallel arrays: arcs sorted by tail (forward star) with an index by head.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace amur::network {

/// Arcs a in [first_out[s], first_out[s+1]) leave state s; in_arc[first_in[s] ..) enter it.
struct graph {
  std::vector<std::uint32_t> tail, head;
  std::vector<std::uint32_t> first_out;
  std::vector<std::uint32_t> first_in, in_arc;

  [[nodiscard]] std::size_t state_count() const {
    return first_out.empty() ? 0 : first_out.size() - 1;
  }
  [[nodiscard]] std::size_t arc_count() const { return tail.size(); }
  [[nodiscard]] std::size_t out_degree(std::size_t state) const {
    return first_out[state + 1] - first_out[state];
  }
  [[nodiscard]] std::span<const std::uint32_t> in_arcs(std::size_t state) const {
    return std::span(in_arc).subspan(first_in[state], first_in[state + 1] - first_in[state]);
  }
};

/// A graph and where each arc given went: `arc_of[i]` is the place of the i-th arc given.
struct built_graph {
  network::graph graph;
  std::vector<std::uint32_t> arc_of;
};

/// Sorts arcs by tail, keeping the given order within a tail. Throws std::invalid_argument where an
/// end is not a state or the lengths differ.
[[nodiscard]] built_graph build_graph(std::size_t state_count, std::span<const std::uint32_t> tails,
                                      std::span<const std::uint32_t> heads);

}  // namespace amur::network
