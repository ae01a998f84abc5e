#pragma once
// Longer steps in a direction that passes over the bushes keep on moving in.

#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/congestion.h"
#include "amur/assign/line_search.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Parallel tangents (Shah, Buehler & Kempthorne 1964): after some passes, a line search toward
/// what many more like them would lead to. Where classes swap routes without changing any volume,
/// single shifts only inch forward and this finds the end of the way. For fixed demand without hard
/// capacities.
class bush_extrapolation {
 public:
  /// All must outlive it. `hours_per_usd` makes classes comparable.
  bush_extrapolation(const problem& problem, std::span<const double> hours_per_usd,
                     thread_pool& pool, congestion& network, bush_set& set);

  /// Takes the present flows as the point that the next search starts from.
  void remember();
  /// Extrapolates each link's share of its head from `remember` on, none below zero, and searches
  /// between the present flows and those.
  void search();

 private:
  void extrapolate(const bush& bush, std::size_t thread, std::vector<double>& change);
  void add_change(const bush& bush, std::span<const double> change, flow_direction& sum) const;
  void change_flows(double step);

  const problem* problem_;
  std::span<const double> hours_per_usd_;
  thread_pool* pool_;
  congestion* network_;
  bush_set* set_;
  std::vector<std::vector<double>> change_;  // [bush][link] flows remembered, then changes
  struct scratch {
    bush_places places;
    bush target;
    std::vector<double> passing;
  };
  std::vector<scratch> scratch_;  // [thread]
};

}  // namespace amur::assign
