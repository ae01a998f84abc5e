#include "amur/assign/stochastic_equilibrium.h"

#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "amur/assign/capacity_prices.h"
#include "amur/assign/cost.h"
#include "amur/assign/each_class.h"
#include "amur/assign/fixed_point.h"

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
  std::vector<double> price_per_log;  // [constraint] price that scales flow by about e
};

// The flow-weighted mean of dispersion per unit of each constraint's measure.
std::vector<double> price_scales(const problem& problem,
                                 std::span<const std::vector<double>> flows) {
  std::vector<double> scales(problem.constraints.size(), 0.0);
  for (std::size_t c = 0; c < scales.size(); ++c) {
    const auto& constraint = problem.constraints[c];
    double units = 0, weighted = 0;
    for (std::size_t k = 0; k < flows.size(); ++k)
      for (const auto arc : constraint.arcs) {
        const auto& user = problem.classes[k];
        units +=
            flows[k][arc] * constraint_units_per_t(user, constraint.measure, problem.group(arc));
        weighted += flows[k][arc] * user.dispersion_usd_per_t;
      }
    scales[c] = units > 0 ? weighted / units : 0;
  }
  return scales;
}

local_response respond(const problem& problem, std::span<const std::uint32_t> arcs,
                       std::span<const double> volume_pce, std::span<const class_loading> classes) {
  local_response result;
  for (const auto arc : arcs) {
    const auto group = problem.group(arc);
    double flow_per_usd = 0;
    for (std::size_t k = 0; k < classes.size(); ++k) {
      const auto& user = problem.classes[k];
      flow_per_usd += classes[k].flow_t[arc] * user.pce_per_t[group] *
                      user.time_cost_usd_per_t_h[group] / user.dispersion_usd_per_t;
    }
    result.slope.push_back(problem.delay[arc].slope(volume_pce[arc]));
    result.stiffness.push_back(result.slope.back() * flow_per_usd);
  }
  return result;
}

void load_network(const problem& problem, std::span<const double> arc_time_h,
                  std::span<const double> price_usd, thread_pool& pool, const load_user& load,
                  network_loading& loading) {
  loading.classes.resize(problem.classes.size());
  std::vector<std::vector<double>> flows(problem.classes.size());
  for_each_class(problem, pool, [&](std::size_t k, thread_pool& workers, std::size_t thread) {
    std::vector<double> cost;
    class_costs(problem, problem.classes[k], arc_time_h, price_usd, cost);
    load(k, cost, workers, thread, loading.classes[k]);
    flows[k].swap(loading.classes[k].flow_t);
  });
  loading.volume_pce = volumes_pce(problem, flows);
  loading.constraint_flow = constraint_flows(problem, flows);
  loading.price_per_log = price_scales(problem, flows);
  for (std::size_t k = 0; k < flows.size(); ++k) loading.classes[k].flow_t.swap(flows[k]);
}

}  // namespace

solution solve_stochastic(const problem& problem, const options& options, thread_pool& pool,
                          const progress_callback& progress, const load_user& load) {
  solution result;
  result.may_refuse = !problem.constraints.empty();
  // A start from a network of another shape is none.
  const bool has_start = options.start &&
                         options.start->volume_pce.size() == problem.graph.arc_count() &&
                         options.start->constraint_price_usd.size() == problem.constraints.size();
  capacity_prices prices(limits(problem),
                         has_start ? options.start->constraint_price_usd : std::vector<double>{});
  network_loading loading;

  std::vector<double> volume;
  if (has_start) {
    volume = options.start->volume_pce;
  } else {
    volume.assign(problem.graph.arc_count(), 0.0);
    load_network(problem, arc_times_h(problem, volume), prices.price(), pool, load, loading);
    volume = loading.volume_pce;
  }
  const auto unknown = congestible_arcs(problem);
  fixed_point_accelerator accelerate(unknown.size());

  for (int number = 1; number <= options.max_iterations; ++number) {
    result.arc_time_h = arc_times_h(problem, volume);
    result.constraint_price_usd = prices.price();
    load_network(problem, result.arc_time_h, prices.price(), pool, load, loading);
    auto point = pick(volume, unknown);
    const auto image = pick(loading.volume_pce, unknown);
    const iteration step{number, relative_change(point, image),
                         prices.residual(loading.constraint_flow)};
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
    if (options.rule == step_rule::accelerated)
      accelerate.advance(point, image, respond(problem, unknown, volume, loading.classes));
    else
      for (std::size_t i = 0; i < point.size(); ++i) point[i] += (image[i] - point[i]) / number;
    for (std::size_t i = 0; i < unknown.size(); ++i) volume[unknown[i]] = point[i];
    prices.update(loading.constraint_flow, loading.price_per_log);
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
