#pragma once
// Arcs of a hierarchy, kept as the sweeps read them.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace amur::route {

/// An arc seen from one of its ends. `arc` is its number in the graph, or the edge's.
struct place_arc {
  double cost;
  std::uint32_t place;  ///< the other end
  std::uint32_t arc;
};

/// Arcs by the place at their near end: arcs[first[p] .. first[p+1]).
struct place_arcs {
  std::vector<std::uint32_t> first;
  std::vector<place_arc> arcs;

  [[nodiscard]] std::span<const place_arc> at(std::size_t place) const {
    return std::span(arcs).subspan(first[place], first[place + 1] - first[place]);
  }
};

}  // namespace amur::route
