#pragma once
// Stochastic user equilibrium by the nested logit on reasonable routes.

#include "amur/assign/problem.h"

namespace amur::assign {

/// The equilibrium of `solve_stochastic` under the loading of `load_class`: reasonable routes,
/// fixed on free-flow labels (Leurent 1997), and nests by label. Throws std::invalid_argument on
/// arrays that don't fit together; unroutable demand is an answer (`od_result`), not an error.
[[nodiscard]] solution solve_logit(const problem& problem, const options& options,
                                   const progress_callback& progress = {});

}  // namespace amur::assign
