#pragma once
// The choice graphs of a class, kept from one loading to the next.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/choice_graph.h"
#include "amur/assign/step_choice.h"

namespace amur::assign {

/// Of a class: where its graphs have more, they are not kept, at 40 bytes a step.
inline constexpr std::size_t most_kept_steps = 250'000;

/// Searching for what is considered takes longer than choosing among it. So graphs are built with a
/// little beyond it, and as long as costs have moved by less than that margin they hold all that
/// counts: then only their costs and probabilities are found anew. What a graph holds beyond what
/// is considered has no share, so the choice is that of a new graph, to rounding.
class kept_graphs {
 public:
  /// Once a loading, at the class's [arc] costs, before its groups. `same_legs`: legs cost what
  /// they did at the last one.
  void open(const problem& problem, const user_class& user, const leg_network& net,
            std::span<const double> arc_cost, bool same_legs);

  /// Groups side by side, `search` being the thread's own, at the same costs.
  const choice_graph& graph(const problem& problem, const user_class& user, const leg_network& net,
                            std::span<const double> arc_cost, const leg_costs& legs,
                            std::size_t group, choice_search& search, step_choice& choice);

  /// At the costs of the last loading; none where it was not kept.
  [[nodiscard]] const choice_graph* find(std::size_t group) const {
    return group < graphs_.size() && graphs_[group].holds ? &graphs_[group].graph : nullptr;
  }

 private:
  struct kept_graph {
    choice_graph graph;
    bool holds = false, is_too_large = false;
  };
  std::vector<kept_graph> graphs_;    // [group]
  std::vector<double> built_, last_;  // [arc] costs that graphs were built, and valued at
  std::vector<std::uint8_t> moved_;   // [arc] since then
};

}  // namespace amur::assign
