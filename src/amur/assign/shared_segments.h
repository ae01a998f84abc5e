#pragma once
// Sweeps over alternative segments that bushes share, all bushes at once.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/bush_basis.h"
#include "amur/assign/congestion.h"
#include "amur/assign/line_search.h"
#include "amur/assign/segment_program.h"
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
  struct part {
    pair_list found;  // in the bushes of the part
    bush_labels labels;
    bush_basis basis;
    segment_table table;
    std::vector<std::uint32_t> arcs;            // scratch
    std::vector<double> needed_t;               // scratch
    std::vector<std::uint32_t> of_table;        // [found] number in `table`
    std::vector<std::uint32_t> of_shared;       // [table] number in `shared_`
    std::vector<double> on_dear_t, on_cheap_t;  // [found]
    std::vector<std::uint32_t> moved;           // bushes that change
    std::vector<double> change_t;               // [link] of each in turn
    flow_direction change;
    double excess = 0;
  };
  double find_all();
  void find(part& own, block_range bushes);
  void list(part& own);
  void share();
  bool shift_each(int times);
  void shift_together();
  double part_of(const part& own, std::size_t found) const;
  void plan(part& own);
  void move(const part& own, double share);
  void move_bushes();

  const problem* problem_;
  std::span<const double> hours_per_usd_;
  thread_pool* pool_;
  congestion* network_;
  bush_set* set_;
  std::vector<part> parts_;
  segment_table shared_;
  segment_program program_;
  flow_direction together_;
  std::vector<double> moved_t_;            // [shared]
  std::vector<std::vector<double>> cost_;  // [class][arc]
};

}  // namespace amur::assign
