#include "amur/assign/markov_equilibrium.h"

#include <utility>
#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/markov_loading.h"
#include "amur/assign/stochastic_equilibrium.h"

namespace amur::assign {

solution solve_markov(const problem& problem, const options& options,
                      const progress_callback& progress) {
  validate(problem);
  thread_pool pool(options.threads);
  const auto free_time_h =
      arc_times_h(problem, std::vector<double>(problem.graph.arc_count(), 0.0));
  const std::vector<double> no_price(problem.constraints.size(), 0.0);
  std::vector<markov_network> walks;
  std::vector<double> cost;
  for (std::uint32_t k = 0; k < problem.classes.size(); ++k) {
    const auto& user = problem.classes[k];
    choice_costs(problem, user, free_time_h, no_price, cost);
    const auto& net = walks.emplace_back(build_markov_network(problem, user, cost));
    if (const auto end = find_unbounded(net, cost, user.dispersion_usd_per_t)) {
      solution result;
      result.status = status::no_finite_solution;
      result.unbounded = {class_id(k), state_id(net.destinations[*end].state),
                          bounded_dispersion(net, cost, user.dispersion_usd_per_t)};
      return result;
    }
  }

  const auto load = [&](std::size_t k, std::span<const double> arc_cost,
                        std::span<const double> price_usd, thread_pool& workers,
                        std::size_t /*thread*/, class_loading& loading) {
    load_markov_class(problem, problem.classes[k], walks[k], arc_cost, price_usd, workers, loading);
  };
  const auto derive = [&](std::size_t k, std::span<const double> inputs,
                          std::span<const std::uint8_t> /*asked*/) {
    return derive_markov(problem, problem.classes[k], inputs);
  };
  auto result = solve_stochastic(problem, options, pool, progress, load, derive);
  if (options.record_loadings)
    result.walks = std::make_shared<const std::vector<markov_network>>(std::move(walks));
  return result;
}

}  // namespace amur::assign
