#pragma once
// User equilibrium by the bi-conjugate Frank-Wolfe method.

#include "amur/assign/problem.h"

namespace amur::assign {

/// Wardrop's user equilibrium (1952) of all classes by bi-conjugate Frank-Wolfe (Mitradjieva &
/// Lindberg 2013). Costs are brought to hours of one pce (each class divided by its time cost per
/// pce), so the problem is convex wherever those ratios agree across modes; the line search solves
/// sum c(x + step d) d = 0, which also holds where they don't.
///
/// Hard capacities are met by an augmented Lagrangian: `constraint_price_usd` are its multipliers.
/// `tolerance` bounds the relative gap (sum c x - sum c_min d) / sum c x and each capacity's
/// relative excess. Demand is fixed: elasticities are not read. Throws std::invalid_argument on
/// arrays that don't fit together.
[[nodiscard]] solution solve_frank_wolfe(const problem& problem, const options& options,
                                         const progress_callback& progress = {});

/// Beckmann's objective: sum over arcs of the integral of t from 0 to v, in h pce a day.
[[nodiscard]] double beckmann_objective(const problem& problem, std::span<const double> volume_pce);

}  // namespace amur::assign
