#pragma once
// Places on the earth as OpenStreetMap keeps them, and how far they are apart.

#include <compare>
#include <cstdint>

namespace amur::osm {

/// Ten-millionths of a degree.
struct place {
  std::int32_t x = 0, y = 0;

  [[nodiscard]] double longitude() const { return x * 1e-7; }
  [[nodiscard]] double latitude() const { return y * 1e-7; }
  friend constexpr auto operator<=>(place, place) = default;
};

[[nodiscard]] place place_at(double longitude, double latitude);

/// Kilometres on the WGS 84 ellipsoid, by its radii of curvature midway: off by less than 1e-6
/// over 10 km and 1e-4 over 100 km away from the poles. Goes the short way over the date line.
[[nodiscard]] double distance_km(place from, place to);

/// The nearest place to `at` on the straight line between two others, in longitude and latitude.
[[nodiscard]] place nearest_on(place at, place from, place to);

}  // namespace amur::osm
