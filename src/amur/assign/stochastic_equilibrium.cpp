#include "amur/assign/stochastic_equilibrium.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "amur/assign/fixed_point.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

// Of the stiffness, the share that damps a plain step: most of a flow can't avoid its arc. On Sioux
// Falls, Anaheim and Chicago Sketch shares from 0.03 to 0.15 need about as many loadings.
constexpr double avoidable_share = 0.05;
constexpr double most_damping = 3;
constexpr double farthest = 2;  // no volume grows beyond this many times the point's or image's

constexpr double allowed_fall = 0.9;  // at the end of a step, of the rise at its start
constexpr int most_shortenings = 8;
constexpr double least_shortening = 0.05, most_shortening = 0.7;

constexpr double no_price = 1e-9;         // of the rise that divides the flow by about e
constexpr double longest_price_step = 4;  // of the last one, beyond the residual
constexpr double least_move = 1e-3;       // of a price, in scales, to learn from
constexpr double widening = 4;            // of a scale, from one step to the next, at most
constexpr double far_from_limit = 0.2;    // where each price is searched for by itself
constexpr double jumped = 1;              // a logarithm of flow over limit too far to interpolate
constexpr double widest_scale = 1e6, narrowest_scale = 0.02;  // of what dispersions suggest
constexpr int patience = 40;  // loadings without a better one before the search starts afresh
constexpr double better = 0.9, least_damping = 1e-3;

struct search {
  const problem& problem_;
  const amur::assign::options& options;
  thread_pool& pool;
  const progress_callback& progress;
  const load_user& load;
  unknowns unknown;
  solution result{};
  step_memory memory{};
  double damping = 1;
  std::vector<double> scale{};        // [constraint] price rise that divides the flow by about e
  std::vector<double> price_moved{};  // [constraint] in the last step
  double wanted = 0;  // a little less than the tolerance where the fresh loading missed it
  bool stop = false;
  /// What the last points taken missed: a step may be worse than the last one, but not than all
  /// these (Grippo, Lampariello & Lucidi 1986), unless the slopes vouch for it.
  std::array<double, 5> lately{};

  [[nodiscard]] static double missed(const evaluation& at) {
    return std::max(at.relative, at.constraint);
  }
  [[nodiscard]] std::vector<double> start_point() const;
  evaluation load_at(std::vector<double> point);
  [[nodiscard]] bool within(const evaluation& at, double tolerance) const {
    return at.relative <= tolerance && at.constraint <= options.tolerance;
  }
  [[nodiscard]] double rise(const evaluation& at, std::span<const double> from,
                            std::span<const double> to, std::span<const double> worth,
                            bool far) const;
  [[nodiscard]] std::vector<double> metric(const evaluation& at, bool far) const;
  [[nodiscard]] std::vector<double> damping_of(const evaluation& at) const;
  [[nodiscard]] std::vector<double> along(const evaluation& at, std::span<const double> step,
                                          double share) const;
  void limit_prices(const evaluation& at, std::span<const double> plain,
                    std::vector<double>& step) const;
  evaluation next(const evaluation& at);
  void watch_answers(const evaluation& before, const evaluation& after);
  void finish(evaluation at);
  void run();
};

std::vector<double> search::start_point() const {
  std::vector<double> point(unknown.size(), 0.0);
  const auto* start = options.start;
  // A start from a network of another shape is none.
  if (!start || start->volume_pce.size() != problem_.graph.arc_count() ||
      start->constraint_price_usd.size() != problem_.constraints.size())
    return point;
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i)
    point[i] = start->volume_pce[unknown.arcs[i]];
  std::ranges::copy(start->constraint_price_usd,
                    point.begin() + static_cast<std::ptrdiff_t>(unknown.arcs.size()));
  return point;
}

evaluation search::load_at(std::vector<double> point) {
  auto at = evaluate(problem_, unknown, std::move(point), pool, load);
  memory.add(at.point, at.residual);
  const iteration line{static_cast<int>(result.log.size()) + 1, at.relative, at.constraint};
  result.log.push_back(line);
  if (progress && !progress(line)) {
    result.status = status::cancelled;
    stop = true;
  }
  if (line.number >= options.max_iterations) stop = true;
  return at;
}

// By how much the concave function would rise from one set of times and prices to another, at the
// slopes of `at`.
double search::rise(const evaluation& at, std::span<const double> from, std::span<const double> to,
                    std::span<const double> worth, bool far) const {
  double sum = 0;
  for (std::size_t i = 0; i < (far ? unknown.arcs.size() : from.size()); ++i)
    sum += at.excess[i] * worth[i] * (to[i] - from[i]);
  return sum;
}

// Residuals are compared in the product that makes their Jacobian symmetric: the slopes of times,
// raised by their mean, since an arc without volume may have none but must not run away unnoticed;
// and of prices the flow that a dollar moves.
std::vector<double> search::metric(const evaluation& at, bool far) const {
  std::vector<double> weight;
  double mean = 0;
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i) {
    weight.push_back(at.worth[i] * problem_.delay[unknown.arcs[i]].slope(at.point[i]));
    mean += weight.back() / static_cast<double>(unknown.arcs.size());
  }
  for (double& each : weight) each += mean;
  for (std::size_t c = 0; c < unknown.constraints; ++c)
    weight.push_back(far ? 0 : problem_.constraints[c].limit * at.scale[c]);
  return weight;
}

// Plain steps go the less far, the more the image of an arc would fall for each unit of volume,
// could all of its flow avoid it.
std::vector<double> search::damping_of(const evaluation& at) const {
  std::vector<double> share;
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i) {
    const auto arc = unknown.arcs[i], group = problem_.group(arc);
    double flow_per_usd = 0;
    for (std::size_t k = 0; k < at.classes.size(); ++k) {
      const auto& user = problem_.classes[k];
      flow_per_usd += at.classes[k].flow_t[arc] * user.pce_per_t[group] *
                      user.time_cost_usd_per_t_h[group] / user.dispersion_usd_per_t;
    }
    const double stiffness = problem_.delay[arc].slope(at.point[i]) * flow_per_usd;
    share.push_back(damping / std::min(most_damping, 1 + avoidable_share * stiffness));
  }
  share.insert(share.end(), scale.begin(), scale.end());
  return share;
}

std::vector<double> search::along(const evaluation& at, std::span<const double> step,
                                  double share) const {
  auto point = at.point;
  for (std::size_t i = 0; i < point.size(); ++i) {
    const double most = i < unknown.arcs.size() ? farthest * std::max(at.point[i], at.image[i])
                                                : route::unreachable;
    point[i] = std::clamp(point[i] + share * step[i], 0.0, most);
  }
  for (std::size_t c = 0; c < unknown.constraints; ++c) {
    // A price that nobody would notice is none.
    double& price = point[unknown.arcs.size() + c];
    if (price < no_price * at.scale[c]) price = 0;
  }
  return point;
}

// How flows answer to prices is learnt from the last step. A price that rises without an answer
// (freight has nowhere else to go until refusing is cheaper) rises faster.
void search::watch_answers(const evaluation& before, const evaluation& after) {
  for (std::size_t c = 0; c < scale.size(); ++c) {
    const auto i = unknown.arcs.size() + c;
    const double raised = after.point[i] - before.point[i];
    price_moved[c] = std::abs(raised);
    if (!(price_moved[c] > least_move * after.scale[c])) {
      if (after.point[i] == 0) scale[c] = after.scale[c];
      continue;
    }
    const double fell = before.residual[i] - after.residual[i];
    const bool passed = before.residual[i] * after.residual[i] < 0;
    double answered = fell / raised > 0 ? raised / fell : widest_scale * scale[c];
    // The price was jumped over, and far from it a line would lead astray: half the way back.
    if (passed && std::abs(after.residual[i]) > jumped)
      answered = price_moved[c] / (2 * std::abs(after.residual[i]));
    scale[c] = std::clamp(std::min(answered, widening * scale[c]), narrowest_scale * after.scale[c],
                          widest_scale * after.scale[c]);
  }
}

// No price moves much farther than it did in the last step.
void search::limit_prices(const evaluation& at, std::span<const double> plain,
                          std::vector<double>& step) const {
  for (std::size_t c = 0; c < unknown.constraints; ++c) {
    const auto i = unknown.arcs.size() + c;
    const double longest =
        longest_price_step * price_moved[c] + std::abs(plain[i] * at.residual[i]);
    step[i] = std::clamp(step[i], -longest, longest);
  }
}

evaluation search::next(const evaluation& at) {
  const auto here = times_and_prices(problem_, unknown, at.point);
  const auto plain = damping_of(at);
  const bool far = at.constraint > far_from_limit;
  auto step = memory.step(at.residual, metric(at, far), plain);
  if (far)
    for (auto i = unknown.arcs.size(); i < step.size(); ++i) step[i] = plain[i] * at.residual[i];
  limit_prices(at, plain, step);
  double share = 1;
  auto point = along(at, step, share);
  if (!(rise(at, here, times_and_prices(problem_, unknown, point), at.worth, far) > 0)) {
    for (std::size_t i = 0; i < step.size(); ++i) step[i] = plain[i] * at.residual[i];
    limit_prices(at, plain, step);
    point = along(at, step, share);
  }
  for (int shortening = 0;; ++shortening) {
    const auto there = times_and_prices(problem_, unknown, point);
    auto reached = load_at(std::move(point));
    const double rises = rise(at, here, there, at.worth, far),
                 goes_on = rise(reached, here, there, at.worth, far);
    const bool no_worse = missed(reached) <= std::ranges::max(lately);
    if (stop || no_worse || goes_on >= -allowed_fall * rises) {
      lately[result.log.size() % lately.size()] = missed(reached);
      if (shortening == 0) damping = std::min(1.0, damping * 1.1);
      watch_answers(at, reached);
      return reached;
    }
    if (shortening == most_shortenings) return reached;
    if (shortening == 0) damping = std::max(least_damping, damping / 2);
    share *= std::clamp(rises / (rises - goes_on), least_shortening, most_shortening);
    point = along(at, step, share);
  }
}

void search::finish(evaluation at) {
  result.residual = at.relative;
  result.constraint_residual = at.constraint;
  result.worst_arc = at.worst_arc;
  result.worst_constraint = at.worst_constraint;
  result.volume_pce = std::move(at.volume_pce);
  result.constraint_price_usd.assign(
      at.point.begin() + static_cast<std::ptrdiff_t>(unknown.arcs.size()), at.point.end());
  if (options.record_loadings)
    result.loadings.push_back({at.arc_time_h, result.constraint_price_usd, 1.0});
  result.arc_time_h.resize(result.volume_pce.size());
  for (std::size_t arc = 0; arc < result.arc_time_h.size(); ++arc)
    result.arc_time_h[arc] = problem_.delay[arc].time_h(result.volume_pce[arc]);
  result.considered_dispersions = problem_.rules.considered_dispersions;
  for (auto& user : at.classes) {
    if (user.considered_dispersions > 0)
      result.considered_dispersions =
          std::min(result.considered_dispersions, user.considered_dispersions);
    result.class_flow_t.push_back(std::move(user.flow_t));
    result.od.push_back(std::move(user.od));
  }
}

void search::run() {
  auto at = load_at(start_point());
  scale = at.scale;
  double best = route::unreachable;
  int since_best = 0;
  while (!stop || within(at, wanted)) {
    if (within(at, wanted)) {
      if (unknown.arcs.empty()) break;
      // The flows found are the answer: what would shippers do at the times that these bring about?
      auto point = at.point;
      std::copy_n(at.image.begin(), unknown.arcs.size(), point.begin());
      auto fresh = load_at(std::move(point));
      if (within(fresh, options.tolerance)) {
        at.relative = fresh.relative;
        at.constraint = std::max(at.constraint, fresh.constraint);
        result.status = status::converged;
        finish(std::move(at));
        return;
      }
      wanted /= 4;
      at = std::move(fresh);
      if (stop) break;
      continue;
    }
    since_best = missed(at) < better * best ? 0 : since_best + 1;
    best = std::min(best, missed(at));
    if (since_best == patience) {
      memory.forget();
      damping = std::max(least_damping, damping / 4);
      since_best = 0;
    }
    at = next(at);
  }
  if (within(at, wanted) && unknown.arcs.empty()) result.status = status::converged;
  finish(std::move(at));
}

// Plain averages of loadings, a yardstick.
void run_averages(search& search) {
  auto at = search.load_at(search.start_point());
  for (int number = 1; !search.stop && !search.within(at, search.options.tolerance); ++number) {
    auto point = at.point;
    for (std::size_t i = 0; i < point.size(); ++i)
      point[i] = std::max(0.0, point[i] + at.residual[i] / number);
    at = search.load_at(std::move(point));
  }
  if (search.within(at, search.options.tolerance)) search.result.status = status::converged;
  search.finish(std::move(at));
}

}  // namespace

solution solve_stochastic(const problem& problem, const options& options, thread_pool& pool,
                          const progress_callback& progress, const load_user& load) {
  search search{problem, options, pool, progress, load, unknowns(problem)};
  search.price_moved.assign(problem.constraints.size(), 0.0);
  search.wanted = options.tolerance;
  search.result.may_refuse = !problem.constraints.empty();
  if (options.rule == step_rule::successive_averages)
    run_averages(search);
  else
    search.run();
  return std::move(search.result);
}

}  // namespace amur::assign
