#include "amur/assign/frank_wolfe.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/cost.h"
#include "amur/base/illinois.h"

namespace amur::assign {
namespace {

constexpr double widest_last_step = 0.999999;  // after a full step there is nothing to conjugate to

// A point of the feasible set: a convex combination of all-or-nothing loadings.
struct point {
  std::vector<std::vector<double>> flow_t;      // [class][arc]
  std::vector<std::vector<double>> unserved_t;  // [class][demand], refused or without a route
  std::vector<double> volume_pce;               // [arc]
  std::vector<double> constraint_flow;          // [constraint]
  std::vector<double> weight;                   // [loading]
};

// result = sum_i factor_i * vector_i, missing tail entries counting as zero.
void combine(std::vector<double>& result, std::span<const double> factors,
             std::span<const std::vector<double>* const> vectors) {
  std::size_t size = 0;
  for (const auto* v : vectors) size = std::max(size, v->size());
  std::vector<double> sum(size, 0.0);
  for (std::size_t i = 0; i < vectors.size(); ++i)
    for (std::size_t j = 0; j < vectors[i]->size(); ++j) sum[j] += factors[i] * (*vectors[i])[j];
  result = std::move(sum);
}

point combination(std::span<const double> factors, std::span<const point* const> points) {
  point result;
  std::vector<const std::vector<double>*> parts(points.size());
  const auto mix = [&](std::vector<double>& into, auto part_of) {
    for (std::size_t i = 0; i < points.size(); ++i) parts[i] = &part_of(*points[i]);
    combine(into, factors, parts);
  };
  const std::size_t classes = points[0]->flow_t.size();
  result.flow_t.resize(classes);
  result.unserved_t.resize(classes);
  for (std::size_t k = 0; k < classes; ++k) {
    mix(
        result.flow_t[k], [k](const point& p) -> const auto& { return p.flow_t[k]; });
    mix(
        result.unserved_t[k], [k](const point& p) -> const auto& { return p.unserved_t[k]; });
  }
  mix(
      result.volume_pce, [](const point& p) -> const auto& { return p.volume_pce; });
  mix(
      result.constraint_flow, [](const point& p) -> const auto& { return p.constraint_flow; });
  mix(
      result.weight, [](const point& p) -> const auto& { return p.weight; });
  return result;
}

// What the line search needs of a direction: costs that don't change, and slopes of those that do.
struct search_direction {
  double fixed = 0;                     // sum over classes of scale * fixed cost * d
  std::vector<double> time_weight;      // [arc] sum of scale * time cost * d
  std::vector<double> volume;           // [arc] d in pce
  std::vector<double> constraint_flow;  // [constraint] d in its measure
  std::vector<double> constraint_scaled;
};

struct frank_wolfe_solver {
  const problem& problem_;
  thread_pool pool;
  std::vector<double> scale;       // [class] h pce per USD t
  std::vector<double> multiplier;  // [constraint]
  std::vector<double> penalty;     // [constraint]

  frank_wolfe_solver(const problem& given, std::size_t threads)
      : problem_(given), pool(threads), scale(hours_per_usd(given)) {
    double refusal = 0;
    for (const auto& user : problem_.classes) refusal = std::max(refusal, user.refusal_usd_per_t);
    multiplier.assign(problem_.constraints.size(), 0.0);
    for (const auto& constraint : problem_.constraints)
      penalty.push_back(0.1 * refusal / constraint.limit);
  }

  std::vector<double> prices(std::span<const double> flow) const {
    std::vector<double> price(multiplier.size());
    for (std::size_t c = 0; c < price.size(); ++c)
      price[c] =
          std::max(0.0, multiplier[c] + penalty[c] * (flow[c] - problem_.constraints[c].limit));
    return price;
  }

  point to_point(all_or_nothing_loading loading, std::size_t number) const {
    point result;
    result.flow_t = std::move(loading.class_flow_t);
    for (const auto& od : loading.od) {
      auto& unserved = result.unserved_t.emplace_back();
      for (const auto& pair : od) unserved.push_back(pair.unserved_t);
    }
    result.volume_pce = volumes_pce(problem_, result.flow_t);
    result.constraint_flow = constraint_flows(problem_, result.flow_t);
    result.weight.assign(number + 1, 0.0);
    result.weight[number] = 1;
    return result;
  }

  search_direction towards(const point& from, const point& to) const {
    search_direction d;
    const std::size_t arcs = problem_.graph.arc_count();
    d.time_weight.assign(arcs, 0.0);
    d.volume.resize(arcs);
    for (std::size_t a = 0; a < arcs; ++a) d.volume[a] = to.volume_pce[a] - from.volume_pce[a];
    d.constraint_flow.resize(multiplier.size());
    d.constraint_scaled.assign(multiplier.size(), 0.0);
    for (std::size_t c = 0; c < multiplier.size(); ++c)
      d.constraint_flow[c] = to.constraint_flow[c] - from.constraint_flow[c];
    for (std::size_t k = 0; k < scale.size(); ++k) add_class(k, from, to, d);
    return d;
  }

  void add_class(std::size_t k, const point& from, const point& to, search_direction& d) const {
    const auto& user = problem_.classes[k];
    const auto change = [&](std::size_t a) { return to.flow_t[k][a] - from.flow_t[k][a]; };
    for (std::size_t a = 0; a < d.volume.size(); ++a) {
      if (change(a) == 0) continue;
      d.fixed += scale[k] * user.fixed_cost_usd_per_t[a] * change(a);
      d.time_weight[a] += scale[k] * user.time_cost_usd_per_t_h[problem_.group(a)] * change(a);
    }
    for (std::size_t i = 0; i < to.unserved_t[k].size(); ++i)
      d.fixed += scale[k] * user.refusal_usd_per_t * (to.unserved_t[k][i] - from.unserved_t[k][i]);
    for (std::size_t c = 0; c < multiplier.size(); ++c) {
      const auto& constraint = problem_.constraints[c];
      for (const auto [arc] : constraint.arcs)
        d.constraint_scaled[c] +=
            scale[k] * change(arc) *
            constraint_units_per_t(user, constraint.measure, problem_.group(arc));
    }
  }

  // The cost change along the direction, zero where the step is best.
  double slope_at(double step, const point& from, const search_direction& d) const {
    double slope = d.fixed;
    for (std::size_t a = 0; a < d.volume.size(); ++a)
      if (d.time_weight[a] != 0)
        slope += d.time_weight[a] *
                 problem_.delay[a].time_h(std::max(0.0, from.volume_pce[a] + step * d.volume[a]));
    if (multiplier.empty()) return slope;
    auto flow = from.constraint_flow;
    for (std::size_t c = 0; c < flow.size(); ++c) flow[c] += step * d.constraint_flow[c];
    const auto price = prices(flow);
    for (std::size_t c = 0; c < flow.size(); ++c) slope += d.constraint_scaled[c] * price[c];
    return slope;
  }

  double best_step(const point& from, const search_direction& d) const {
    illinois_bracket bracket{0, 1, slope_at(0, from, d), slope_at(1, from, d)};
    if (bracket.at_high <= 0) return 1;
    if (bracket.at_low >= 0) return 0;
    for (int i = 0; i < 60 && bracket.high - bracket.low > 1e-15; ++i) {
      const double step = bracket.next();
      const double here = slope_at(step, from, d);
      if (here == 0) return step;
      bracket.narrow(step, here);
    }
    return (bracket.low + bracket.high) / 2;
  }

  double total_cost(const point& x, std::span<const double> time_h,
                    std::span<const double> price) const {
    double total = 0;
    std::vector<double> cost;
    for (std::size_t k = 0; k < scale.size(); ++k) {
      class_costs(problem_, problem_.classes[k], time_h, price, cost);
      double own = 0;
      for (std::size_t a = 0; a < cost.size(); ++a)
        if (x.flow_t[k][a] > 0) own += cost[a] * x.flow_t[k][a];
      for (const double t : x.unserved_t[k]) own += problem_.classes[k].refusal_usd_per_t * t;
      total += scale[k] * own;
    }
    return total;
  }

  double least_cost(const all_or_nothing_loading& loading) const {
    double total = 0;
    for (std::size_t k = 0; k < scale.size(); ++k)
      for (const auto& pair : loading.od[k])
        if (pair.wanted_t > 0)
          total += scale[k] * pair.wanted_t *
                   (pair.reason == unserved_reason::served ? pair.expected_cost_usd_per_t
                                                           : problem_.classes[k].refusal_usd_per_t);
    return total;
  }

  double constraint_residual(const point& x) const {
    double worst = 0;
    for (std::size_t c = 0; c < multiplier.size(); ++c) {
      const double excess = x.constraint_flow[c] / problem_.constraints[c].limit - 1;
      worst = std::max(worst, multiplier[c] > 0 ? std::abs(excess) : std::max(0.0, excess));
    }
    return worst;
  }
};

double curvature(const problem& problem, const point& x, std::span<const double> a,
                 std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != 0 && b[i] != 0) sum += a[i] * b[i] * problem.delay[i].slope(x.volume_pce[i]);
  return sum;
}

std::vector<double> difference(std::span<const double> a, std::span<const double> b) {
  std::vector<double> result(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) result[i] = a[i] - b[i];
  return result;
}

// The points that the last two steps headed for, and how far the last one went.
struct memory {
  point last, before_last;
  double last_step = 0;
  int count = 0;
};

// Mitradjieva & Lindberg (2013), eqs. 3.11 to 3.17: the new target is conjugate to both.
point conjugate_target(const problem& problem, const point& x, const point& fresh,
                       const memory& past) {
  if (past.count == 0 || past.last_step > widest_last_step) return fresh;
  const auto toward = difference(fresh.volume_pce, x.volume_pce);
  const auto last = difference(past.last.volume_pce, x.volume_pce);
  const auto ratio = [](double top, double bottom) {
    return bottom != 0 ? std::max(0.0, -top / bottom) : 0.0;
  };
  if (past.count == 1) {
    const double n = curvature(problem, x, last, toward);
    const double d =
        curvature(problem, x, last, difference(fresh.volume_pce, past.last.volume_pce));
    const double share = d != 0 ? std::clamp(n / d, 0.0, 0.99) : 0.0;
    const double factors[] = {1 - share, share};
    const point* const points[] = {&fresh, &past.last};
    return combination(factors, points);
  }
  const double a = past.last_step;
  std::vector<double> both(x.volume_pce.size());
  for (std::size_t i = 0; i < both.size(); ++i)
    both[i] =
        a * past.last.volume_pce[i] + (1 - a) * past.before_last.volume_pce[i] - x.volume_pce[i];
  const auto older = difference(past.before_last.volume_pce, past.last.volume_pce);
  const double mu = ratio(curvature(problem, x, both, toward), curvature(problem, x, both, older));
  const double nu = ratio(curvature(problem, x, last, toward), curvature(problem, x, last, last)) +
                    mu * a / (1 - a);
  const double share = 1 / (1 + mu + nu);
  const double factors[] = {share, nu * share, mu * share};
  const point* const points[] = {&fresh, &past.last, &past.before_last};
  return combination(factors, points);
}

void fill_od(const problem& problem, const point& x, const all_or_nothing_loading& cheapest,
             solution& result) {
  result.od = cheapest.od;
  for (std::size_t k = 0; k < result.od.size(); ++k)
    for (std::size_t i = 0; i < result.od[k].size(); ++i) {
      auto& pair = result.od[k][i];
      pair.wanted_t = problem.classes[k].demand[i].t_per_day;
      pair.unserved_t = std::min(x.unserved_t[k][i], pair.wanted_t);
      pair.delivered_t = pair.wanted_t - pair.unserved_t;
      if (pair.reason != unserved_reason::no_route)
        pair.reason = pair.unserved_t > 1e-9 * pair.wanted_t ? unserved_reason::no_capacity
                                                             : unserved_reason::served;
    }
}

}  // namespace

double beckmann_objective(const problem& problem, std::span<const double> volume_pce) {
  double sum = 0;
  for (std::size_t a = 0; a < volume_pce.size(); ++a)
    sum += problem.delay[a].integral(volume_pce[a]);
  return sum;
}

solution solve_frank_wolfe(const problem& problem, const options& options,
                           const progress_callback& progress) {
  validate(problem);
  frank_wolfe_solver solver(problem, options.threads);
  const bool may_refuse = !problem.constraints.empty();
  solution result;
  result.may_refuse = may_refuse;
  memory past;
  std::vector<loading_record> records;

  const auto load = [&](std::span<const double> time_h, std::vector<double> price) {
    auto loading = load_all_or_nothing(problem, time_h, price, may_refuse, solver.pool);
    if (options.record_loadings)
      records.push_back({{time_h.begin(), time_h.end()}, std::move(price), 0.0});
    return loading;
  };
  auto time_h = arc_times_h(problem, std::vector<double>(problem.graph.arc_count(), 0.0));
  auto loading = load(time_h, solver.multiplier);
  point x = solver.to_point(loading, 0);

  for (int number = 1; number <= options.max_iterations; ++number) {
    time_h = arc_times_h(problem, x.volume_pce);
    const auto price = solver.prices(x.constraint_flow);
    loading = load(time_h, price);
    const double total = solver.total_cost(x, time_h, price);
    const iteration step{number, total > 0 ? (total - solver.least_cost(loading)) / total : 0,
                         solver.constraint_residual(x)};
    result.log.push_back(step);
    result.residual = step.residual;
    result.constraint_residual = step.constraint_residual;
    result.constraint_price_usd = price;
    const bool flows_settled = step.residual <= options.tolerance;
    if (flows_settled && step.constraint_residual <= options.tolerance) {
      result.status = status::converged;
      break;
    }
    if (progress && !progress(step)) {
      result.status = status::cancelled;
      break;
    }
    if (number == options.max_iterations) break;
    if (may_refuse && (flows_settled || number % 20 == 0)) {
      solver.multiplier = price;
      past.count = 0;
    }
    const point fresh = solver.to_point(std::move(loading), static_cast<std::size_t>(number));
    point target = conjugate_target(problem, x, fresh, past);
    auto direction = solver.towards(x, target);
    if (past.count > 0 && solver.slope_at(0, x, direction) >= 0) {
      target = fresh;
      direction = solver.towards(x, target);
      past.count = 0;
    }
    const double length = solver.best_step(x, direction);
    const double factors[] = {1 - length, length};
    const point* const points[] = {&x, &target};
    x = combination(factors, points);
    past.before_last = std::move(past.last);
    past.last = std::move(target);
    past.last_step = length;
    past.count = length > widest_last_step ? 0 : std::min(2, past.count + 1);
  }

  result.arc_time_h = arc_times_h(problem, x.volume_pce);
  fill_od(problem, x,
          load_all_or_nothing(problem, result.arc_time_h, result.constraint_price_usd, may_refuse,
                              solver.pool),
          result);
  result.class_flow_t = std::move(x.flow_t);
  result.volume_pce = std::move(x.volume_pce);
  for (std::size_t i = 0; i < records.size() && i < x.weight.size(); ++i) {
    if (x.weight[i] <= 0) continue;
    records[i].weight = x.weight[i];
    result.loadings.push_back(std::move(records[i]));
  }
  return result;
}

}  // namespace amur::assign
