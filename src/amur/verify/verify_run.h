#pragma once
// Results checked: a run's before they are written, anybody's afterwards.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/model/run.h"
#include "amur/verify/verify.h"

namespace amur::verify {

/// Checks the tables of a run of the network that calls itself converged. Where they do not bear
/// that out, the table `run` says so, a warning names the check, and the answer is false.
[[nodiscard]] bool confirm_network(const cases::case_data& data, const model::run_answer& answer,
                                   const model::run_options& options, result::result_tables& tables,
                                   diagnostics& report);

/// The same of what a study adds to the run, or has instead of it.
[[nodiscard]] bool confirm_studies(const cases::case_data& data, result::result_tables& tables,
                                   diagnostics& report);
[[nodiscard]] bool confirm_simulation(const result::result_tables& tables, diagnostics& report);

struct verified_result {
  std::string study;   ///< "run", "months", "finance", "toll", "trade", "skim" or "simulation"
  std::string status;  ///< of the equilibrium, as the result states it; empty where there is none
  verification checks;
  /// What could not be computed again, and why; empty where all was.
  std::string left_out;
};

/// Checks a result by its tables and the case that it keeps. Empty, and reported, where the file is
/// no result or keeps no case.
[[nodiscard]] std::optional<verified_result> verify_result(const std::filesystem::path& path,
                                                           std::size_t threads,
                                                           diagnostics& report);

}  // namespace amur::verify
