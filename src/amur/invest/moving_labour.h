#pragma once
// People who move until all live equally well: the living that a network affords to all of them
// (Fajgelbaum & Schaal 2020, section 2.4 with mobile labour).

#include "amur/invest/optimal_network.h"

namespace amur::invest {

/// Of a problem as in `solve_convex`, whose people move.
[[nodiscard]] network_solution solve_moving_labour(const network_problem& problem,
                                                   const network_options& options);

}  // namespace amur::invest
