#pragma once
// One loading of the Markovian choice at fixed costs: expected costs to each destination, then the
// visits that its demand makes on the way.

#include <cstddef>
#include <functional>
#include <span>

#include "amur/assign/class_loading.h"
#include "amur/assign/markov_network.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Loads one class at its [arc] costs in USD per tonne:
///   W(s) = -theta ln sum_a exp(-(c_a + W(head a)) / theta),  W(destination) = 0,
///   p_a = exp(-(c_a + W(head a) - W(tail a)) / theta),       x = q + P' x,  flow_a = x(tail a)
///   p_a,
/// with q the demand served at W(origin) (Akamatsu 1996; Baillon & Cominetti 2008). Throws
/// std::domain_error where W is not finite, which costs no lower than those that the network was
/// built and found bounded at can't bring about.
void load_markov_class(const problem& problem, const user_class& user, const markov_network& net,
                       std::span<const double> arc_cost, std::span<const double> price_usd,
                       thread_pool& pool, class_loading& loading);

/// One destination's walks at fixed costs, given to a visitor in `for_each_markov_destination`.
struct markov_walks {
  const markov_destination& end;
  const walk_solver& solver;
  std::span<const double> step_cost;  ///< [step] in dispersions
  std::span<const double> arc_cost;   ///< [arc] USD per tonne
  double dispersion_usd_per_t;
  const markov_network& net;

  /// W at a demand's origin, USD per tonne; infinite where no walk leads from it.
  [[nodiscard]] double origin_cost(std::uint32_t origin) const;

  /// Calls `use(arc, tail place, head place or none, probability)` for each arc that walks may
  /// take.
  template <class Use>
  void for_each_arc(Use&& use) const {
    for (std::uint32_t place = 0; place < net.steps.place_count(); ++place) {
      if (place == end.place) continue;
      for (auto step = net.steps.first[place]; step < net.steps.first[place + 1]; ++step) {
        if (!end.own_step_open.empty() && !end.own_step_open[step]) continue;
        const auto head = net.steps.head[step];
        const double probability = solver.probability(place, step_cost[step], solver.cost()[head]);
        if (probability > 0) use(net.step_arc[step], place, head, probability);
      }
    }
    for (const auto& [place, arc] : end.arrivals) {
      const double probability = solver.probability(place, arc_cost[arc] / dispersion_usd_per_t, 0);
      if (probability > 0) use(arc, place, none, probability);
    }
  }
};

/// Calls `visit(block, walks)` for each destination. Work is cut into `block_count` blocks whatever
/// the thread count; a visitor writes to places of its block or of its destination.
void for_each_markov_destination(
    const user_class& user, const markov_network& net, std::span<const double> arc_cost,
    std::size_t block_count, thread_pool& pool,
    const std::function<void(std::size_t block, const markov_walks& walks)>& visit);

}  // namespace amur::assign
