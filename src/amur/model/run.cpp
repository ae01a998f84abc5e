#include "amur/model/run.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/bush_replay.h"
#include "amur/assign/conservation.h"
#include "amur/assign/each_class.h"
#include "amur/assign/logit_equilibrium.h"
#include "amur/assign/markov_equilibrium.h"
#include "amur/assign/markov_replay.h"
#include "amur/assign/replay.h"
#include "amur/assign/user_equilibrium.h"
#include "amur/base/no_answer.h"
#include "amur/model/attributes.h"
#include "amur/model/model_flows.h"

namespace amur::model {
namespace {

std::string why_unbounded(const case_data& data, const network_model& model,
                          const assign::unbounded_walks& unbounded) {
  const auto& goods = data.commodities[model.classes[unbounded.user_class.index()].commodity];
  const auto& place = data.nodes[model.net.state_node[unbounded.destination.index()]];
  auto text = fmt::format(
      "the Markovian equilibrium has no finite solution for '{}' to '{}': at a dispersion of {} "
      "USD/t going round in circles is as good as arriving; ",
      goods.id, place.id, goods.dispersion_usd_per_t);
  const double bounded = unbounded.bounded_dispersion_usd_per_t;
  return text + (bounded > 0
                     ? fmt::format("lower its dispersion_usd_per_t to {:.2g} or less, or use "
                                   "equilibrium.model = \"logit\"",
                                   bounded)
                     : "some cycle of links costs nothing, so give each link a cost, or use "
                       "equilibrium.model = \"logit\"");
}

assign::solution solve_model(const case_data& data, const network_model& model,
                             const run_options& options) {
  const auto& problem = model.problem;
  const assign::options solver{options.one_loading ? 0 : model.terms.tolerance,
                               options.one_loading ? 1 : data.settings.max_iterations,
                               options.threads,
                               true,
                               assign::step_rule::accelerated,
                               options.start};
  switch (data.settings.equilibrium) {
    case equilibrium::user:
      return assign::solve_user_equilibrium(problem, solver, options.progress);
    case equilibrium::all_or_nothing:
      return assign::solve_all_or_nothing(problem, solver);
    case equilibrium::markov:
      return assign::solve_markov(problem, solver, options.progress);
    case equilibrium::logit:
      break;
  }
  return assign::solve_logit(problem, solver, options.progress);
}

assign::solution solve(const case_data& data, const network_model& model,
                       const run_options& options) {
  auto solution = solve_model(data, model, options);
  if (solution.status == assign::status::no_finite_solution)
    throw no_answer(why_unbounded(data, model, solution.unbounded));
  return solution;
}

// Fills what the class has in `answer.through`; returns the averages of its demand.
std::vector<flow_average> average_class(const case_data& data, std::size_t k, thread_pool& pool,
                                        run_answer& answer) {
  const auto& model = answer.model;
  const auto attributes = attributes_of(model, answer.solution, k);
  const auto averages = replay_class(data, model, k, answer.solution, attributes, pool);
  const std::size_t modes = model.net.mode_count;
  std::vector<flow_average> demands;
  for (std::size_t i = 0; i < model.problem.classes[k].demand.size(); ++i)
    demands.push_back(to_average(&averages.od[i * attributes.count], modes));
  auto& through = answer.through[k];
  through.resize(model.net.graph.arc_count());
  for (const auto& direction : model.crossing_directions)
    for (const auto [arc] : direction.arcs)
      through[arc] = {answer.solution.class_flow_t[k][arc],
                      to_average(&averages.through[arc * attributes.count], modes)};
  return demands;
}

}  // namespace

assign::route_averages replay_class(const case_data& data, const network_model& model,
                                    std::size_t k, const assign::solution& solution,
                                    const assign::arc_attributes& attributes, thread_pool& pool) {
  switch (data.settings.equilibrium) {
    case equilibrium::logit:
      return assign::replay_logit(model.problem, k, solution, attributes, pool);
    case equilibrium::markov:
      return assign::replay_markov(model.problem, k, solution, attributes, pool);
    case equilibrium::user:
      return assign::replay_bushes(model.problem, k, solution, attributes);
    case equilibrium::all_or_nothing:
      break;
  }
  return assign::replay_all_or_nothing(model.problem, k, solution, attributes);
}

double flow_average::cost_usd() const {
  return std::accumulate(component.begin(), component.end(), 0.0);
}

run_answer solve_flows(const case_data& data, network_model model, const run_options& options) {
  run_answer answer;
  answer.model = std::move(model);
  answer.solution = solve(data, answer.model, options);
  answer.conservation = assign::conservation_error(answer.model.problem, answer.solution);
  return answer;
}

run_answer solve_flows(const case_data& data, const demand_anchors& anchors,
                       const run_options& options) {
  return solve_flows(data, build_network_model(data, anchors, options.terms), options);
}

run_answer solve_case(const case_data& data, const demand_anchors& anchors,
                      const run_options& options) {
  return answer_model(data, build_network_model(data, anchors, options.terms), options);
}

run_answer answer_model(const case_data& data, network_model model, const run_options& options) {
  auto answer = solve_flows(data, std::move(model), options);
  thread_pool pool(options.threads);
  std::vector<std::vector<flow_average>> by_demand(answer.model.classes.size());
  answer.through.resize(answer.model.classes.size());
  assign::for_each_class(answer.model.problem, pool,
                         [&](std::size_t k, thread_pool& workers, std::size_t) {
                           by_demand[k] = average_class(data, k, workers, answer);
                         });
  for (const auto& flow : answer.model.flows) {
    if (flow.banned)
      answer.flow_averages.push_back(
          {{}, 0, 0, 0, std::vector<double>(answer.model.net.mode_count)});
    else
      answer.flow_averages.push_back(by_demand[flow.user_class.index()][flow.demand]);
  }
  return answer;
}

observed_day observed_demand(const case_data& data, const run_options& options) {
  const auto model = build_network_model(data, {}, options.terms);
  observed_day day{{}, solve(data, model, options)};
  for (const auto& flow : model.flows) {
    const auto& goods = data.commodities[flow.commodity];
    if (flow.banned || goods.elasticity == 0) continue;
    const double cost =
        day.solution.od[flow.user_class.index()][flow.demand].expected_cost_usd_per_t;
    if (!std::isfinite(cost)) continue;
    day.anchors[key_of(data, flow)] = {flow.price_base_usd_per_t() + cost, goods.elasticity};
  }
  return day;
}

}  // namespace amur::model
