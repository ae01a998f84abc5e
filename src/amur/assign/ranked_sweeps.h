#pragma once
// Sweeps over alternative segments that the bushes of all ranks share.

#include <span>
#include <vector>

#include "amur/assign/rank_parts.h"
#include "amur/assign/segment_part.h"

namespace amur::assign {

/// As `shared_sweeps`, each rank for bushes of its own. Rank 0 alone shifts the different pairs, a
/// small part of the work, so that nothing hangs on two processors rounding a power alike.
class ranked_sweeps {
 public:
  /// All must outlive it. The set holds the rank's own bushes.
  ranked_sweeps(const problem& problem, std::span<const double> hours_per_usd, thread_pool& pool,
                const rank_parts& cut, ranks& all, congestion& network, bush_set& set);

  /// To be called by all ranks; `together` as in `shared_sweeps`. The excess cost of the bushes of
  /// all ranks before it; nothing moves where that is down to `aim`.
  double run(double aim, bool together);

 private:
  double find_all();
  void share();
  void shift(bool together);
  flow_direction plan();
  void move_bushes();

  thread_pool* pool_;
  rank_parts cut_;
  ranks* all_;
  block_range own_;
  congestion* network_;
  segment_search search_;
  std::vector<segment_part> parts_;  // the own ones
  segment_table received_;
  const segment_table* shared_ = nullptr;
  segment_shifts shifts_;
};

}  // namespace amur::assign
