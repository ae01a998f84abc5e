#pragma once
// Passes over all bushes that shift freight between alternative segments until costs even out.

#include <cstddef>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/bush_shift.h"
#include "amur/assign/congestion.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Pairs are looked for in blocks of bushes, in parallel and at costs that are fixed for a block,
/// while the pairs of the block before are shifted one by one at the costs of that moment. So the
/// answer depends on the block size but not on the number of threads. A bush that has little to
/// gain sits out some passes.
class bush_passes {
 public:
  /// All must outlive it. `hours_per_usd` makes classes comparable.
  bush_passes(const problem& problem, std::span<const double> hours_per_usd, thread_pool& pool,
              congestion& network, bush_set& set);

  /// One pass, then sweeps over the few pairs that paid most too much. Leaves out links at less
  /// than `threshold_h` above the least cost. Returns the excess cost of the bushes before it, in
  /// hours of one pce a day.
  double run(double threshold_h);
  /// To be called when bushes have changed otherwise: none sits out the next pass.
  void wake_all();
  /// Whether some demand is elastic or may be refused.
  [[nodiscard]] bool demand_varies() const { return demand_varies_; }

 private:
  void write_costs(std::size_t begin, std::size_t end);
  void find(std::size_t bush, double threshold_h, std::size_t thread, pair_list& pairs);
  void shift_block(std::size_t begin, std::size_t end, std::size_t lists);
  void sweep_worst();

  const problem* problem_;
  std::span<const double> hours_per_usd_;
  thread_pool* pool_;
  congestion* network_;
  bush_set* set_;
  bool demand_varies_ = false;
  std::vector<std::vector<double>> cost_;  // [class][arc] of the block
  std::vector<bush_labels> labels_;        // [thread]
  std::vector<pair_list> lists_[2];        // [place in the block], found and being shifted
  std::vector<double> excess_;             // [bush] as last found
  std::vector<std::uint8_t> rest_;         // [bush] passes that it still sits out
  std::vector<std::uint32_t> awake_;       // bushes that take part in the pass
  double quiet_ = 0;                       // excess of a bush that has little to gain
  pair_list worst_;
  std::vector<std::uint32_t> arcs_;  // scratch of a shift
  double paid_too_much_ = 0, worth_keeping_ = 0;
  bush_labels demand_labels_;
  bush_places places_;
  std::vector<double> demand_cost_;
};

}  // namespace amur::assign
