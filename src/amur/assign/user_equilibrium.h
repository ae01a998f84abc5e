#pragma once
// User equilibrium on bushes, for one class or many.

#include <optional>

#include "amur/assign/bush.h"
#include "amur/assign/problem.h"

namespace amur::assign {

/// Wardrop's user equilibrium (1952) by shifts of freight within bushes (Dial 2006; Nie 2010)
/// between pairs of alternative segments (Bar-Gera 2010), by Newton's method.
///
/// Each class pays its own fixed cost (USD a tonne: fees, distance) and its own cost of time; all
/// volumes add up in pce. Where every class's time cost per pce is the same multiple across arc
/// groups, the problem is convex once costs are counted in hours of one pce (`hours_per_usd`).
///
/// `tolerance` bounds the relative gap (sum c x - sum c_min d) / sum c x, in those hours and
/// computed as the sum over links of flow times reduced cost, so that no digits cancel; it holds
/// for the flows returned. It also bounds the relative excess of each hard capacity, which an
/// augmented Lagrangian prices; then freight that would pay more than `refusal_usd_per_t` stays
/// unserved. Elastic demand is met where delivered tonnes are those wanted at the least cost.
///
/// `start`: the bushes of an earlier solution on the same graph, whose classes and origins are
/// matched by number; flows are scaled to the new demand. Without, all start at free flow.
/// The answer does not depend on the number of threads. Throws std::invalid_argument on arrays that
/// don't fit together; unroutable demand is an answer (`od_result`), not an error.
[[nodiscard]] solution solve_user_equilibrium(const problem& problem, const options& options,
                                              const progress_callback& progress = {},
                                              std::optional<bush_set> start = {});

}  // namespace amur::assign
