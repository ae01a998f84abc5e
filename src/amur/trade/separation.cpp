#include "amur/trade/separation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "amur/trade/least_squares.h"
#include "amur/trade/separation_exact.h"

namespace amur::trade {
namespace {

// Rows with trade must have a projection of 0. They weigh this much more than the others, and what
// is still missing is made up by multipliers: moderate weights keep the equations well conditioned.
constexpr double interior_weight = 1e4;
constexpr int most_multiplier_steps = 50;
constexpr double inner_tolerance = 1e-8;
constexpr double slack = 1e-4;  // of what the projections' errors can add up to
constexpr std::size_t most_drift_sweeps = 2000;

// Projects a target on regressors and effects, held to 0 where there is trade.
class projector {
 public:
  projector(const estimation_sample& sample, columns regressors, thread_pool& pool)
      : sample_(sample),
        pool_(pool),
        effects_(sample.row.size(), sample.effects, pool),
        regressors_(std::move(regressors)),
        multiplier_(sample.row.size(), 0),
        weight_(sample.row.size()) {
    for (std::size_t i = 0; i < weight_.size(); ++i)
      weight_[i] = sample.trade[i] > 0 ? interior_weight : 1;
    effects_.set_weights(weight_);
    effect_coefficients start;
    effects_.demean(regressors_, start, inner_tolerance, most_drift_sweeps);
  }

  // Writes the projection and returns its largest size where there is trade; ends as soon as it
  // shows that there is no certificate.
  double project(std::span<const double> target, std::vector<double>& projection) {
    double violation = std::numeric_limits<double>::infinity();
    for (int step = 0; step < most_multiplier_steps && violation > 1e-9; ++step) {
      columns wanted(target.size(), 1);
      for (std::size_t i = 0; i < target.size(); ++i)
        wanted.at(i, 0) = sample_.trade[i] > 0 ? multiplier_[i] : target[i];
      auto residual = wanted;
      effects_.demean(residual, start_, inner_tolerance, most_drift_sweeps);
      remove_regressors(residual);
      violation = 0;
      for (std::size_t i = 0; i < target.size(); ++i) {
        projection[i] = wanted.at(i, 0) - residual.at(i, 0);
        if (sample_.trade[i] > 0) {
          violation = std::max(violation, std::abs(projection[i]));
          multiplier_[i] -= projection[i];
        }
      }
      if (rules_out_certificate(projection)) break;
    }
    return violation;
  }

  // Projecting keeps sum z times the target, whatever the target is where z = 0, and taking the
  // positive part only adds to it: it never falls below sum z, where it starts.
  [[nodiscard]] bool rules_out_certificate(std::span<const double> projection) const {
    for (std::size_t i = 0; i < projection.size(); ++i)
      if (!(sample_.trade[i] > 0) && !(projection[i] < 1 - slack)) return false;
    return true;
  }

 private:
  void remove_regressors(columns& residual) const {
    const auto count = regressors_.count;
    if (count == 0) return;
    columns both(residual.rows, count + 1);
    for (std::size_t i = 0; i < residual.rows; ++i) {
      both.at(i, 0) = residual.at(i, 0);
      for (std::size_t c = 0; c < count; ++c) both.at(i, c + 1) = regressors_.at(i, c);
    }
    const auto slope = regress_first(cross_products(both, weight_, pool_));
    for (std::size_t i = 0; i < residual.rows; ++i)
      for (std::size_t c = 0; c < count; ++c)
        residual.at(i, 0) -= slope(static_cast<Eigen::Index>(c)) * regressors_.at(i, c);
  }

  const estimation_sample& sample_;
  thread_pool& pool_;
  absorber effects_;
  columns regressors_;
  effect_coefficients start_;
  std::vector<double> multiplier_, weight_;
};

}  // namespace

separation find_separated(const estimation_sample& sample, columns regressors, thread_pool& pool,
                          const separation_options& options) {
  const auto rows = sample.row.size();
  separation found;
  found.separated.assign(rows, 0);
  std::vector<std::size_t> boundary;
  for (std::size_t i = 0; i < rows; ++i)
    if (!(sample.trade[i] > 0)) boundary.push_back(i);
  if (boundary.empty()) return found;
  if (exact_work(sample, regressors) <= options.most_exact_work) {
    found.separated = find_separated_exactly(sample, regressors);
    found.count = static_cast<std::size_t>(
        std::count(found.separated.begin(), found.separated.end(), std::uint8_t{1}));
    return found;
  }

  projector onto(sample, std::move(regressors), pool);
  std::vector<double> target(rows, 0), projection(rows);
  for (const auto i : boundary) target[i] = 1;
  found.decided = false;
  while (!found.decided && ++found.steps <= options.most_steps) {
    const double zero = onto.project(target, projection) + options.tolerance;
    if (onto.rules_out_certificate(projection)) {
      found.decided = true;
      return found;
    }
    // Stricter below zero than above, so that no row goes by mistake.
    const bool nothing_negative =
        std::ranges::all_of(boundary, [&](std::size_t i) { return projection[i] >= -0.1 * zero; });
    // z'e = 0 by the normal equations, so with no negative residual a row with a positive one has
    // z = 0, and none is left to find.
    const bool no_overshoot = std::ranges::all_of(
        boundary, [&](std::size_t i) { return target[i] - projection[i] >= -1e-12; });
    found.decided = nothing_negative || no_overshoot;
    for (const auto i : boundary) {
      const bool is_zero = projection[i] <= zero ||
                           (!nothing_negative && no_overshoot && target[i] - projection[i] > zero);
      if (found.decided) found.separated[i] = is_zero ? 0 : 1;
      target[i] = std::max(projection[i], 0.0);
    }
  }
  found.count = static_cast<std::size_t>(
      std::count(found.separated.begin(), found.separated.end(), std::uint8_t{1}));
  return found;
}

}  // namespace amur::trade
