#pragma once
// A case run month by month: `amur run --from --to --step month`.

#include <functional>

#include "amur/base/date.h"
#include "amur/study/case_run.h"

namespace amur::study {

struct months_run : case_run {
  date from, to;       ///< any day of the first and of the last month
  bool fresh = false;  ///< start anew though a stopped run could go on
  /// Called after each month with its name, its number and how many there are; false to stop.
  std::function<bool(const std::string&, std::size_t, std::size_t)> month_done;
  /// Called with the first month to be solved where a stopped run goes on.
  std::function<void(const std::string&)> goes_on;
};

/// Solves every month on its 15th day, and writes one result: the tables of the last month, and
/// month by month those of `month_`. What is found is kept beside the result until that is written,
/// so that the same command goes on where a stopped run was, to the same bytes.
[[nodiscard]] case_outcome run_case_months(const months_run& run, diagnostics& report);

}  // namespace amur::study
