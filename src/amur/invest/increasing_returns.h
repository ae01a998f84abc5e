#pragma once
// Returns to infrastructure that exceed congestion. With y = I^(gamma / beta) the cost of carriage
// is convex, but what y costs is concave: cheaper by the unit the more there is.

#include "amur/invest/optimal_network.h"

namespace amur::invest {

/// The local optimum that the best of a few starts leads to. The first start is the optimum at each
/// road's mean cost between its bounds, which is no higher than any real one: so its bound holds
/// for the problem itself. From each start, costs are laid along the tangent at the last optimum,
/// which is nowhere below the cost: so each round stays within budgets and none loses welfare.
[[nodiscard]] network_solution solve_increasing_returns(const network_problem& problem,
                                                        const network_options& options);

}  // namespace amur::invest
