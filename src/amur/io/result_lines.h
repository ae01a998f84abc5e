#pragma once
// The lines of a result's links, for drawing.

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::io {

struct drawn_link {
  std::string link_id, direction, mode, from_node_id;
  double t = 0;                                ///< tonnes a day
  std::vector<std::array<double, 2>> points;   ///< longitude, latitude, in the link's direction
};

/// Rows of the table `links`; empty where the result has none (a simulation's). Reports a file that
/// can't be read.
[[nodiscard]] std::optional<std::vector<drawn_link>> read_link_lines(
    const std::filesystem::path& result, diagnostics& report);

}  // namespace amur::io
