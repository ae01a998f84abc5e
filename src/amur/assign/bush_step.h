#pragma once
// What the whole network offers bushes at given costs: each is measured against it and renewed.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/bush_renewal.h"
#include "amur/assign/bush_trees.h"
#include "amur/assign/congestion.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// What a bush's freight pays, in hours of one pce a day, and its tonnes a day.
struct bush_sums {
  double excess = 0, total = 0, t = 0;
  void add(const bush_sums& other) {
    excess += other.excess;
    total += other.total;
    t += other.t;
  }
};

/// Costs are those of the last `write_costs`.
class bush_step {
 public:
  /// All must outlive it; `demand_varies` where some demand is elastic or may be refused.
  bush_step(const problem& problem, std::span<const double> hours_per_usd, thread_pool& pool,
            bush_set& set, bool demand_varies);

  void write_costs(const congestion& network);
  [[nodiscard]] const std::vector<std::vector<double>>& cost() const { return cost_; }
  /// Plants some bushes, by number, on the cheapest paths.
  void plant_bushes(std::span<const std::uint32_t> bushes);
  /// Makes flows of some bushes conserve demand and adds them to [class][arc] `flow_t`; classes
  /// without a bush stay empty.
  void settle_bushes(block_range bushes, std::size_t thread,
                     std::vector<std::vector<double>>& flow_t);
  /// Measures all bushes, whose flows are settled, and opens them to what is cheaper. By bush.
  std::span<const bush_sums> renew();
  /// [class][demand] USD a tonne, as last measured.
  [[nodiscard]] const std::vector<std::vector<double>>& least_cost() const { return least_cost_; }
  /// A scratch array of the thread.
  [[nodiscard]] bush_places& places(std::size_t thread) { return places_[thread]; }

 private:
  bush_sums measure(std::size_t bush, std::span<const double> least);
  bool renew_one(std::size_t bush, const least_paths& paths, std::size_t thread);

  const problem* problem_;
  std::span<const double> hours_per_usd_;
  bush_set* set_;
  bool demand_varies_, may_refuse_;
  bush_trees trees_;
  std::vector<std::vector<double>> cost_;        // [class][arc]
  std::vector<std::vector<double>> least_cost_;  // [class][demand]
  std::vector<bush_renewal> renewals_;           // [thread]
  std::vector<bush_places> places_;              // [thread]
  std::vector<std::vector<double>> passing_;     // [thread] scratch
  std::vector<bush_sums> sums_;                  // [bush]
};

}  // namespace amur::assign
