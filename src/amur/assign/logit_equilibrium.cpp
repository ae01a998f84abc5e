#include "amur/assign/logit_equilibrium.h"

#include <algorithm>
#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/logit_loading.h"
#include "amur/assign/stochastic_equilibrium.h"

namespace amur::assign {
namespace {

struct last_loading {
  std::vector<double> arc_cost;
  known_choice choice;
  class_loading loading;
};

}  // namespace

solution solve_logit(const problem& problem, const options& options,
                     const progress_callback& progress) {
  validate(problem);
  thread_pool pool(options.threads);
  std::vector<leg_network> legs;
  for (const auto& user : problem.classes)
    legs.push_back(build_leg_network(problem, user, user.fixed_cost_usd_per_t));
  std::vector<last_loading> last(problem.classes.size());
  const auto load = [&](std::size_t k, std::span<const double> arc_cost,
                        std::span<const double> price_usd, thread_pool& workers, std::size_t,
                        class_loading& loading) {
    auto& own = last[k];
    // Prices of capacities concern few classes: the others choose as they did.
    if (!std::ranges::equal(own.arc_cost, arc_cost)) {
      own.arc_cost.assign(arc_cost.begin(), arc_cost.end());
      load_class(problem, problem.classes[k], legs[k], arc_cost, price_usd, workers, own.choice,
                 own.loading);
    }
    loading = own.loading;
  };
  const auto derive = [&](std::size_t k, std::span<const double> inputs,
                          std::span<const std::uint8_t> asked) {
    // The costs come first of the inputs.
    const bool is_known =
        std::ranges::equal(inputs.first(problem.graph.arc_count()), last[k].arc_cost);
    return derive_logit(problem, problem.classes[k], legs[k], inputs, asked,
                        is_known ? &last[k].choice : nullptr);
  };
  return solve_stochastic(problem, options, pool, progress, load, derive);
}

}  // namespace amur::assign
