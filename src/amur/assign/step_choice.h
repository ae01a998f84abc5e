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
  /// In USD per tonne; `considered` in dispersions.
  struct dispersions {
    double dispersion = 1, route_dispersion = 1, considered = 12;
  };

  /// Fills expected costs and probabilities of the states from `first` on. `from_origin` [state] is
  /// a; `bound` [step] what each step costs in the search for what is considered.
  void run(const dispersions& by, std::size_t first, std::span<const double> from_origin,
           std::span<const double> bound, choice_graph& graph);

 private:
  void value_steps(const dispersions& by, std::size_t at, std::span<const double> from_origin,
                   std::span<const double> bound, choice_graph& graph);
  void choose(const dispersions& by, choice_state& state, std::span<choice_step> steps);

  std::vector<double> ahead_;  // [state] B
  std::vector<std::pair<std::size_t, std::size_t>> nests_;
  std::vector<double> nest_cost_;
};

}  // namespace amur::assign
