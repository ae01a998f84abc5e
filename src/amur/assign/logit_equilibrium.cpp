#include "amur/assign/logit_equilibrium.h"

#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/logit_loading.h"
#include "amur/assign/stochastic_equilibrium.h"

namespace amur::assign {

solution solve_logit(const problem& problem, const options& options,
                     const progress_callback& progress) {
  validate(problem);
  thread_pool pool(options.threads);
  std::vector<leg_network> legs;
  for (const auto& user : problem.classes)
    legs.push_back(build_leg_network(problem, user, user.fixed_cost_usd_per_t));
  const bool may_refuse = !problem.constraints.empty();
  std::vector<leg_costs> costs(problem.classes.size());
  const auto load = [&](std::size_t k, std::span<const double> arc_cost, thread_pool& workers,
                        std::size_t, class_loading& loading) {
    load_class(problem, problem.classes[k], legs[k], arc_cost, may_refuse, workers, costs[k],
               loading);
  };
  return solve_stochastic(problem, options, pool, progress, load);
}

}  // namespace amur::assign
