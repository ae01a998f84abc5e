#pragma once
// Places near each other, found by cells of space around the earth's middle: no pole, no date line.

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "amur/gis/feature_table.h"

namespace amur::gis {

/// Metres from the middle of a round earth.
using space_point = std::array<double, 3>;
[[nodiscard]] space_point in_space(const point& at);
/// Metres between two places, straight through the ground.
[[nodiscard]] double metres(const space_point& a, const space_point& b);

/// Places by number, in the order they were added.
class sphere_grid {
 public:
  /// `reach_m` is the farthest that is ever asked for.
  explicit sphere_grid(double reach_m);
  std::uint32_t add(const point& at);
  /// The nearest within reach; of equally near ones the first added.
  [[nodiscard]] std::optional<std::uint32_t> nearest(const point& at) const;
  [[nodiscard]] const point& place(std::uint32_t number) const { return places_[number]; }
  [[nodiscard]] std::size_t size() const { return places_.size(); }

 private:
  using cell = std::array<std::int32_t, 3>;
  struct cell_hash {
    std::size_t operator()(const cell& of) const;
  };
  [[nodiscard]] cell cell_of(const space_point& at) const;

  double reach_m_, size_m_;
  std::vector<point> places_;
  std::vector<space_point> spaces_;
  std::unordered_map<cell, std::vector<std::uint32_t>, cell_hash> cells_;
};

}  // namespace amur::gis
