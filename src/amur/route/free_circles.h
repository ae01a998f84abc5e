#pragma once
// Circles of arcs without cost. All places on one cost the same from anywhere, so costs alone don't
// tell how a tree passes through it.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/route/place_arcs.h"

namespace amur::route {

/// Places strongly connected by arcs without cost; places on no circle are not listed. Circle c
/// holds place[first[c] .. first[c+1]).
struct free_circles {
  std::vector<std::uint32_t> first, place;
  std::vector<std::uint32_t> circle_of;  ///< [place], `no_circle` where on none

  static constexpr std::uint32_t no_circle = 0xffffffff;
  [[nodiscard]] std::size_t count() const { return first.size() - 1; }
  [[nodiscard]] std::span<const std::uint32_t> at(std::size_t circle) const {
    return std::span(place).subspan(first[circle], first[circle + 1] - first[circle]);
  }
};

/// Tarjan's algorithm (1972) over the arcs of cost 0. O(places + arcs).
[[nodiscard]] free_circles find_free_circles(const place_arcs& arcs);

}  // namespace amur::route
