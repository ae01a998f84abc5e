#pragma once
// Sweeps over alternative segments that bushes share, all bushes at once.

#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/congestion.h"
#include "amur/assign/segment_part.h"
#include "amur/assign/segment_table.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Bushes of a hard case hold ten times as many pairs as there are different ones (Bar-Gera 2010).
/// So each is shifted once for all bushes, many times over, and all of them together where that is
/// slow; then its freight is taken from the bushes in proportion to what they have on it, and a
/// line search keeps the whole from going too far. For fixed demand without hard capacities.
class shared_sweeps {
 public:
  /// All must outlive it. `hours_per_usd` makes classes comparable.
  shared_sweeps(const problem& problem, std::span<const double> hours_per_usd, thread_pool& pool,
                congestion& network, bush_set& set);

  /// Sweeps, unless the bushes' excess cost is down to `aim`; `together`: with the joint step,
  /// where sweeps leave much to gain. Returns what the excess was before, in hours of one pce a
  /// day.
  double run(double aim, bool together);

 private:
  double find_all();
  void share();
  void move_bushes();

  thread_pool* pool_;
  congestion* network_;
  segment_search search_;
  std::vector<segment_part> parts_;
  segment_table shared_;
  segment_shifts shifts_;
};

}  // namespace amur::assign
