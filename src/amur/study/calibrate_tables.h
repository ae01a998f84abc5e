#pragma once
// A fit as tables of a result.

#include <span>
#include <string>
#include <vector>

#include "amur/calibrate/further_counts.h"
#include "amur/result/result.h"

namespace amur::study {

[[nodiscard]] std::vector<result::result_table> calibration_tables(
    const calibrate::case_fit& fit, std::span<const cases::named_cell> cells,
    std::span<const calibrate::observed_figure> observations,
    std::span<const calibrate::further_count> counts, const std::string& scenario);

/// What is said of each fitted cell in the scenario: what it was, how sure it is now.
[[nodiscard]] std::vector<std::string> words_on_cells(const calibrate::case_fit& fit,
                                                      std::span<const cases::named_cell> cells);

}  // namespace amur::study
