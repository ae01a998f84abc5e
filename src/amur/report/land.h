#pragma once
// Land under a map, from countries in TopoJSON.

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "amur/report/map_frame.h"

namespace amur::report {

using ring = std::vector<std::array<double, 2>>;  ///< longitude, latitude
using polygon = std::vector<ring>;                ///< outer ring, then holes

/// The polygons of `objects.countries`; rings that cross the date line run on past 180 degrees.
/// Antarctica, whose ring goes round the pole, is left out. Empty where the text is none such.
[[nodiscard]] std::vector<polygon> read_land(std::string_view topojson);

/// The land in a frame as the data of one SVG path, cut off at the frame, points that lie nearer to
/// the last than can be seen left out.
[[nodiscard]] std::string land_path(const std::vector<polygon>& land, const map_frame& frame);

}  // namespace amur::report
