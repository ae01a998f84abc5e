#include "amur/model/criticality.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <mutex>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/bush.h"
#include "amur/assign/logit_equilibrium.h"
#include "amur/assign/markov_equilibrium.h"
#include "amur/assign/user_equilibrium.h"
#include "amur/model/tolls.h"

namespace amur::model {
namespace {

// Of what is wanted, less is unserved by rounding alone.
constexpr double least_unserved = 1e-9;
constexpr double closed_arc = std::numeric_limits<double>::infinity();

bool carries(const assign::solution& solution, const closable_part& part) {
  for (const auto& flows : solution.class_flow_t)
    for (const auto [arc] : part.arcs)
      if (flows[arc] > 0) return true;
  return false;
}

assign::solution solve_without(const case_data& data, const run_answer& now,
                               const closable_part& part, const closure_options& options) {
  auto problem = now.model.problem;
  for (auto& user : problem.classes)
    for (const auto [arc] : part.arcs) user.fixed_cost_usd_per_t[arc] = closed_arc;
  assign::options solver;
  solver.tolerance = options.tolerance > 0 ? options.tolerance : now.model.terms.tolerance;
  solver.max_iterations = data.settings.max_iterations;
  solver.threads = 1;
  solver.start = options.warm ? &now.solution : nullptr;
  switch (data.settings.equilibrium) {
    case equilibrium::user: {
      std::optional<assign::bush_set> start;
      if (options.warm && now.solution.bushes) start = *now.solution.bushes;
      return assign::solve_user_equilibrium(problem, solver, {}, std::move(start));
    }
    case equilibrium::all_or_nothing:
      return assign::solve_all_or_nothing(problem, solver);
    case equilibrium::markov:
      return assign::solve_markov(problem, solver, {});
    case equilibrium::logit:
      break;
  }
  return assign::solve_logit(problem, solver, {});
}

// Freight that finds no way, or none that is worth it, loses what it would have paid at most.
double cost_at_most(double cost_usd, double before_usd, double refusal_usd) {
  return std::min(cost_usd, std::max(refusal_usd, before_usd));
}

flow_loss loss_of(const assign::user_class& user, const assign::od_demand& demand,
                  const assign::od_result& before, const assign::od_result& after) {
  flow_loss loss;
  const double was = before.expected_cost_usd_per_t;
  if (!std::isfinite(was)) return loss;
  const double now = cost_at_most(after.expected_cost_usd_per_t, was, user.refusal_usd_per_t);
  loss.cost_usd = -surplus_between(demand, was, now);
  loss.undelivered = before.delivered_t - after.delivered_t;
  loss.unserved = after.unserved_t - before.unserved_t;
  if (std::abs(loss.unserved) <= least_unserved * before.wanted_t) loss.unserved = 0;
  return loss;
}

// [crossing] units a day, both ways.
std::vector<double> carried_by_crossing(const case_data& data, const network_model& model,
                                        const assign::solution& solution) {
  std::vector<double> carried(data.crossings.size(), 0.0);
  for (const auto& direction : model.crossing_directions)
    for (const auto [arc] : direction.arcs)
      for (const auto& flows : solution.class_flow_t)
        carried[direction.crossing.index()] += flows[arc];
  return carried;
}

closure closure_of(const case_data& data, const run_answer& now, const closable_part& part,
                   const closure_options& options) {
  closure found;
  found.flows.resize(now.model.flows.size());
  found.is_solved = carries(now.solution, part);
  if (!found.is_solved) return found;
  auto solution = solve_without(data, now, part, options);
  if (options.warm && solution.status != assign::status::converged) {
    // The way from the answer may be the harder one.
    auto cold = options;
    cold.warm = false;
    solution = solve_without(data, now, part, cold);
  }
  found.status = solution.status;
  found.iterations = static_cast<int>(solution.log.size());
  found.crossing_gain = carried_by_crossing(data, now.model, solution);
  const auto before = carried_by_crossing(data, now.model, now.solution);
  for (std::size_t c = 0; c < before.size(); ++c) found.crossing_gain[c] -= before[c];
  for (std::size_t i = 0; i < found.flows.size(); ++i) {
    const auto& flow = now.model.flows[i];
    if (flow.banned) continue;
    const auto k = flow.user_class.index();
    const auto& user = now.model.problem.classes[k];
    auto& loss = found.flows[i];
    loss = loss_of(user, user.demand[flow.demand], now.solution.od[k][flow.demand],
                   solution.od[k][flow.demand]);
    const auto& goods = data.commodities[flow.commodity];
    found.cost_usd += loss.cost_usd;
    if (goods.unit == unit::tonne) {
      found.unserved_t += loss.unserved;
      found.undelivered_t += loss.undelivered;
      found.undelivered_usd += loss.undelivered * flow.price_at_source_usd_per_t;
    } else {
      found.unserved_passengers += loss.unserved;
    }
  }
  return found;
}

}  // namespace

std::vector<closure> close_parts(const case_data& data, const run_answer& now,
                                 std::span<const closable_part> parts,
                                 const closure_options& options) {
  std::vector<closure> found(parts.size());
  std::vector<std::uint8_t> done(parts.size(), 0);
  std::mutex telling;
  std::size_t told = 0;
  std::atomic<bool> stopped = false;
  thread_pool pool(options.threads);
  pool.run(parts.size(), [&](std::size_t i) {
    if (stopped) return;
    found[i] = closure_of(data, now, parts[i], options);
    done[i] = 1;
    const std::scoped_lock lock(telling);
    if (options.part && !options.part(++told, parts.size())) stopped = true;
  });
  const auto missing = std::ranges::find(done, 0);
  found.resize(static_cast<std::size_t>(missing - done.begin()));
  return found;
}

}  // namespace amur::model
