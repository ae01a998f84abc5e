#include "amur/assign/logit_equilibrium.h"

#include <utility>
#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/logit_loading.h"
#include "amur/assign/stochastic_equilibrium.h"

namespace amur::assign {
namespace {

// [class] legs that are reasonable on free-flow costs.
std::vector<leg_network> free_flow_legs(const problem& problem, thread_pool& pool) {
  const auto free_time_h =
      arc_times_h(problem, std::vector<double>(problem.graph.arc_count(), 0.0));
  const std::vector<double> no_price(problem.constraints.size(), 0.0);
  std::vector<leg_network> legs;
  std::vector<double> cost;
  for (const auto& user : problem.classes) {
    class_costs(problem, user, free_time_h, no_price, cost);
    legs.push_back(build_leg_network(problem, user, cost, pool));
  }
  return legs;
}

}  // namespace

solution solve_logit(const problem& problem, const options& options,
                     const progress_callback& progress) {
  validate(problem);
  thread_pool pool(options.threads);
  const auto legs =
      options.start && options.keep_routes
          ? options.start->legs
          : std::make_shared<const std::vector<leg_network>>(free_flow_legs(problem, pool));
  const bool may_refuse = !problem.constraints.empty();
  std::vector<leg_costs> scratch(pool.size());
  const auto load = [&](std::size_t k, std::span<const double> arc_cost, thread_pool& workers,
                        std::size_t thread, class_loading& loading) {
    load_class(problem, problem.classes[k], (*legs)[k], arc_cost, may_refuse, workers,
               scratch[thread], loading);
  };
  auto result = solve_stochastic(problem, options, pool, progress, load);
  if (options.record_loadings) result.legs = legs;
  return result;
}

}  // namespace amur::assign
