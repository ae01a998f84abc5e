#pragma once
// What moves along the lines of a network, as SVG text.

#include <array>
#include <string>
#include <vector>

#include "amur/report/land.h"

namespace amur::report {

/// A link.
struct map_line {
  std::string mode;
  double value = 0;                           ///< tonnes a day, or by how many they changed
  std::vector<std::array<double, 2>> points;  ///< longitude, latitude
};

struct map_label {
  std::string text;
  double longitude = 0, latitude = 0;
  bool is_crossing = false;  ///< set off from places
};

struct flow_map {
  std::string title;
  std::vector<map_line> lines;
  bool shows_changes = false;     ///< coloured by more and less instead of mode
  std::vector<map_label> labels;  ///< the first ones matter most
  /// What must lie on the map; all lines where it is empty.
  std::vector<std::array<double, 2>> window;
};

/// Lines as wide as their values, coloured as on the page, with land under them where there is any.
/// Empty without a line.
[[nodiscard]] std::string draw(const flow_map& map, const std::vector<polygon>& land);

}  // namespace amur::report
