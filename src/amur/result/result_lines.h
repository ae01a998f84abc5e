#pragma once
// The lines of a result's links, for drawing.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/result/result_query.h"

namespace amur::result {

struct drawn_link {
  std::string link_id, direction, mode, from_node_id;
  double t = 0;                               ///< tonnes a day
  std::vector<std::array<double, 2>> points;  ///< longitude, latitude, in the link's direction
};

/// Rows of the table `links`; empty where the result has none (a simulation's). Reports what can't
/// be read, and a geometry that is no line.
[[nodiscard]] std::optional<std::vector<drawn_link>> read_link_lines(const result_database& result,
                                                                     diagnostics& report);

/// The points of a line string, or of the parts of one over longitude 180 one after the other, as a
/// GeoPackage keeps it (OGC 12-128r18, 2.1.3): a header, then well-known binary. Empty where the
/// bytes are none such, or a coordinate is not finite.
[[nodiscard]] std::optional<std::vector<std::array<double, 2>>> line_points(
    std::string_view geometry);

}  // namespace amur::result
