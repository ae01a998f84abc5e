#pragma once
// Studies computed once more from what their results hold: the case, and figures of other tables.

#include <cstddef>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/model/verify.h"

namespace amur::io {

/// Projects and debts from the case and the fees of the written crossings.
void check_finance_again(const model::case_data& data, const model::result_tables& tables,
                         std::size_t threads, model::verification& found);

/// The case solved at the best tolls.
void check_tolls_again(const model::case_data& data, const model::network_model& model,
                       const model::demand_anchors& anchors, const model::result_tables& tables,
                       const model::run_options& options, model::verification& found);

/// The simulation with the same seed. Says why not where the result keeps no case.
[[nodiscard]] std::string check_simulation_again(const model::result_tables& tables,
                                                 std::size_t threads, diagnostics& report,
                                                 model::verification& found);

}  // namespace amur::io
