#pragma once
// Coordinates of a network as longitude and latitude.

#include <array>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::gmns {

using point = std::array<double, 2>;

/// Turns points of a coordinate system ("EPSG:26919", WKT, ...) into degrees; false where there is
/// no such system or a point lies outside it, which is reported under `file`.
[[nodiscard]] bool to_degrees(const std::string& system, const std::vector<point*>& points,
                              const std::string& file, diagnostics& report);

/// Kilometres on the earth between two places in degrees.
[[nodiscard]] double kilometres(const point& from, const point& to);

}  // namespace amur::gmns
