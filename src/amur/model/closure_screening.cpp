// A first look at what closing a part costs, without solving again.

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"
#include "amur/assign/each_class.h"
#include "amur/model/criticality.h"
#include "amur/model/dependence.h"
#include "amur/route/shortest_path.h"

namespace amur::model {
namespace {

constexpr std::size_t parts_at_once = 64;  // of one replay

// Of a flow of which a share passes the part, the log-sum rises as if that share of its
// alternatives went: by -dispersion ln(1 - share), and to the refusal cost at most.
double log_sum_rise(const assign::user_class& user, const assign::od_result& od, double share) {
  const double most = std::max(0.0, user.refusal_usd_per_t - od.expected_cost_usd_per_t);
  if (!(share < 1)) return most;
  return std::min(most, -user.dispersion_usd_per_t * std::log1p(-share));
}

// Of some parts together, by one replay of each class.
void screen_by_shares(const case_data& data, const run_answer& now,
                      std::span<const closable_part> parts, thread_pool& pool,
                      std::span<double> usd) {
  const auto& model = now.model;
  const std::size_t count = parts.size();
  std::vector<std::vector<double>> by_class(model.classes.size(), std::vector<double>(count, 0.0));
  assign::for_each_class(
      model.problem, pool, [&](std::size_t k, thread_pool& workers, std::size_t) {
        const auto& user = model.problem.classes[k];
        const auto mean = passing_shares(data, now, k, parts, workers);
        for (std::size_t d = 0; d < user.demand.size(); ++d) {
          const auto& od = now.solution.od[k][d];
          if (!std::isfinite(od.expected_cost_usd_per_t)) continue;
          for (std::size_t i = 0; i < count; ++i)
            by_class[k][i] +=
                od.delivered_t * log_sum_rise(user, od, std::min(1.0, mean[d * count + i]));
        }
      });
  for (const auto& one : by_class)
    for (std::size_t i = 0; i < count; ++i) usd[i] += one[i];
}

// What a class's freight on the part's arcs pays more on the cheapest way around each.
double way_around_usd(const network_model& model, const assign::solution& solution, std::size_t k,
                      const closable_part& part, std::vector<double> cost,
                      route::tree_search& search) {
  const auto& user = model.problem.classes[k];
  const auto direct = cost;
  for (const auto [arc] : part.arcs) cost[arc] = route::unreachable;
  double usd = 0;
  for (const auto [arc] : part.arcs) {
    const double flow = solution.class_flow_t[k][arc];
    if (!(flow > 0)) continue;
    const auto& tree = search.run(model.net.graph.tail[arc], cost, route::direction::from_root);
    const double around = tree.cost[model.net.graph.head[arc]] - direct[arc];
    usd += flow * std::min(around, user.refusal_usd_per_t);
  }
  return usd;
}

}  // namespace

std::vector<double> screened_usd(const case_data& data, const run_answer& now,
                                 std::span<const closable_part> parts, std::size_t threads) {
  std::vector<double> usd(parts.size(), 0.0);
  thread_pool pool(threads);
  const bool is_stochastic = data.settings.equilibrium == equilibrium::logit ||
                             data.settings.equilibrium == equilibrium::markov;
  if (is_stochastic) {
    for (std::size_t first = 0; first < parts.size(); first += parts_at_once) {
      const auto count = std::min(parts_at_once, parts.size() - first);
      screen_by_shares(data, now, parts.subspan(first, count), pool,
                       std::span(usd).subspan(first, count));
    }
    return usd;
  }
  const auto& problem = now.model.problem;
  std::vector<std::vector<double>> cost(problem.classes.size());
  for (std::size_t k = 0; k < cost.size(); ++k)
    assign::class_costs(problem, problem.classes[k], now.solution.arc_time_h,
                        now.solution.constraint_price_usd, cost[k]);
  pool.run(parts.size(), [&](std::size_t i) {
    route::tree_search search(now.model.net.graph, problem.no_through);
    for (std::size_t k = 0; k < cost.size(); ++k)
      usd[i] += way_around_usd(now.model, now.solution, k, parts[i], cost[k], search);
  });
  return usd;
}

}  // namespace amur::model
