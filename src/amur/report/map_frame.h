#pragma once
// From degrees to pixels of a map: Web Mercator.

#include <algorithm>
#include <array>
#include <cmath>

namespace amur::report {

/// In units of the earth's circumference, from the date line and the far north.
[[nodiscard]] inline std::array<double, 2> projected(double longitude, double latitude) {
  const double phi = std::clamp(latitude, -85.0, 85.0) * M_PI / 180;
  return {longitude / 360 + 0.5, 0.5 - std::log(std::tan(M_PI / 4 + phi / 2)) / (2 * M_PI)};
}

struct map_frame {
  double scale = 1, dx = 0, dy = 0;  ///< pixels of the world's width; of its corner
  double width_px = 0, height_px = 0;

  [[nodiscard]] std::array<double, 2> placed(double longitude, double latitude) const {
    const auto at = projected(longitude, latitude);
    return {at[0] * scale + dx, at[1] * scale + dy};
  }
};

}  // namespace amur::report
