// Assignment of a network given as arrays.

#include "amur/assign/logit_equilibrium.h"
#include "amur/assign/markov_equilibrium.h"
#include "amur/assign/user_equilibrium.h"
#include "engine/arrays.h"
#include "engine/engine.h"
#include "engine/watched_work.h"

namespace amur::python {
namespace {

using network::delay_kind;

template <class Value>
Value value_of(const py::dict& from, const char* name) {
  return from[name].cast<Value>();
}
template <class Value>
std::vector<Value> values_of(const py::dict& from, const char* name) {
  return vector_of(value_of<given<Value>>(from, name));
}

delay_kind kind_of(const std::string& name) {
  if (name == "constant") return delay_kind::constant;
  if (name == "bpr") return delay_kind::bpr;
  if (name == "conical") return delay_kind::conical;
  if (name == "akcelik") return delay_kind::akcelik;
  throw std::invalid_argument("delay must be constant, bpr, conical or akcelik");
}

void read_delays(const py::dict& from, const ordered_graph& graph, assign::problem& to) {
  const auto kind = kind_of(value_of<std::string>(from, "delay"));
  const auto column = [&](const char* name) {
    return graph.sorted(value_of<given<double>>(from, name), name);
  };
  const auto time = column("free_time_h"), capacity = column("capacity_pce"),
             alpha = column("alpha"), beta = column("beta"), wait = column("wait_h");
  for (std::size_t arc = 0; arc < graph.arcs(); ++arc)
    to.delay.push_back({kind, time[arc], capacity[arc], alpha[arc], beta[arc], wait[arc]});
}

void read_demand(const py::dict& from, assign::user_class& to) {
  const auto origin = values_of<std::uint32_t>(from, "origins"),
             destination = values_of<std::uint32_t>(from, "destinations");
  const auto quantity = values_of<double>(from, "t_per_day"),
             elasticity = values_of<double>(from, "elasticity"),
             base = values_of<double>(from, "price_base_usd_per_t"),
             reference = values_of<double>(from, "reference_price_usd_per_t");
  for (const auto size :
       {destination.size(), quantity.size(), elasticity.size(), base.size(), reference.size()})
    if (size != origin.size())
      throw std::invalid_argument("columns of demand must have the same length");
  for (std::size_t i = 0; i < origin.size(); ++i)
    to.demand.push_back({.origin = state_id(origin[i]),
                         .destination = state_id(destination[i]),
                         .t_per_day = quantity[i],
                         .elasticity = elasticity[i],
                         .price_base_usd_per_t = base[i],
                         .reference_price_usd_per_t = reference[i]});
}

assign::user_class read_class(const py::dict& from, const ordered_graph& graph) {
  assign::user_class one;
  one.name = value_of<std::string>(from, "name");
  one.fixed_cost_usd_per_t =
      graph.sorted(value_of<given<double>>(from, "fixed_cost_usd_per_t"), "fixed_cost_usd_per_t");
  one.time_cost_usd_per_t_h = values_of<double>(from, "time_cost_usd_per_t_h");
  one.pce_per_t = values_of<double>(from, "pce_per_t");
  one.vehicles_per_t = values_of<double>(from, "vehicles_per_t");
  one.dispersion_usd_per_t = value_of<double>(from, "dispersion_usd_per_t");
  one.route_dispersion_usd_per_t = value_of<double>(from, "route_dispersion_usd_per_t");
  one.refusal_usd_per_t = value_of<double>(from, "refusal_usd_per_t");
  read_demand(from, one);
  return one;
}

assign::capacity_constraint read_constraint(const py::dict& from, const ordered_graph& graph) {
  assign::capacity_constraint one;
  one.name = value_of<std::string>(from, "name");
  for (const auto arc : values_of<std::uint32_t>(from, "arcs"))
    one.arcs.emplace_back(graph.arc_of(arc));
  one.measure = value_of<std::string>(from, "measure") == "tonnes" ? assign::measure::tonnes
                                                                   : assign::measure::vehicles;
  one.limit = value_of<double>(from, "limit");
  return one;
}

assign::problem read_problem(const py::dict& from, const ordered_graph& graph) {
  assign::problem problem;
  problem.graph = graph.graph();
  problem.no_through = values_of<std::uint8_t>(from, "no_through");
  const auto by_arc = [&](const char* name) {
    const auto numbers = value_of<given<std::uint32_t>>(from, name);
    return numbers.size() == 0 ? std::vector<std::uint32_t>() : graph.sorted(numbers, name);
  };
  problem.arc_label = by_arc("arc_label");
  problem.arc_group = by_arc("arc_group");
  problem.arc_crossing = by_arc("arc_crossing");
  problem.state_country = values_of<std::uint32_t>(from, "state_country");
  read_delays(from, graph, problem);
  for (const auto& one : from["classes"])
    problem.classes.push_back(read_class(one.cast<py::dict>(), graph));
  for (const auto& one : from["constraints"])
    problem.constraints.push_back(read_constraint(one.cast<py::dict>(), graph));
  return problem;
}

assign::solution solve(const std::string& method, const assign::problem& problem,
                       const assign::options& options, const assign::progress_callback& progress) {
  if (method == "user_equilibrium")
    return assign::solve_user_equilibrium(problem, options, progress);
  if (method == "logit") return assign::solve_logit(problem, options, progress);
  if (method == "markov") return assign::solve_markov(problem, options, progress);
  throw std::invalid_argument("method must be user_equilibrium, logit or markov");
}

const char* word_of(assign::status status) {
  switch (status) {
    case assign::status::converged:
      return "solved";
    case assign::status::iteration_limit:
      return "not_solved";
    case assign::status::cancelled:
      return "cancelled";
    case assign::status::no_finite_solution:
      break;
  }
  return "no_finite_solution";
}

py::dict demand_of(const std::vector<assign::od_result>& results) {
  constexpr const char* reasons[] = {"served", "no_route", "no_capacity"};
  std::vector<double> wanted, delivered, unserved, cost;
  py::list reason;
  for (const auto& one : results) {
    wanted.push_back(one.wanted_t);
    delivered.push_back(one.delivered_t);
    unserved.push_back(one.unserved_t);
    cost.push_back(one.expected_cost_usd_per_t);
    reason.append(reasons[static_cast<std::size_t>(one.reason)]);
  }
  py::dict columns;
  columns["wanted_t"] = array_of(std::move(wanted));
  columns["delivered_t"] = array_of(std::move(delivered));
  columns["unserved_t"] = array_of(std::move(unserved));
  columns["expected_cost_usd_per_t"] = array_of(std::move(cost));
  columns["reason"] = reason;
  return columns;
}

py::dict told(const assign::solution& solution, const ordered_graph& graph) {
  py::dict answer;
  answer["status"] = word_of(solution.status);
  answer["residual"] = solution.residual;
  answer["constraint_residual"] = solution.constraint_residual;
  answer["volume_pce"] = array_of(graph.as_given(solution.volume_pce));
  answer["time_h"] = array_of(graph.as_given(solution.arc_time_h));
  py::list flows, demand;
  for (const auto& flow : solution.class_flow_t) flows.append(array_of(graph.as_given(flow)));
  for (const auto& results : solution.od) demand.append(demand_of(results));
  answer["flow_t"] = flows;
  answer["demand"] = demand;
  answer["constraint_price_usd"] = array_of(solution.constraint_price_usd);
  std::vector<int> number;
  std::vector<double> residual, constraint;
  for (const auto& step : solution.log) {
    number.push_back(step.number);
    residual.push_back(step.residual);
    constraint.push_back(step.constraint_residual);
  }
  py::dict log;
  log["step"] = array_of(std::move(number));
  log["residual"] = array_of(std::move(residual));
  log["constraint_residual"] = array_of(std::move(constraint));
  answer["log"] = log;
  return answer;
}

py::dict assign_arrays(const py::dict& network, const std::string& method, double tolerance,
                       int most_steps, std::size_t threads, const py::object& progress) {
  const ordered_graph graph(value_of<std::size_t>(network, "states"),
                            value_of<given<std::uint32_t>>(network, "tails"),
                            value_of<given<std::uint32_t>>(network, "heads"));
  const auto problem = read_problem(network, graph);
  assign::options options;
  options.tolerance = tolerance;
  options.max_iterations = most_steps;
  options.threads = threads;
  assign::solution solution;
  watched_work watched(progress);
  watched.run([&] { solution = solve(method, problem, options, watched.each_step()); });
  return told(solution, graph);
}

}  // namespace

void add_assign(py::module_& to) { to.def("assign", &assign_arrays); }

}  // namespace amur::python
