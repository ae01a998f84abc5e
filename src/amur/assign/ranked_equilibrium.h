#pragma once
// User equilibrium of one large network by many processes.

#include <functional>
#include <optional>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/problem.h"
#include "amur/assign/rank_parts.h"
#include "amur/base/ranks.h"

namespace amur::assign {

/// All that the next step hangs on: a run that starts from it goes on as if it had never stopped.
struct ranked_state {
  bush_set set;  ///< the rank's own bushes
  std::vector<iteration> log;
  double best = route::unreachable;  ///< residual
  int idle_steps = 0;
};

/// To be called by all ranks of a problem after each step; what it keeps can be given back as
/// `start`, to as many ranks or others.
using state_callback = std::function<void(const ranked_state&)>;

/// As `solve_user_equilibrium`, for fixed demand without hard capacities. Each rank brings the
/// whole network and the demand of the bushes (class, origin) that `rank_parts` gives it, in order;
/// has trees and bushes of its own alone, and the answer for its own demand. Volumes of all ranks
/// are summed in an order that depends on the number of bushes alone, so any number of ranks and
/// threads gives the same bytes, a single process too.
///
/// One step measures the gap and renews bushes as `solve_user_equilibrium` does. In between, all
/// bushes move at once (`ranked_sweeps`), and none one after the other.
///
/// `progress` is asked on rank 0. Throws std::invalid_argument where demand varies or does not fit.
[[nodiscard]] solution solve_ranked_equilibrium(const problem& own, const options& options,
                                                ranks& all, const progress_callback& progress = {},
                                                const state_callback& keep = {},
                                                std::optional<ranked_state> start = {});

}  // namespace amur::assign
