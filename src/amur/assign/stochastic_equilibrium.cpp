#include "amur/assign/stochastic_equilibrium.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "amur/assign/fixed_point.h"
#include "amur/assign/newton_step.h"
#include "amur/assign/price_search.h"
#include "amur/assign/secant_newton.h"
#include "amur/assign/stretched_volumes.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

constexpr double farthest = 2;  // no volume grows beyond this many times the point's or image's

constexpr double allowed_fall = 0.9;  // at the end of a step, of the rise at its start
constexpr double lately_missed = 0.9;
// Tries between two points: another step is often worth more, but Newton's costs many loadings.
constexpr int most_tries = 4, most_newton_tries = 20;
constexpr double least_width = 1e-9;

constexpr double no_price = 1e-9;       // of the rise that divides the flow by about e
constexpr double far_from_limit = 0.2;  // where each price is searched for by itself
constexpr int patience = 40;  // loadings without a better one before the search starts afresh
constexpr double better = 0.9, least_damping = 0.02;
constexpr double recovery = 1.3;  // of plain steps that were shortened, for each step that helps
constexpr std::size_t most_newton = 200;  // unknowns, each of which Newton's step costs a loading
constexpr double newton_fall = 0.1;  // as `allowed_fall`, of steps that should end near the top
constexpr double stricter = 4;       // after a fresh loading that missed the tolerance
constexpr int most_fresh = 6;        // of these
// Flows that are a loading at times which differ this little from those that they bring about are
// an equilibrium, even if a fresh loading misses the tolerance by a little: roads are so stiff then
// that the last digits of their volumes decide.
constexpr double same_times = 1e-9, loudest_rounding = 1e-4;

struct search {
  const problem& problem_;
  const amur::assign::options& options;
  thread_pool& pool;
  const progress_callback& progress;
  const load_user& load;
  const derive_user& derive;
  unknowns unknown;
  solution result{};
  step_memory memory{};
  double damping = 1;
  std::optional<price_search> prices{};
  secant_newton exact{problem_, unknown};
  bool by_derivative = derive && may_newton();  // while the steps of `exact` help
  std::optional<stretched_volumes> measure{};
  double wanted = 0;  // a little less than the tolerance where the fresh loading missed it
  bool stop = false;
  bool newton = false;  // the steps of `newton_step`, where the others got stuck
  bool one_by_one =
      false;  // prices far from right move one at a time, since all together went astray
  /// What the last points taken missed: a step may be worse than the last one, but not than all
  /// these (Grippo, Lampariello & Lucidi 1986), unless the slopes vouch for it.
  std::array<double, 5> lately{};

  [[nodiscard]] static double missed(const evaluation& at) {
    return std::max(at.relative, at.constraint);
  }
  [[nodiscard]] std::vector<double> start_point() const;
  evaluation load_at(std::vector<double> point);
  [[nodiscard]] bool may_newton() const { return unknown.size() <= most_newton; }
  [[nodiscard]] bool within(const evaluation& at, double tolerance) const {
    return at.relative <= tolerance && at.constraint <= options.tolerance;
  }
  [[nodiscard]] double rise(const evaluation& at, std::span<const double> from,
                            std::span<const double> to, std::span<const double> worth,
                            bool far) const;
  [[nodiscard]] std::vector<double> metric(const evaluation& at, bool far) const;
  [[nodiscard]] std::vector<double> plain_shares() const;
  [[nodiscard]] std::vector<double> stretched(std::span<const double> point) const;
  [[nodiscard]] std::span<const double> price_part(std::span<const double> values) const {
    return values.subspan(unknown.arcs.size());
  }
  [[nodiscard]] std::vector<double> along(const evaluation& at, std::span<const double> step) const;
  void move_prices(const evaluation& at, bool far, std::vector<double>& step) const;
  [[nodiscard]] double slope_along(const evaluation& at, const evaluation& from,
                                   const evaluation& to, bool far) const;
  evaluation top_between(const evaluation& at, evaluation over, bool far);
  [[nodiscard]] std::vector<double> proposed_step(const evaluation& at, bool far,
                                                  std::span<const double> plain);
  evaluation next(const evaluation& at);
  [[nodiscard]] bool at_its_own_times(const evaluation& at, const evaluation& fresh) const;
  void settle(evaluation at, evaluation fresh);
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
  if (!measure) measure.emplace(problem_, unknown, at);
  if (!prices) prices.emplace(at.scale);
  memory.add(stretched(at.point), at.residual);
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

// Residuals are compared in the product that makes their Jacobian symmetric: the slopes of times by
// the unknowns, raised by their mean, since an arc without volume may have none but must not run
// away unnoticed; and of prices the flow that a dollar moves.
std::vector<double> search::metric(const evaluation& at, bool far) const {
  std::vector<double> weight;
  double mean = 0;
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i) {
    weight.push_back(at.worth[i] * problem_.delay[unknown.arcs[i]].slope(at.point[i]) /
                     measure->slope(i, at.point[i]));
    mean += weight.back() / static_cast<double>(unknown.arcs.size());
  }
  for (double& each : weight) each += mean;
  for (std::size_t c = 0; c < unknown.constraints; ++c)
    weight.push_back(far ? 0 : problem_.constraints[c].limit * at.scale[c]);
  return weight;
}

// [unknown] the part of the residual that a plain step takes.
std::vector<double> search::plain_shares() const {
  std::vector<double> share(unknown.arcs.size(), damping);
  share.insert(share.end(), prices->scale().begin(), prices->scale().end());
  return share;
}

std::vector<double> search::stretched(std::span<const double> point) const {
  std::vector<double> values(point.begin(), point.end());
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i) values[i] = measure->stretched(i, point[i]);
  return values;
}

std::vector<double> search::along(const evaluation& at, std::span<const double> step) const {
  auto point = at.point;
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i) {
    const double moved = measure->stretched(i, at.point[i]) + step[i];
    point[i] = std::min(measure->volume(i, moved), farthest * std::max(at.point[i], at.image[i]));
  }
  for (std::size_t c = 0; c < unknown.constraints; ++c) {
    // A price that nobody would notice is none.
    double& price = point[unknown.arcs.size() + c];
    price += step[unknown.arcs.size() + c];
    if (price < no_price * at.scale[c]) price = 0;
  }
  return point;
}

// Far from the limits each price is searched for by itself; near them the step that accounts for
// all is only kept from going too far.
void search::move_prices(const evaluation& at, bool far, std::vector<double>& step) const {
  const auto price = price_part(at.point), log_excess = price_part(at.residual);
  for (std::size_t c = 0; c < unknown.constraints; ++c) {
    double& change = step[unknown.arcs.size() + c];
    const double most = prices->longest(c, log_excess[c]);
    if (far && one_by_one && constraint_id(c) != at.worst_constraint)
      change = 0;
    else if (far)
      change = prices->step(c, price[c], log_excess[c]);
    else
      change = std::clamp(change, -most, most);
  }
}

// The slope of the concave function at `at` along the way between two points.
double search::slope_along(const evaluation& at, const evaluation& from, const evaluation& to,
                           bool far) const {
  double sum = 0;
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i)
    sum += at.excess[i] * from.worth[i] * problem_.delay[unknown.arcs[i]].slope(at.point[i]) *
           (to.point[i] - from.point[i]);
  if (!far)
    for (auto i = unknown.arcs.size(); i < at.point.size(); ++i)
      sum += at.excess[i] * (to.point[i] - from.point[i]);
  return sum;
}

// Beyond `over` the function falls: looks for its top on the way there, by halves and secants.
evaluation search::top_between(const evaluation& at, evaluation over, bool far) {
  const evaluation end = over;
  double low = 0, high = 1;
  double low_slope = slope_along(at, at, end, far), high_slope = slope_along(over, at, end, far);
  evaluation best = std::move(over);
  const int tries = newton ? most_newton_tries : most_tries;
  for (int n = 0; n < tries && !stop && high - low > least_width; ++n) {
    const double secant = low_slope > 0 && high_slope < 0
                              ? low + (high - low) * low_slope / (low_slope - high_slope)
                              : low + (high - low) / 2;
    // Every other time by half: a secant may creep.
    const double share =
        n % 2 == 0 ? low + (high - low) / 2
                   : std::clamp(secant, low + 0.05 * (high - low), high - 0.05 * (high - low));
    auto point = at.point;
    for (std::size_t i = 0; i < point.size(); ++i) point[i] += share * (end.point[i] - at.point[i]);
    auto tried = load_at(std::move(point));
    const double slope = slope_along(tried, at, end, far);
    if (missed(tried) < missed(best) || slope >= 0) best = tried;
    if (missed(tried) < missed(at)) return tried;
    (slope > 0 ? low : high) = share;
    (slope > 0 ? low_slope : high_slope) = slope;
  }
  return best;
}

std::vector<double> search::proposed_step(const evaluation& at, bool far,
                                          std::span<const double> plain) {
  std::vector<double> step;
  if (by_derivative) step = exact.step(at, pool, derive);
  by_derivative = by_derivative && !step.empty();
  if (newton && step.empty())
    step = newton_step(problem_, unknown, at, pool, load, [&] {
      if (progress && !progress(result.log.back())) {
        result.status = status::cancelled;
        stop = true;
      }
      return !stop;
    });
  if (step.empty()) return memory.step(at.residual, metric(at, far), plain);
  for (std::size_t i = 0; i < unknown.arcs.size(); ++i) step[i] *= measure->slope(i, at.point[i]);
  return step;
}

evaluation search::next(const evaluation& at) {
  const auto here = times_and_prices(problem_, unknown, at.point);
  const auto plain = plain_shares();
  const bool far = !newton && !by_derivative && at.constraint > far_from_limit;
  auto step = proposed_step(at, far, plain);
  if (!by_derivative) move_prices(at, far, step);
  auto point = along(at, step);
  if (!(rise(at, here, times_and_prices(problem_, unknown, point), at.worth, far) > 0)) {
    for (std::size_t i = 0; i < step.size(); ++i) step[i] = plain[i] * at.residual[i];
    move_prices(at, far, step);
    point = along(at, step);
  }
  const auto there = times_and_prices(problem_, unknown, point);
  auto reached = load_at(std::move(point));
  const double rises = rise(at, here, there, at.worth, far);
  const double no_worse_than = newton || by_derivative ? missed(at) : std::ranges::max(lately);
  const double fall = newton ? newton_fall : allowed_fall;
  if (!stop && !(missed(reached) <= lately_missed * no_worse_than) &&
      rise(reached, here, there, at.worth, far) < -fall * rises)
    reached = top_between(at, std::move(reached), far);
  if (missed(reached) < missed(at)) damping = std::min(1.0, recovery * damping);
  lately[result.log.size() % lately.size()] = missed(reached);
  if (by_derivative) by_derivative = exact.learn(at, reached);
  prices->learn(price_part(at.point), price_part(at.residual), price_part(reached.point),
                price_part(reached.residual));
  return reached;
}

// Whether the times at which flows were loaded are those that the flows bring about.
bool search::at_its_own_times(const evaluation& at, const evaluation& fresh) const {
  const auto differs = [&](std::uint32_t arc) {
    const double time_h = at.arc_time_h[arc];
    return std::abs(fresh.arc_time_h[arc] - time_h) > same_times * time_h;
  };
  return fresh.relative <= loudest_rounding && std::ranges::none_of(unknown.arcs, differs);
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

// The end of a search that no step takes further: `fresh` was loaded at the flows of `at`.
void search::settle(evaluation at, evaluation fresh) {
  if (within(fresh, options.tolerance)) {
    result.status = status::converged;
    at.relative = fresh.relative;
    at.constraint = std::max(at.constraint, fresh.constraint);
    finish(std::move(at));
  } else if (at_its_own_times(at, fresh)) {
    result.status = status::converged;
    auto time_h = at.arc_time_h;
    finish(std::move(at));
    result.arc_time_h = std::move(time_h);
  } else {
    finish(std::move(fresh));
  }
}

void search::run() {
  auto at = load_at(start_point());
  double best = route::unreachable;
  int since_best = 0, missed_fresh = 0;
  while (!stop || within(at, wanted)) {
    if (within(at, wanted)) {
      if (unknown.arcs.empty()) break;
      // The flows found are the answer: what would shippers do at the times that these bring about?
      auto point = at.point;
      std::copy_n(at.image.begin(), unknown.arcs.size(), point.begin());
      auto fresh = load_at(std::move(point));
      if (within(fresh, options.tolerance) || ++missed_fresh == most_fresh)
        return settle(std::move(at), std::move(fresh));
      newton = may_newton();
      wanted /= stricter;
      at = std::move(fresh);
      if (stop) break;
      continue;
    }
    since_best = missed(at) < better * best ? 0 : since_best + 1;
    best = std::min(best, missed(at));
    if (since_best == patience) {
      memory.forget();
      by_derivative = false;
      if (newton) one_by_one = !one_by_one;
      damping = std::max(least_damping, damping / 4);
      since_best = 0;
      newton = !newton && may_newton();
      if (missed_fresh > 0) wanted = options.tolerance;  // it gets no closer
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
                          const progress_callback& progress, const load_user& load,
                          const derive_user& derive) {
  search search{problem, options, pool, progress, load, derive, unknowns(problem)};
  search.wanted = options.tolerance;
  search.result.may_refuse = !problem.constraints.empty();
  if (options.rule == step_rule::successive_averages)
    run_averages(search);
  else
    search.run();
  return std::move(search.result);
}

}  // namespace amur::assign
