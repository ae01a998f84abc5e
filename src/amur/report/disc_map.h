#pragma once
// Places as discs on a map, as SVG text.

#include <span>
#include <string>
#include <vector>

#include "amur/report/land.h"

namespace amur::report {

struct disc {
  std::string name;
  double longitude = 0, latitude = 0;
  double size = 0;      ///< the disc's area
  bool is_open = true;  ///< else a ring
};

/// The window around the discs, with land under them where there is any; empty without discs.
[[nodiscard]] std::string disc_map(std::span<const disc> discs, const std::vector<polygon>& land,
                                   const std::string& title);

}  // namespace amur::report
