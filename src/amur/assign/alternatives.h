#pragma once
// The alternatives of a logit solution, listed: which chains freight takes, what each costs.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/assign/replay.h"
#include "amur/base/parallel.h"

namespace amur::assign {

struct alternative {
  std::uint32_t demand = 0;           ///< index into the class's demand
  std::vector<arc_id> labelled_arcs;  ///< in the order of travel
  double share = 0;                   ///< of what the demand delivers
  double scarcity_usd_per_t = 0;      ///< what its places in full capacities cost
  /// With `detail`: all arcs of the cheapest route along it, and [attribute] means along it.
  std::vector<arc_id> arcs;
  std::vector<double> mean;
};

struct listing {
  std::size_t most = 20;      ///< alternatives for each demand
  double least_share = 1e-9;  ///< of an alternative worth listing
  const arc_attributes* detail = nullptr;
};

/// The likeliest alternatives of some demands of a class, best first, those that freight keeps
/// to included. The solution must come from `solve_logit` with `record_loadings`.
[[nodiscard]] std::vector<alternative> list_alternatives(const problem& problem, class_id of_class,
                                                         const solution& solution,
                                                         std::span<const std::uint32_t> demands,
                                                         const listing& listing, thread_pool& pool);

}  // namespace amur::assign
