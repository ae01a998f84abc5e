#pragma once
// Stochastic user equilibrium by the nested logit on reasonable routes.

#include "amur/assign/problem.h"

namespace amur::assign {

/// Finds volumes v with v = F(v), F being the loading at the costs of v (Fisk 1980; Leurent 1997),
/// and prices of hard capacities such that flow <= limit, priced only where full (Bell 1995).
///
/// `tolerance` bounds |F(v) - v|_1 / |F(v)|_1 over arcs whose time depends on volume, and each
/// capacity's relative excess (or, where it is priced, its room). The flows are those of the last
/// loading, so they conserve demand exactly. Throws std::invalid_argument on arrays that
/// don't fit together; unroutable demand is an answer (`od_result`), not an error.
[[nodiscard]] solution solve_logit(const problem& problem, const options& options,
                                   const progress_callback& progress = {});

}  // namespace amur::assign
