#pragma once
// Fitted cells as a scenario that corrects the case.

#include <span>
#include <string>

#include "amur/case/named_cells.h"

namespace amur::calibrate {

/// A scenario that sets the cells, as TOML, with a line on each; `says` [cell] is put behind it.
[[nodiscard]] std::string scenario_of(const cases::case_text& text,
                                      std::span<const cases::named_cell> named,
                                      std::span<const double> values, const std::string& title,
                                      const std::string& description,
                                      std::span<const std::string> says);

}  // namespace amur::calibrate
