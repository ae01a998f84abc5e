#pragma once
// Averages along the routes of a user equilibrium.

#include "amur/assign/problem.h"
#include "amur/assign/replay.h"

namespace amur::assign {

/// Sums `attributes` along the bushes of class `user`, where freight splits at every state as all
/// that passes it does. The solution must come from `solve_user_equilibrium`.
[[nodiscard]] route_averages replay_bushes(const problem& problem, std::size_t user,
                                           const solution& solution,
                                           const arc_attributes& attributes);

}  // namespace amur::assign
