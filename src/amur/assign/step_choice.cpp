#include "amur/assign/step_choice.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/soft_minimum.h"

namespace amur::assign {

void step_choice::run(const dispersions& by, const choice_part& part, choice_graph& graph) {
  ahead_.assign(graph.states.size(), route::unreachable);
  for (auto at = part.end_state; at-- > part.first_state;) {
    value_steps(by, part, at, graph);
    auto& state = graph.states[at];
    choose(by, state,
           std::span(graph.steps).subspan(state.first_step, state.end_step - state.first_step));
  }
}

// Writes what a choice values each step at to its `probability`.
void step_choice::value_steps(const dispersions& by, const choice_part& part, std::size_t at,
                              choice_graph& graph) {
  const auto& state = graph.states[at];
  for (auto s = state.first_step; s < state.end_step; ++s) {
    auto& step = graph.steps[s];
    const double to_destination = graph.bound[s] + (step.to == none ? 0 : ahead_[step.to]);
    ahead_[at] = std::min(ahead_[at], to_destination);
    const double excess = std::max(0.0, graph.from_origin[at] + to_destination) / by.dispersion;
    const double share =
        std::isfinite(excess) ? considered_share(excess, part.considered_dispersions) : 0;
    const double then = step.to == none ? 0 : graph.states[step.to].expected_cost_usd_per_t;
    step.probability = share > 0 ? step.cost_usd_per_t + then - by.dispersion * std::log(share)
                                 : route::unreachable;
  }
}

void step_choice::choose(const dispersions& by, choice_state& state, std::span<choice_step> steps) {
  nests_.clear();
  nest_cost_.clear();
  for (std::size_t begin = 0; begin < steps.size();) {
    auto end = begin + 1;
    while (end < steps.size() && steps[end].exit->label == steps[begin].exit->label) ++end;
    const auto nest = steps.subspan(begin, end - begin);
    const auto chosen =
        soften(nest, by.route_dispersion, [](auto& step) -> double& { return step.probability; });
    if (chosen.weight_sum > 0)
      for (auto& step : nest) step.probability /= chosen.weight_sum;
    nests_.emplace_back(begin, end);
    nest_cost_.push_back(chosen.cost);
    begin = end;
  }
  const auto chosen =
      soften(nest_cost_, by.dispersion, [](double& cost) -> double& { return cost; });
  state.expected_cost_usd_per_t = chosen.cost;
  if (!(chosen.weight_sum > 0)) return;
  for (std::size_t n = 0; n < nests_.size(); ++n)
    for (auto s = nests_[n].first; s < nests_[n].second; ++s)
      steps[s].probability *= nest_cost_[n] / chosen.weight_sum;
}

}  // namespace amur::assign
