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

/// What lies between two labelled arcs, averaged over its routes, or one labelled arc.
struct alternative_part {
  std::size_t arcs = 0;  ///< so many of `alternative::arcs`, after those of the parts before
  bool is_leg = false;
  std::vector<double> mean;  ///< [attribute]
};

struct alternative {
  std::uint32_t demand = 0;           ///< index into the class's demand
  std::vector<arc_id> labelled_arcs;  ///< in the order of travel
  double share = 0;                   ///< of what the demand delivers
  double scarcity_usd_per_t = 0;      ///< what its places in full capacities cost
  /// With `detail`: all arcs of the cheapest route along it, and [attribute] means along it.
  std::vector<arc_id> arcs;
  std::vector<double> mean;
  std::vector<alternative_part> parts;  ///< what `mean` is the sum of, beside the demand's start
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
