#pragma once
// How a user equilibrium answers to its costs and its demand, routes staying in use that are.
//
// Flows may change along the cycles that used links make with each bush's tree of fullest links: Z,
// as volumes of arcs. With H the slopes of costs, what a tonne more of a pair adds along the tree T
// and what costs rise by c, equal costs of all used routes (Wardrop) stay where
//   Z' (H v' + c) = 0,  v' = T q' + Z y   =>   v' = T q' - N (N' H N)^-1 N' (H T q' + c),
// N being an orthonormal basis of what Z spans (sensitivity analysis: Tobin & Friesz 1988; Yang &
// Bell 2007, without choosing routes). A link that carries nothing at an equal cost is taken to
// stay empty.

#include <Eigen/Dense>

#include "amur/assign/problem.h"

namespace amur::calibrate {

/// Of sums of flows, [arc][sum] of weights.
struct user_answers {
  Eigen::MatrixXd by_cost;    ///< [arc][sum], USD a tonne more on the arc
  Eigen::MatrixXd by_demand;  ///< [demand][sum], a tonne more wanted
};

/// Of a problem with one class, without capacities and elastic demand; `at` has its bushes. Throws
/// `no_answer` for any other.
[[nodiscard]] user_answers derive_user(const assign::problem& problem, const assign::solution& at,
                                       const Eigen::MatrixXd& weights);

}  // namespace amur::calibrate
