#pragma once
// What a fit knows of its cells, as rows of spreads.csv and correlations.csv that an ensemble draws
// by.

#include <span>
#include <string>

#include "amur/calibrate/case_fit.h"

namespace amur::calibrate {

/// Edits of a scenario that add them, as TOML; of cells that the data tell and no bound holds.
/// Cells above 0 are lognormal about the fitted value, others normal.
[[nodiscard]] std::string posterior_edits(const case_fit& fit,
                                          std::span<const cases::named_cell> cells);

}  // namespace amur::calibrate
