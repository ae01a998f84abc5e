#include "amur/gis/sphere_grid.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace amur::gis {
namespace {

constexpr double earth_m = 6371008.8;
// Cells so small that their numbers still fit 32 bits.
constexpr double least_cell_m = 0.01;

}  // namespace

space_point in_space(const point& at) {
  constexpr double to_radians = std::numbers::pi / 180;
  const double ring = earth_m * std::cos(at[1] * to_radians);
  return {ring * std::cos(at[0] * to_radians), ring * std::sin(at[0] * to_radians),
          earth_m * std::sin(at[1] * to_radians)};
}

double metres(const space_point& a, const space_point& b) {
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

std::size_t sphere_grid::cell_hash::operator()(const cell& of) const {
  std::uint64_t sum = 0;
  for (const auto axis : of)
    sum = (sum ^ static_cast<std::uint32_t>(axis)) * std::uint64_t{0x9E3779B97F4A7C15};
  return static_cast<std::size_t>(sum ^ (sum >> 32));
}

sphere_grid::sphere_grid(double reach_m)
    : reach_m_(reach_m), size_m_(std::max(reach_m, least_cell_m)) {}

sphere_grid::cell sphere_grid::cell_of(const space_point& at) const {
  cell found{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    found[axis] = static_cast<std::int32_t>(std::floor(at[axis] / size_m_));
  return found;
}

std::uint32_t sphere_grid::add(const point& at) {
  const auto number = static_cast<std::uint32_t>(places_.size());
  places_.push_back(at);
  spaces_.push_back(in_space(at));
  cells_[cell_of(spaces_.back())].push_back(number);
  return number;
}

std::optional<std::uint32_t> sphere_grid::nearest(const point& at) const {
  const auto space = in_space(at);
  const auto middle = cell_of(space);
  std::optional<std::uint32_t> found;
  double least = reach_m_;
  for (std::int32_t x = -1; x <= 1; ++x)
    for (std::int32_t y = -1; y <= 1; ++y)
      for (std::int32_t z = -1; z <= 1; ++z) {
        const auto in = cells_.find({middle[0] + x, middle[1] + y, middle[2] + z});
        if (in == cells_.end()) continue;
        for (const auto number : in->second) {
          const double away = metres(space, spaces_[number]);
          if (away > least || (found && away == least && number > *found)) continue;
          found = number;
          least = away;
        }
      }
  return found;
}

}  // namespace amur::gis
