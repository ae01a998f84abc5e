#pragma once
// Newton's step of a stochastic equilibrium, for congestion so stiff that no other gets there.

#include <functional>
#include <vector>

#include "amur/assign/network_loading.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// [unknown] by how much volumes (pce a day) and prices should move from `at` to where F(v) = v and
/// full capacities are just full, were flows linear in times and prices and times in volumes. How
/// the flows answer is found by one loading for each unknown that counts, at a time or price a
/// little higher; `go_on` is asked before each. A price that would fall below 0 falls to 0. Without
/// a step (empty) where these equations are singular or it should not go on.
[[nodiscard]] std::vector<double> newton_step(const problem& problem, const unknowns& unknowns,
                                              const evaluation& at, thread_pool& pool,
                                              const load_user& load,
                                              const std::function<bool()>& go_on);

}  // namespace amur::assign
