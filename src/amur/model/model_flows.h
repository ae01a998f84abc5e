#pragma once
// A model solved that its caller has built, without the averages along routes.

#include "amur/model/run.h"

namespace amur::model {

/// As the other `solve_flows`. Throws `no_answer`.
[[nodiscard]] run_answer solve_flows(const case_data& data, network_model model,
                                     const run_options& options);

}  // namespace amur::model
