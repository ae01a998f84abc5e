#pragma once
// Probabilities of the steps of a choice graph, from its end backward.

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "amur/assign/choice_graph.h"

namespace amur::assign {

/// The nested logit of `choice_graph.h` over a graph whose steps and costs are known. Holds
/// scratch.
class step_choice {
 public:
  /// In USD per tonne.
  struct dispersions {
    double dispersion = 1, route_dispersion = 1;
  };

  /// Fills expected costs and probabilities of the part's states.
  void run(const dispersions& by, const choice_part& part, choice_graph& graph);

 private:
  void value_steps(const dispersions& by, const choice_part& part, std::size_t at,
                   choice_graph& graph);
  void choose(const dispersions& by, choice_state& state, std::span<choice_step> steps);

  std::vector<double> ahead_;  // [state] B
  std::vector<std::pair<std::size_t, std::size_t>> nests_;
  std::vector<double> nest_cost_;
};

}  // namespace amur::assign
