#pragma once
// Studies computed once more from what their results hold: the case, and figures of other tables.

#include <cstddef>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/verify/verify.h"

namespace amur::verify {

/// Projects and debts from the case and the fees of the written crossings.
void check_finance_again(const cases::case_data& data, const result::result_tables& tables,
                         std::size_t threads, verify::verification& found);

/// The case solved at the best tolls.
void check_tolls_again(const cases::case_data& data, const model::network_model& model,
                       const model::demand_anchors& anchors, const result::result_tables& tables,
                       const model::run_options& options, verify::verification& found);

/// The simulation with the same seed. Says why not where the result keeps no case.
[[nodiscard]] std::string check_simulation_again(const result::result_tables& tables,
                                                 std::size_t threads, diagnostics& report,
                                                 verify::verification& found);

}  // namespace amur::verify
