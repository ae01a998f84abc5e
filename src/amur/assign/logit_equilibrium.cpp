#include "amur/assign/logit_equilibrium.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/capacity_prices.h"
#include "amur/assign/cost.h"
#include "amur/assign/fixed_point.h"
#include "amur/assign/logit_loading.h"

namespace amur::assign {
namespace {

// The arcs whose delay depends on their volume: the unknowns of the fixed point.
std::vector<std::uint32_t> congestible_arcs(const problem& problem) {
  std::vector<std::uint32_t> arcs;
  for (std::uint32_t arc = 0; arc < problem.delay.size(); ++arc)
    if (!problem.delay[arc].is_flat()) arcs.push_back(arc);
  return arcs;
}

std::vector<double> pick(std::span<const double> values, std::span<const std::uint32_t> arcs) {
  std::vector<double> picked;
  for (const auto arc : arcs) picked.push_back(values[arc]);
  return picked;
}

double relative_change(std::span<const double> from, std::span<const double> to) {
  double change = 0, total = 0;
  for (std::size_t a = 0; a < to.size(); ++a) {
    change += std::abs(to[a] - from[a]);
    total += std::abs(to[a]);
  }
  return total > 0 ? change / total : 0;
}

std::vector<double> limits(const problem& problem) {
  std::vector<double> result;
  for (const auto& constraint : problem.constraints) result.push_back(constraint.limit);
  return result;
}

struct network_loading {
  std::vector<class_loading> classes;
  std::vector<double> volume_pce;
  std::vector<double> constraint_flow;
};

struct logit_solver {
  const problem& problem_;
  thread_pool pool;
  std::vector<leg_network> legs;
  capacity_prices prices;
  std::vector<double> price_per_log;  // [constraint] price that scales flow by about e
  leg_costs costs;
  std::vector<double> cost;

  logit_solver(const problem& given, std::size_t threads)
      : problem_(given), pool(threads), prices(limits(given)) {
    const auto free_time =
        arc_times_h(problem_, std::vector<double>(problem_.graph.arc_count(), 0.0));
    for (const auto& user : problem_.classes) {
      class_costs(problem_, user, free_time, prices.price(), cost);
      legs.push_back(build_leg_network(problem_, user, cost, pool));
    }
  }

  void load(std::span<const double> arc_time_h, network_loading& loading) {
    loading.classes.resize(problem_.classes.size());
    std::vector<std::vector<double>> flows(problem_.classes.size());
    for (std::size_t k = 0; k < problem_.classes.size(); ++k) {
      class_costs(problem_, problem_.classes[k], arc_time_h, prices.price(), cost);
      load_class(problem_, problem_.classes[k], legs[k], cost, !problem_.constraints.empty(), pool,
                 costs, loading.classes[k]);
      flows[k].swap(loading.classes[k].flow_t);
    }
    loading.volume_pce = volumes_pce(problem_, flows);
    loading.constraint_flow = constraint_flows(problem_, flows);
    estimate_price_scale(flows);
    for (std::size_t k = 0; k < flows.size(); ++k) loading.classes[k].flow_t.swap(flows[k]);
  }

  // The flow-weighted mean of dispersion per unit of each constraint's measure.
  void estimate_price_scale(std::span<const std::vector<double>> flows) {
    price_per_log.assign(problem_.constraints.size(), 0.0);
    for (std::size_t c = 0; c < price_per_log.size(); ++c) {
      const auto& constraint = problem_.constraints[c];
      double units = 0, weighted = 0;
      for (std::size_t k = 0; k < flows.size(); ++k)
        for (const auto arc : constraint.arcs) {
          const auto& user = problem_.classes[k];
          units +=
              flows[k][arc] * constraint_units_per_t(user, constraint.measure, problem_.group(arc));
          weighted += flows[k][arc] * user.dispersion_usd_per_t;
        }
      price_per_log[c] = units > 0 ? weighted / units : 0;
    }
  }
};

}  // namespace

solution solve_logit(const problem& problem, const options& options,
                     const progress_callback& progress) {
  validate(problem);
  logit_solver solver(problem, options.threads);
  solution result;
  result.may_refuse = !problem.constraints.empty();
  network_loading loading;

  const std::size_t arcs = problem.graph.arc_count();
  std::vector<double> volume(arcs, 0.0);
  solver.load(arc_times_h(problem, volume), loading);
  volume = loading.volume_pce;
  const auto unknown = congestible_arcs(problem);
  fixed_point_accelerator accelerate(unknown.size());

  for (int number = 1; number <= options.max_iterations; ++number) {
    result.arc_time_h = arc_times_h(problem, volume);
    result.constraint_price_usd = solver.prices.price();
    solver.load(result.arc_time_h, loading);
    auto point = pick(volume, unknown);
    const auto image = pick(loading.volume_pce, unknown);
    const iteration step{number, relative_change(point, image),
                         solver.prices.residual(loading.constraint_flow)};
    result.log.push_back(step);
    result.residual = step.residual;
    result.constraint_residual = step.constraint_residual;
    if (step.residual <= options.tolerance && step.constraint_residual <= options.tolerance) {
      result.status = status::converged;
      break;
    }
    if (progress && !progress(step)) {
      result.status = status::cancelled;
      break;
    }
    if (number == options.max_iterations) break;
    accelerate.advance(point, image);
    for (std::size_t i = 0; i < unknown.size(); ++i) volume[unknown[i]] = point[i];
    solver.prices.update(loading.constraint_flow, solver.price_per_log);
  }

  for (auto& user : loading.classes) {
    result.class_flow_t.push_back(std::move(user.flow_t));
    result.od.push_back(std::move(user.od));
  }
  result.volume_pce = std::move(loading.volume_pce);
  if (options.record_loadings) {
    result.loadings.push_back({result.arc_time_h, result.constraint_price_usd, 1.0});
    result.legs = std::make_shared<const std::vector<leg_network>>(std::move(solver.legs));
  }
  return result;
}

}  // namespace amur::assign
