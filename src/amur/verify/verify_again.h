#pragma once
// Studies computed once more from what their results hold: the case, and figures of other tables.

#include <cstddef>
#include <filesystem>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/verify/verify.h"

namespace amur::verify {

/// Projects and debts from the case and the fees of the written crossings.
void check_finance_again(const cases::case_data& data, const result::result_tables& tables,
                         std::size_t threads, verification& found);

/// The case solved at each toll of the curve and of the owners' rounds; `anchors`: of its demand,
/// as written.
void check_tolls_again(const cases::case_data& data, const model::demand_anchors& anchors,
                       const result::result_tables& tables, const model::run_options& options,
                       verification& found);

/// A user equilibrium solved from the beginning, for what its flows leave open: averages along
/// routes.
void check_user_equilibrium_again(const cases::case_data& data,
                                  const model::demand_anchors& anchors,
                                  const result::result_tables& tables,
                                  const model::run_options& options, verification& found);

/// Each month solved from its first one on. `last`: the case on any day; `anchors`: of its demand
/// on the reference day.
void check_months_again(const cases::case_data& last, const model::demand_anchors& anchors,
                        const result::result_tables& tables, model::run_options options,
                        verification& found);

/// Claims and observations asked once more of the result at `path`. `simulated`: the crossing whose
/// simulation it is, if it is one.
void check_answers_again(const std::filesystem::path& path, const cases::case_data& data,
                         const std::string& simulated, const result::result_tables& tables,
                         verification& found);

/// The simulation with the same seed. Says why not where the result keeps no case.
[[nodiscard]] std::string check_simulation_again(const std::filesystem::path& path,
                                                 const result::result_tables& tables,
                                                 std::size_t threads, diagnostics& report,
                                                 verification& found);

}  // namespace amur::verify
