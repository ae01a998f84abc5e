#pragma once
// Sweeps over alternative segments that bushes share, all bushes at once.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/bush_shift.h"
#include "amur/assign/congestion.h"
#include "amur/assign/line_search.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Pairs of segments, each once a class whichever bushes use it.
class segment_table {
 public:
  void clear();
  /// Adds tonnes a day that can leave either segment; returns the pair's number.
  std::uint32_t add(std::uint32_t user, std::uint64_t hash, const segment_arcs& segments);

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(pair_.size()); }
  [[nodiscard]] std::uint32_t user(std::uint32_t pair) const { return pair_[pair].user; }
  [[nodiscard]] std::uint64_t hash(std::uint32_t pair) const { return pair_[pair].hash; }
  [[nodiscard]] segment_arcs segments(std::uint32_t pair) const;

 private:
  struct entry {
    std::uint64_t hash = 0;
    std::uint32_t user = 0, begin = 0, middle = 0, end = 0;  // in `arc_`
    double on_dear_t = 0, on_cheap_t = 0;
  };
  [[nodiscard]] std::size_t first_slot(std::uint64_t hash) const {
    return hash & (slot_.size() - 1);
  }
  void grow();

  std::vector<entry> pair_;
  std::vector<std::uint32_t> arc_;
  std::vector<std::uint32_t> slot_;  // a power of two of them: number + 1 of a pair, or 0
};

/// Bushes of a hard case hold ten times as many pairs as there are different ones (Bar-Gera 2010).
/// So each is shifted once for all bushes, many times over; then its freight is taken from the
/// bushes in proportion to what they have on it, as far as their other pairs leave that, and a line
/// search keeps the whole from going too far. For fixed demand without hard capacities.
class shared_sweeps {
 public:
  /// All must outlive it. `hours_per_usd` makes classes comparable.
  shared_sweeps(const problem& problem, std::span<const double> hours_per_usd, thread_pool& pool,
                congestion& network, bush_set& set);

  /// Sweeps, unless the bushes' excess cost is down to `aim`. Returns what it was before, in hours
  /// of one pce a day.
  double run(double aim);

 private:
  struct part {
    pair_list found;  // in the bushes of the part
    bush_labels labels;
    segment_table table;
    std::vector<std::uint32_t> arcs;                     // scratch
    std::vector<std::uint32_t> of_table;                 // [found] number in `table`
    std::vector<std::uint32_t> of_shared;                // [table] number in `shared_`
    std::vector<double> on_dear_t, on_cheap_t, moved_t;  // [found]
    flow_direction change;
    double excess = 0;
  };
  void find(part& own, block_range bushes);
  void share();
  void sweep();
  void move(part& own);
  void move_back(part& own, double share);

  const problem* problem_;
  std::span<const double> hours_per_usd_;
  thread_pool* pool_;
  congestion* network_;
  bush_set* set_;
  std::vector<part> parts_;
  segment_table shared_;
  std::vector<double> moved_t_;            // [shared]
  std::vector<std::vector<double>> cost_;  // [class][arc]
};

}  // namespace amur::assign
