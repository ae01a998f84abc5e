#pragma once
// Averages along the routes of a solution: what a tonne pays, waits and travels, by
// origin-destination pair and by the crossing it uses.

#include <cstddef>
#include <span>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// `count` additive figures of each arc, e.g. cost components: value[arc * count + i]; and what
/// each demand starts its routes with, e.g. duty: start[demand * count + i].
struct arc_attributes {
  std::size_t count = 0;
  std::vector<double> value;
  std::vector<double> start;
  bool of_plain_arcs = false;  ///< whether `route_averages::through` is wanted of these too
};

struct route_averages {
  std::vector<double> od;       ///< [demand * count + i] mean along the pair's routes, per tonne
  std::vector<double> through;  ///< [arc * count + i] for labelled arcs, and plain ones where
                                ///< wanted: door-to-door sum over the tonnes that use the arc
};

/// Loads class `user` again at the solution's recorded times and prices, and sums `attributes`
/// along the routes. The solution must come from `solve_logit` with `record_loadings`.
[[nodiscard]] route_averages replay_logit(const problem& problem, std::size_t user,
                                          const solution& solution,
                                          const arc_attributes& attributes, thread_pool& pool);

/// The same for `solve_frank_wolfe` and `solve_all_or_nothing`: a weighted sum of their loadings.
[[nodiscard]] route_averages replay_all_or_nothing(const problem& problem, std::size_t user,
                                                   const solution& solution,
                                                   const arc_attributes& attributes);

}  // namespace amur::assign
