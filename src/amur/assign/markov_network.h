#pragma once
// The walks that a class can take, laid out for elimination.
//
// A walk may pass a state any number of times, but passes no `no_through` state and ends when it
// first comes to its destination. A sink is a destination that no walk can pass on the way to
// another one, so all sinks share one elimination; any other destination needs one of its own, with
// the steps that leave it closed.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "amur/assign/markov_elimination.h"
#include "amur/assign/problem.h"

namespace amur::assign {

/// An arc that ends a walk at a sink.
struct arrival_arc {
  std::uint32_t place = 0, arc = 0;
};

struct markov_destination {
  std::uint32_t state = 0;
  std::uint32_t place = none;               ///< `none`: a sink
  std::vector<std::uint32_t> demands;       ///< indices into the class's demand
  std::vector<arrival_arc> arrivals;        ///< of a sink
  std::vector<std::uint8_t> own_step_open;  ///< [step]; empty: the shared elimination serves
};

/// Places are the states that walks can leave, in order of elimination; steps are the arcs between
/// them.
struct markov_network {
  std::vector<std::uint32_t> place_of_state;  ///< [state] or `none`
  step_list steps;
  std::vector<std::uint32_t> step_arc;  ///< [step]
  elimination_pattern pattern;
  std::vector<markov_destination> destinations;
};

/// `free_cost`: [arc] USD per tonne at free flow, infinite where closed to the class. Where the
/// sums over all walks are infinite at these costs but those to a sink may not be, sinks get
/// eliminations of their own.
[[nodiscard]] markov_network build_markov_network(const problem& problem, const user_class& user,
                                                  std::span<const double> free_cost);

/// [step] costs in dispersions.
void scale_step_costs(const markov_network& net, std::span<const double> arc_cost,
                      double dispersion_usd_per_t, std::vector<double>& step_cost);

/// A destination to which the sum over walks is infinite, if there is one.
[[nodiscard]] std::optional<std::uint32_t> find_unbounded(const markov_network& net,
                                                          std::span<const double> arc_cost,
                                                          double dispersion_usd_per_t);

/// Below `dispersion_usd_per_t`, which has none: a dispersion at which the sums to all destinations
/// are finite, to two digits; 0 where none has them, since a cycle costs nothing.
[[nodiscard]] double bounded_dispersion(const markov_network& net, std::span<const double> arc_cost,
                                        double dispersion_usd_per_t);

/// Eliminates for a destination that needs it, into `factors`. False where sums are infinite.
[[nodiscard]] bool eliminate_own(const markov_network& net, const markov_destination& end,
                                 std::span<const double> step_cost, elimination& factors);

}  // namespace amur::assign
