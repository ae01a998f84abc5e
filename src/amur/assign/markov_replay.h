#pragma once
// Averages along the walks of a Markovian solution.

#include <cstddef>

#include "amur/assign/problem.h"
#include "amur/assign/replay.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Sums `attributes` along the walks of class `user` at the solution's recorded times and prices,
/// exactly: with A(s) the mean from s on and B(s) the sum over all visits to s of what was met
/// before,
///   A = g + P A,  g(s) = sum_a p_a value_a,      B = q start + h + P' B,  h(s) = sum_{a into s}
///   f_a value_a.
/// `through` counts each passage: a walk that uses an arc twice adds its door-to-door sum twice, as
/// it adds its tonnes to the arc's flow. The solution must come from `solve_markov` with
/// `record_loadings`.
[[nodiscard]] route_averages replay_markov(const problem& problem, std::size_t user,
                                           const solution& solution,
                                           const arc_attributes& attributes, thread_pool& pool);

}  // namespace amur::assign
