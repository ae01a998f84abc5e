#include "amur/assign/cost.h"

#include <cmath>
#include <stdexcept>

namespace amur::assign {
namespace {

void require(bool fits, const char* what) {
  if (!fits) throw std::invalid_argument(what);
}

void validate_class(const problem& problem, const user_class& user, std::size_t groups) {
  require(user.fixed_cost_usd_per_t.size() == problem.graph.arc_count(),
          "fixed_cost_usd_per_t must have one entry an arc");
  require(user.time_cost_usd_per_t_h.size() >= groups && user.pce_per_t.size() >= groups &&
              user.vehicles_per_t.size() >= groups,
          "a class must have one time cost, pce and vehicle figure an arc group");
  for (const double cost : user.fixed_cost_usd_per_t)
    require(cost >= 0, "fixed costs must not be negative or NaN");
  require(user.dispersion_usd_per_t > 0 && user.route_dispersion_usd_per_t > 0,
          "dispersions must be above zero");
  for (const auto& demand : user.demand) {
    require(demand.origin.value < problem.graph.state_count() &&
                demand.destination.value < problem.graph.state_count(),
            "demand must start and end at states of the graph");
    require(demand.t_per_day >= 0 && std::isfinite(demand.t_per_day),
            "demand must be finite and not negative");
  }
}

}  // namespace

void validate(const problem& problem) {
  const std::size_t arcs = problem.graph.arc_count();
  require(problem.delay.size() == arcs, "delay must have one entry an arc");
  require(problem.arc_label.empty() || problem.arc_label.size() == arcs,
          "arc_label must be empty or have one entry an arc");
  require(problem.arc_group.empty() || problem.arc_group.size() == arcs,
          "arc_group must be empty or have one entry an arc");
  require(problem.no_through.empty() || problem.no_through.size() == problem.graph.state_count(),
          "no_through must be empty or have one entry a state");
  std::size_t groups = 1;
  for (const auto group : problem.arc_group) groups = std::max<std::size_t>(groups, group + 1);
  for (const auto& user : problem.classes) validate_class(problem, user, groups);
  for (const auto& constraint : problem.constraints) {
    require(constraint.limit > 0, "a hard capacity must be above zero (close the arcs instead)");
    for (const auto [arc] : constraint.arcs)
      require(arc < arcs, "a hard capacity names an arc that does not exist");
  }
}

std::vector<double> volumes_pce(const problem& problem,
                                std::span<const std::vector<double>> class_flow_t) {
  std::vector<double> volume(problem.graph.arc_count(), 0.0);
  for (std::size_t k = 0; k < class_flow_t.size(); ++k)
    for (std::size_t arc = 0; arc < volume.size(); ++arc)
      volume[arc] += class_flow_t[k][arc] * problem.classes[k].pce_per_t[problem.group(arc)];
  return volume;
}

std::vector<double> arc_times_h(const problem& problem, std::span<const double> volume_pce) {
  std::vector<double> time(volume_pce.size());
  for (std::size_t arc = 0; arc < time.size(); ++arc)
    time[arc] = problem.delay[arc].time_h(volume_pce[arc]);
  return time;
}

double constraint_units_per_t(const user_class& user, measure measure, std::uint32_t group) {
  return measure == measure::vehicles ? user.vehicles_per_t[group] : user.freight_t_per_t;
}

std::vector<double> constraint_flows(const problem& problem,
                                     std::span<const std::vector<double>> class_flow_t) {
  std::vector<double> flow(problem.constraints.size(), 0.0);
  for (std::size_t c = 0; c < flow.size(); ++c) {
    const auto& constraint = problem.constraints[c];
    for (std::size_t k = 0; k < class_flow_t.size(); ++k)
      for (const auto [arc] : constraint.arcs)
        flow[c] +=
            class_flow_t[k][arc] *
            constraint_units_per_t(problem.classes[k], constraint.measure, problem.group(arc));
  }
  return flow;
}

void class_costs(const problem& problem, const user_class& user, std::span<const double> arc_time_h,
                 std::span<const double> constraint_price_usd, std::vector<double>& cost) {
  cost = user.fixed_cost_usd_per_t;
  for (std::size_t arc = 0; arc < cost.size(); ++arc)
    cost[arc] += user.time_cost_usd_per_t_h[problem.group(arc)] * arc_time_h[arc];
  for (std::size_t c = 0; c < problem.constraints.size(); ++c) {
    if (constraint_price_usd[c] == 0) continue;
    const auto& constraint = problem.constraints[c];
    for (const auto [arc] : constraint.arcs)
      cost[arc] += constraint_price_usd[c] *
                   constraint_units_per_t(user, constraint.measure, problem.group(arc));
  }
}

void choice_costs(const problem& problem, const user_class& user,
                  std::span<const double> arc_time_h, std::span<const double> constraint_price_usd,
                  std::vector<double>& cost) {
  class_costs(problem, user, arc_time_h, constraint_price_usd, cost);
  for (std::size_t arc = 0; arc < user.choice_constant_usd_per_t.size(); ++arc)
    cost[arc] += user.choice_constant_usd_per_t[arc];
}

bool take_off_prices(const problem& problem, const user_class& user,
                     std::span<const double> constraint_price_usd, std::vector<double>& cost) {
  bool any = false;
  for (std::size_t c = 0; c < problem.constraints.size(); ++c) {
    if (constraint_price_usd[c] == 0) continue;
    const auto& constraint = problem.constraints[c];
    for (const auto [arc] : constraint.arcs) {
      const double price = constraint_price_usd[c] *
                           constraint_units_per_t(user, constraint.measure, problem.group(arc));
      any = any || (price > 0 && std::isfinite(cost[arc]));
      cost[arc] -= price;
    }
  }
  return any;
}

std::vector<double> hours_per_usd(const problem& problem) {
  std::vector<double> scale;
  for (const auto& user : problem.classes) {
    double own = 1;
    for (std::size_t g = user.pce_per_t.size(); g-- > 0;)
      if (user.pce_per_t[g] > 0 && user.time_cost_usd_per_t_h[g] > 0)
        own = user.pce_per_t[g] / user.time_cost_usd_per_t_h[g];
    scale.push_back(own);
  }
  return scale;
}

double wanted_t_per_day(const od_demand& demand, double transport_cost_usd_per_t) {
  if (demand.elasticity == 0 || !(demand.reference_price_usd_per_t > 0) ||
      !std::isfinite(transport_cost_usd_per_t) || !std::isfinite(demand.reference_price_usd_per_t))
    return demand.t_per_day;
  const double price = std::max(demand.price_base_usd_per_t + transport_cost_usd_per_t,
                                1e-6 * demand.reference_price_usd_per_t);
  return demand.t_per_day * std::pow(price / demand.reference_price_usd_per_t, -demand.elasticity);
}

}  // namespace amur::assign
