#include "amur/assign/network_loading.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"
#include "amur/assign/each_class.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

constexpr double least_log_excess = -5;  // of a flow that has all but vanished

// [class][arc] flows, moved out of the loadings.
std::vector<std::vector<double>> take_flows(std::vector<class_loading>& classes) {
  std::vector<std::vector<double>> flows;
  for (auto& loading : classes) flows.push_back(std::move(loading.flow_t));
  return flows;
}

double delivered_pce(const problem& problem, std::span<const class_loading> classes) {
  double sum = 0;
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const auto& pce = problem.classes[k].pce_per_t;
    const double each = pce.empty() ? 0 : *std::ranges::max_element(pce);
    for (const auto& pair : classes[k].od) sum += each * pair.delivered_t;
  }
  return sum;
}

// USD a day that an hour more costs those on the arc, for each pce of them.
double worth_of_hour(const problem& problem, std::span<const std::vector<double>> flows,
                     std::uint32_t arc) {
  const auto group = problem.group(arc);
  double usd = 0, pce = 0, least = route::unreachable;
  for (std::size_t k = 0; k < flows.size(); ++k) {
    const auto& user = problem.classes[k];
    usd += flows[k][arc] * user.time_cost_usd_per_t_h[group];
    pce += flows[k][arc] * user.pce_per_t[group];
    if (user.time_cost_usd_per_t_h[group] > 0 && user.pce_per_t[group] > 0)
      least = std::min(least, user.time_cost_usd_per_t_h[group] / user.pce_per_t[group]);
  }
  if (pce > 0) return usd / pce;
  return std::isfinite(least) ? least : 1;
}

// The flow-weighted mean of dispersion per unit of each constraint's measure.
std::vector<double> price_scales(const problem& problem,
                                 std::span<const std::vector<double>> flows) {
  double widest = 1e-9;
  for (const auto& user : problem.classes) widest = std::max(widest, user.dispersion_usd_per_t);
  std::vector<double> scales(problem.constraints.size(), 0.0);
  for (std::size_t c = 0; c < scales.size(); ++c) {
    const auto& constraint = problem.constraints[c];
    double units = 0, weighted = 0;
    for (std::size_t k = 0; k < flows.size(); ++k)
      for (const auto [arc] : constraint.arcs) {
        const auto& user = problem.classes[k];
        units +=
            flows[k][arc] * constraint_units_per_t(user, constraint.measure, problem.group(arc));
        weighted += flows[k][arc] * user.dispersion_usd_per_t;
      }
    scales[c] = units > 0 ? weighted / units : widest;
  }
  return scales;
}

// All classes at these times and prices.
std::vector<class_loading> load_classes(const problem& problem, std::span<const double> arc_time_h,
                                        std::span<const double> price_usd, thread_pool& pool,
                                        const load_user& load) {
  std::vector<class_loading> classes(problem.classes.size());
  for_each_class(problem, pool, [&](std::size_t k, thread_pool& workers, std::size_t thread) {
    std::vector<double> cost;
    choice_costs(problem, problem.classes[k], arc_time_h, price_usd, cost);
    load(k, cost, price_usd, workers, thread, classes[k]);
  });
  return classes;
}

void measure_arcs(const problem& problem, const unknowns& unknowns, evaluation& at) {
  double change = 0, loaded = 0, assumed = 0, most = 0;
  for (std::size_t i = 0; i < unknowns.arcs.size(); ++i) {
    const auto arc = unknowns.arcs[i];
    at.image.push_back(at.volume_pce[arc]);
    at.residual.push_back(at.image[i] - at.point[i]);
    at.excess.push_back(at.residual[i]);
    const double moves = std::abs(at.residual[i]);
    change += moves;
    loaded += at.image[i];
    assumed += at.point[i];
    if (moves > most) {
      most = moves;
      at.worst_arc = arc_id(arc);
    }
  }
  const double whole = std::max({loaded, assumed, delivered_pce(problem, at.classes)});
  at.relative = whole > 0 ? change / whole : 0;
}

void measure_constraints(const problem& problem, const unknowns& unknowns,
                         std::span<const double> flow, evaluation& at) {
  for (std::size_t c = 0; c < unknowns.constraints; ++c) {
    const double limit = problem.constraints[c].limit, over = flow[c] / limit - 1;
    const double price = at.point[unknowns.arcs.size() + c];
    const double log_excess =
        flow[c] > 0 ? std::max(least_log_excess, std::log1p(over)) : least_log_excess;
    at.image.push_back(flow[c]);
    const bool counts = price > 0 || over > 0;
    at.residual.push_back(counts ? log_excess : 0);
    at.excess.push_back(counts ? flow[c] - limit : 0);
    at.worth.push_back(1);
    const double misses = price > 0 ? std::abs(over) : std::max(0.0, over);
    if (misses > at.constraint) {
      at.constraint = misses;
      at.worst_constraint = constraint_id(c);
    }
  }
}

}  // namespace

unknowns::unknowns(const problem& problem) : constraints(problem.constraints.size()) {
  for (std::uint32_t arc = 0; arc < problem.delay.size(); ++arc)
    if (!problem.delay[arc].is_flat()) arcs.push_back(arc);
}

std::vector<double> times_and_prices(const problem& problem, const unknowns& unknowns,
                                     std::span<const double> point) {
  std::vector<double> values(point.begin(), point.end());
  for (std::size_t i = 0; i < unknowns.arcs.size(); ++i)
    values[i] = problem.delay[unknowns.arcs[i]].time_h(point[i]);
  return values;
}

std::vector<double> image_at(const problem& problem, const unknowns& unknowns,
                             std::span<const double> arc_time_h, std::span<const double> price_usd,
                             thread_pool& pool, const load_user& load) {
  auto classes = load_classes(problem, arc_time_h, price_usd, pool, load);
  const auto flows = take_flows(classes);
  const auto volume_pce = volumes_pce(problem, flows);
  std::vector<double> image;
  for (const auto arc : unknowns.arcs) image.push_back(volume_pce[arc]);
  for (const double flow : constraint_flows(problem, flows)) image.push_back(flow);
  return image;
}

evaluation evaluate(const problem& problem, const unknowns& unknowns, std::vector<double> point,
                    thread_pool& pool, const load_user& load) {
  evaluation at;
  std::vector<double> volume(problem.graph.arc_count(), 0.0);
  for (std::size_t i = 0; i < unknowns.arcs.size(); ++i) volume[unknowns.arcs[i]] = point[i];
  at.arc_time_h = arc_times_h(problem, volume);
  at.point = std::move(point);
  const std::span<const double> prices = std::span(at.point).subspan(unknowns.arcs.size());
  at.classes = load_classes(problem, at.arc_time_h, prices, pool, load);
  auto flows = take_flows(at.classes);
  at.volume_pce = volumes_pce(problem, flows);
  at.scale = price_scales(problem, flows);
  for (const auto arc : unknowns.arcs) at.worth.push_back(worth_of_hour(problem, flows, arc));
  measure_arcs(problem, unknowns, at);
  measure_constraints(problem, unknowns, constraint_flows(problem, flows), at);
  for (std::size_t k = 0; k < flows.size(); ++k) at.classes[k].flow_t = std::move(flows[k]);
  return at;
}

}  // namespace amur::assign
