#pragma once
// A direction that the flows of many bushes change in together, and how far to follow it.

#include <vector>

#include "amur/assign/congestion.h"
#include "amur/assign/problem.h"

namespace amur::assign {

/// What a change of flows means for the arcs, counted in hours of one pce so that classes add up.
struct flow_direction {
  double fixed_h = 0;               ///< what changes apart from time, along the whole direction
  std::vector<double> time_weight;  ///< [arc]
  std::vector<double> volume_pce;   ///< [arc]

  void clear(std::size_t arcs);
  /// `t` tonnes a day more of a class on an arc; `hours_per_usd` is the class's.
  void add(const problem& problem, const user_class& user, double hours_per_usd, std::uint32_t arc,
           double t) {
    const auto group = problem.group(arc);
    fixed_h += hours_per_usd * user.fixed_cost_usd_per_t[arc] * t;
    time_weight[arc] += hours_per_usd * user.time_cost_usd_per_t_h[group] * t;
    volume_pce[arc] += user.pce_per_t[group] * t;
  }
  void add(const flow_direction& other);
};

/// The share of a direction, in [0, 1], at which costs along it even out. Without hard capacities.
[[nodiscard]] double best_step(const problem& problem, const flow_direction& along,
                               const congestion& network);

/// Changes the network's volumes by a share of a direction.
void take_step(const flow_direction& along, double step, congestion& network);

}  // namespace amur::assign
