#pragma once
// The tolls of a case's crossings: the curve, the best for a goal, and where two owners settle.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/study/registry.h"

namespace amur::study {

inline constexpr int usual_toll_steps = 16;

struct toll_run : study_task {
  std::string crossing;
  std::string rival;  ///< another crossing, whose owner sets its toll in turn; empty: none does
  std::optional<double> lowest_usd, highest_usd;  ///< empty: 0, `model::highest_toll_tried_usd`
  int steps = usual_toll_steps;                   ///< of the curve
};

/// Reads the case, solves its network at each toll, and writes the result; as `run_case`. The
/// tables are toll_curve, toll_best and, with a rival, toll_game (docs/result.md).
[[nodiscard]] case_outcome run_case_tolls(const toll_run& run, diagnostics& report);

}  // namespace amur::study
