#pragma once
// Claims and observations of a case, asked of a result.

#include <filesystem>
#include <map>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/result/result.h"

namespace amur::result {

/// Adds the table `claims` and, for a run, `observations`. A query that fails is an error that
/// names the file, the claim and the query; then false. One that takes too long is the last one
/// asked. `simulated` names the crossings whose simulation the result is; only claims on these are
/// asked. Empty: a run, and the claims that name no crossing.
[[nodiscard]] bool ask_claims(const std::filesystem::path& result, const cases::case_data& data,
                              std::span<const std::string> simulated, result_tables& added,
                              diagnostics& report);

/// [claim's id] the figures of the claims that `ask_claims` would ask of a run with these tables,
/// where there are any. `place` is a file that may be written to meanwhile. Nothing, with an error,
/// where a query failed.
[[nodiscard]] std::map<std::string, double> ask_claim_figures(const std::filesystem::path& place,
                                                              const result_tables& tables,
                                                              const cases::case_data& data,
                                                              diagnostics& report);

}  // namespace amur::result
