#pragma once
// All chains of legs that freight may take to one destination, as an acyclic graph, with the
// probability of each step.
//
// A chain is loading, legs, labelled arcs and unloading. It is valid where no country once left is
// entered again (unless the freight may), no strait or crossing is used twice, each stay in a mode
// moves by a link at least, and modes change at most `max_changes` times within a stay in a
// country. Chains are walks over expanded states: a place, and what of the way so far decides what
// may follow. Expanded states can't repeat, whatever things cost.
//
// Let a(e) be the least cost of coming to expanded state e, less the origin's least cost to the
// destination, and B(e) the least cost from e on. A step from e over an exit x to f is considered
// where it is x = a(e) + W + c_x + B(f) dearer than nothing by less than `considered_dispersions`
// dispersions; with g = `considered_share` of x, theta_r the route dispersion and theta the
// commodity's,
//   U_l(e) = -theta_r ln sum_x exp(-(W + c_x + V(f) - theta ln g) / theta_r)   over exits of label
//   l V(e)   = -theta ln sum_l exp(-U_l(e) / theta),
// a nested recursive logit (Mai, Fosgerau & Frejinger 2015).

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "amur/assign/leg_network.h"
#include "amur/assign/leg_routes.h"

namespace amur::assign {

/// A step from one expanded state to another.
struct choice_step {
  const leg_exit* exit = nullptr;
  std::uint32_t to = none;    ///< expanded state; `none`: the destination
  double cost_usd_per_t = 0;  ///< of the leg and the exit's arc
  double probability = 0;
};

struct choice_state {
  std::uint32_t place = none;
  std::size_t first_step = 0, end_step = 0;
  double expected_cost_usd_per_t = route::unreachable;  ///< V
};

/// The chains of demands to which the same rules apply: states in a row.
struct choice_part {
  std::size_t first_state = 0, end_state = 0;
  double considered_dispersions = 0;
};

/// States come in an order in which every step leads to a later one.
struct choice_graph {
  std::vector<choice_state> states;
  std::vector<choice_step> steps;
  std::vector<double> bound;         ///< [step] its cost, but not below 0
  std::vector<double> from_origin;   ///< [state] a
  std::vector<std::uint32_t> start;  ///< [demand of the group] expanded state; `none`: at its end
  std::vector<choice_part> parts;
  double considered_dispersions = 0;  ///< less than asked for where the graph would be too large
  double margin_dispersions = 0;      ///< steps that much dearer than what is considered are in it

  [[nodiscard]] std::span<const choice_step> steps_of(const choice_state& state) const {
    return std::span(steps).subspan(state.first_step, state.end_step - state.first_step);
  }
};

/// Builds the graphs of a class's groups one after the other; holds scratch, so one a thread of
/// work. `arc_cost` is [arc], with constants; `legs` are those at these costs.
class choice_search {
 public:
  choice_search(const problem& problem, const user_class& user, const leg_network& net,
                std::span<const double> arc_cost, const leg_costs& legs);
  ~choice_search();
  choice_search(const choice_search&) = delete;
  choice_search& operator=(const choice_search&) = delete;

  /// Valid until the next call. With a margin the graph holds steps beyond what is considered too,
  /// at a probability of 0, unless it would be too large.
  const choice_graph& run(const choice_group& group, double margin_dispersions = 0);

 private:
  struct implementation;
  std::unique_ptr<implementation> own_;
};

}  // namespace amur::assign
