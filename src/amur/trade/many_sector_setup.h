#pragma once
// From a world and a change to the problem to solve, or to the reason why it can't be.

#include "amur/trade/many_sector_state.h"

namespace amur::trade {

/// Fills the problem; `place` and the status returned say what stands in the way, or
/// `not_converged` where nothing does yet.
[[nodiscard]] trade_status set_up(const many_sector_world& world, const trade_change& change,
                                  sector_problem& problem, trade_place& place);

}  // namespace amur::trade
