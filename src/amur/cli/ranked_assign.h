#pragma once
// amur assign by several processes, each for some of the origins.

#include <cstdint>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/base/ranks.h"
#include "amur/cli/assign_answer.h"
#include "amur/cli/progress.h"
#include "amur/exchange/tntp.h"

namespace amur::cli {

/// What a rank still knows of all trips once it keeps its own alone.
struct all_trips {
  double between_zones = 0, within_zones = 0;
  std::size_t bushes = 0;
  std::uint64_t fingerprint = 0;  ///< of network, trips and factors
};

/// Leaves the trips of the rank's own origins.
[[nodiscard]] all_trips keep_own_trips(const ranks& all, const exchange::tntp_network& net,
                                       const exchange::tntp_factors& factors,
                                       std::vector<exchange::tntp_trip>& trips);

/// Solves the answer's problem, which holds the rank's own trips, with all others. False, with an
/// error reported at rank 0, where that failed; the same on all ranks.
[[nodiscard]] bool solve_by_ranks(const assign_arguments& arguments, const all_trips& trips,
                                  ranks& all, const assign::progress_callback& watch,
                                  assign_answer& answer, diagnostics& report);

}  // namespace amur::cli
