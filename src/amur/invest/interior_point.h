#pragma once
// The convex problem by a primal-dual interior point: unknown are prices, and flows are the
// multipliers of the rule that no good gains more on a lane than its carriage costs.

#include "amur/invest/market.h"
#include "amur/invest/optimal_network.h"

namespace amur::invest {

/// Of a problem whose figures are in range and whose returns are no larger than its congestion.
[[nodiscard]] network_solution solve_convex(const network_problem& problem,
                                            const network_options& options);

/// Of a market as it stands; where people move, at its `living`, in people.
[[nodiscard]] network_solution solve_market(const market& of, const network_options& options);

}  // namespace amur::invest
