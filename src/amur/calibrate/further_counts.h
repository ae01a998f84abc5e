#pragma once
// Which count that nobody has made would tell most of the fitted cells.

#include <string>
#include <vector>

#include "amur/calibrate/case_fit.h"

namespace amur::calibrate {

struct further_count {
  std::string table, row, column;
  double computed = 0, error = 0;
  further_datum worth;
};

/// Crossings, both ways together, or links where the case has no crossings, the best first; each
/// taken to be known within `spread`. What is observed already is left out.
[[nodiscard]] std::vector<further_count> rank_further_counts(
    const case_model& model, const case_fit& fit, std::span<const observed_figure> observations,
    double spread);

}  // namespace amur::calibrate
