#pragma once
// What elastic demand of runs on other days, or at other fees, is measured against.

#include "amur/model/run.h"

namespace amur::model {

/// Whether demand follows the cost of transport at all.
[[nodiscard]] bool demand_answers(const case_data& data);

/// The demand of `base`, the case without scenarios on the day that its demand table reflects, at
/// its delivered prices. Leaves the curves of simulated crossings on that day in both. Throws
/// `no_equilibrium`.
[[nodiscard]] demand_anchors reference_anchors(case_data& base, case_data& data,
                                               const run_options& options);

}  // namespace amur::model
