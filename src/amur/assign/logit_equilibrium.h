#pragma once
// Stochastic user equilibrium by the nested logit on chains of legs.

#include "amur/assign/problem.h"

namespace amur::assign {

/// The equilibrium of `solve_stochastic` under the loading of `load_class`: what is considered, and
/// how it is chosen, is the model of `choice_graph` and `leg_routes`, at the costs that hold, so
/// the answer depends on costs alone. Throws std::invalid_argument on arrays that don't fit
/// together; unroutable demand is an answer (`od_result`), not an error.
[[nodiscard]] solution solve_logit(const problem& problem, const options& options,
                                   const progress_callback& progress = {});

}  // namespace amur::assign
