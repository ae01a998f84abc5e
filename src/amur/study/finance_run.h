#pragma once
// The finance of a case: its projects' cash flows, its states' debts, the toll that breaks even.

#include <filesystem>
#include <string>
#include <vector>

#include "amur/study/registry.h"

namespace amur::study {

struct finance_run : study_task {
  std::string project;      ///< of the case; break-even is looked for it alone; empty: for all
  bool break_even = false;  ///< find the tolls at which projects with a crossing break even
};

/// Reads the case, solves its network where a project's income comes from a crossing, and writes
/// the result; as `run_case`.
[[nodiscard]] case_outcome run_case_finance(const finance_run& run, diagnostics& report);

}  // namespace amur::study
