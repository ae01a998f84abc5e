#include "amur/assign/logit_equilibrium.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"
#include "amur/assign/fixed_point.h"
#include "amur/assign/logit_loading.h"

namespace amur::assign {
namespace {

struct network_loading {
  std::vector<class_loading> classes;
  std::vector<double> volume_pce;
  std::vector<double> constraint_flow;
};

struct logit_solver {
  const problem& problem_;
  thread_pool pool;
  std::vector<leg_network> legs;
  std::vector<double> price;           // [constraint]
  std::vector<double> price_per_log;   // [constraint] price that scales flow by about e
  leg_costs costs;
  std::vector<double> cost;

  logit_solver(const problem& given, std::size_t threads)
      : problem_(given), pool(threads), price(given.constraints.size(), 0.0) {
    const auto free_time =
        arc_times_h(problem_, std::vector<double>(problem_.graph.arc_count(), 0.0));
    for (const auto& user : problem_.classes) {
      class_costs(problem_, user, free_time, price, cost);
      legs.push_back(build_leg_network(problem_, user, cost, pool));
    }
  }

  void load(std::span<const double> arc_time_h, network_loading& loading) {
    loading.classes.resize(problem_.classes.size());
    std::vector<std::vector<double>> flows(problem_.classes.size());
    for (std::size_t k = 0; k < problem_.classes.size(); ++k) {
      class_costs(problem_, problem_.classes[k], arc_time_h, price, cost);
      load_class(problem_, problem_.classes[k], legs[k], cost, !price.empty(), pool, costs,
                 loading.classes[k]);
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
          units += flows[k][arc] *
                   constraint_units_per_t(user, constraint.measure, problem_.group(arc));
          weighted += flows[k][arc] * user.dispersion_usd_per_t;
        }
      price_per_log[c] = units > 0 ? weighted / units : 0;
    }
  }

  // A capacity that is exceeded costs more, one with room less, until flow fits or the price is zero.
  void update_prices(std::span<const double> flow) {
    for (std::size_t c = 0; c < price.size(); ++c) {
      if (flow[c] <= 0) {
        price[c] /= 2;
        continue;
      }
      const double step = price_per_log[c] * std::log(flow[c] / problem_.constraints[c].limit);
      price[c] = std::max(0.0, price[c] + step);
    }
  }

  double constraint_residual(std::span<const double> flow) const {
    double worst = 0;
    for (std::size_t c = 0; c < price.size(); ++c) {
      const double excess = flow[c] / problem_.constraints[c].limit - 1;
      worst = std::max(worst, price[c] > 0 ? std::abs(excess) : std::max(0.0, excess));
    }
    return worst;
  }
};

double relative_change(std::span<const double> from, std::span<const double> to) {
  double change = 0, total = 0;
  for (std::size_t a = 0; a < to.size(); ++a) {
    change += std::abs(to[a] - from[a]);
    total += std::abs(to[a]);
  }
  return total > 0 ? change / total : 0;
}

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
  fixed_point_accelerator accelerate(arcs);

  for (int number = 1; number <= options.max_iterations; ++number) {
    result.arc_time_h = arc_times_h(problem, volume);
    result.constraint_price_usd = solver.price;
    solver.load(result.arc_time_h, loading);
    const iteration step{number, relative_change(volume, loading.volume_pce),
                         solver.constraint_residual(loading.constraint_flow)};
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
    accelerate.advance(volume, loading.volume_pce);
    solver.update_prices(loading.constraint_flow);
  }

  for (auto& user : loading.classes) {
    result.class_flow_t.push_back(std::move(user.flow_t));
    result.od.push_back(std::move(user.od));
  }
  result.volume_pce = std::move(loading.volume_pce);
  if (options.record_loadings)
    result.loadings.push_back({result.arc_time_h, result.constraint_price_usd, 1.0});
  return result;
}

}  // namespace amur::assign
