#include "amur/trade/gravity_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "amur/trade/least_squares.h"

namespace amur::trade {
namespace {

constexpr double tightest = 1e-10;  // inner tolerance that the last step must have
constexpr double loosest = 1e-3;
constexpr std::size_t most_fit_sweeps = 5000;
constexpr double least_exponent = -700;
constexpr int most_step_halvings = 60;
constexpr int step_patience = 25;  // steps without better first order conditions: a stall

class fitting {
 public:
  fitting(const estimation_sample& sample, const columns& regressors,
          const gravity_options& options, thread_pool& pool)
      : sample_(sample),
        regressors_(regressors),
        options_(options),
        pool_(pool),
        effects_(sample.row.size(), sample.effects, pool) {
    double mean = 0;
    for (const double trade : sample.trade) {
      total_ += trade;
      log_trade_.push_back(trade > 0 ? std::log(trade) : 0);
    }
    mean = total_ / static_cast<double>(sample.trade.size());
    for (std::size_t i = 0; i < sample.trade.size(); ++i) {
      now_.mu.push_back((sample.trade[i] + mean) / 2);
      now_.eta.push_back(std::log(now_.mu[i]) - sample.offset[i]);
    }
    now_.slope.assign(regressors.count - 1, 0);
    now_.deviance = deviance();
  }

  gravity_fit run(std::vector<gravity_step>& log) {
    double inner = loosest, least = std::numeric_limits<double>::infinity();
    gravity_fit best;
    best.scores.effects = std::numeric_limits<double>::infinity();
    int last_progress = 0;
    for (int number = 1; number <= options_.most_steps; ++number) {
      const double before = now_.deviance;
      const auto sweeps = step(inner);
      halve_while_worse(number == 1);
      if (!std::isfinite(now_.deviance)) break;
      const double change =
          std::abs(now_.deviance - before) / std::max(now_.deviance, 1e-10 * total_);
      log.push_back({number, now_.deviance, change, sweeps, inner});
      is_near_ = is_combination_ && change < 0.1;
      if (now_.deviance < (1 - options_.tolerance) * least) last_progress = number;
      least = std::min(least, now_.deviance);
      const bool still = change < options_.tolerance && inner <= tightest;
      if (still || number == options_.most_steps || number == last_progress + step_patience) {
        now_.scores = check_scores();
        now_.converged =
            still && is_combination_ && now_.scores.worst() <= options_.score_tolerance;
        if (now_.converged) return std::move(now_);
        if (now_.scores.worst() < 0.5 * best.scores.worst()) last_progress = number;
        if (now_.scores.worst() < best.scores.worst()) best = now_;
        if (number >= last_progress + step_patience) break;
      }
      inner = std::clamp(1e-3 * change, tightest, inner);
    }
    if (best.mu.empty()) now_.scores = check_scores();
    return best.mu.empty() ? std::move(now_) : std::move(best);
  }

 private:
  void fit_values() {
    for (std::size_t i = 0; i < now_.mu.size(); ++i)
      now_.mu[i] = std::exp(std::max(least_exponent, now_.eta[i] + sample_.offset[i]));
  }

  // 2 sum (y ln(y / mu) - (y - mu)), in a form that loses no digits where the fit is close and
  // stays finite where the fit is nothing beside trade.
  [[nodiscard]] double deviance() const {
    double sum = 0;
    for (std::size_t i = 0; i < now_.mu.size(); ++i) {
      const double trade = sample_.trade[i];
      const double above = now_.eta[i] + sample_.offset[i] - log_trade_[i];
      sum += trade > 0 ? 2 * trade * (std::expm1(above) - above) : 2 * now_.mu[i];
    }
    return sum;
  }

  // z = eta + (y - mu) / mu regressed on regressors and effects with weights mu. Near the answer
  // only the change of eta is, so that rounding is a share of what is still missing and rows with
  // little trade count beside rows with 1e10 times as much.
  std::size_t step(double tolerance) {
    before_ = now_.eta;
    slope_before_ = now_.slope;
    now_.demeaned = regressors_;
    std::vector<double> variable(now_.mu.size());
    for (std::size_t i = 0; i < variable.size(); ++i) {
      variable[i] = (is_near_ ? 0 : now_.eta[i]) + (sample_.trade[i] - now_.mu[i]) / now_.mu[i];
      now_.demeaned.at(i, 0) = variable[i];
    }
    effects_.set_weights(now_.mu);
    if (!start_.empty())
      for (lane& each : start_[0]) each[0] = 0;
    const auto sweeps = effects_.demean(now_.demeaned, start_, tolerance, most_fit_sweeps);
    const auto slope = regress_first(cross_products(now_.demeaned, now_.mu, pool_));
    for (std::size_t i = 0; i < variable.size(); ++i) {
      double residual = now_.demeaned.at(i, 0);
      for (std::size_t c = 0; c < now_.slope.size(); ++c)
        residual -= slope(static_cast<Eigen::Index>(c)) * now_.demeaned.at(i, c + 1);
      now_.eta[i] = (is_near_ ? now_.eta[i] : 0) + variable[i] - residual;
    }
    for (std::size_t c = 0; c < now_.slope.size(); ++c)
      now_.slope[c] = (is_near_ ? now_.slope[c] : 0) + slope(static_cast<Eigen::Index>(c));
    fit_values();
    return sweeps;
  }

  // Steps overshoot only far from the answer, where halving them is enough: the deviance is convex.
  // The first one starts from values that are no combination of regressors and effects, so it may
  // make the fit worse.
  void halve_while_worse(bool is_first) {
    const double most =
        is_first ? std::numeric_limits<double>::max() : (1 + 1e-9) * now_.deviance + 1e-14 * total_;
    double next = deviance();
    int halvings = 0;
    for (; halvings < most_step_halvings && !(next <= most); ++halvings) {
      for (std::size_t i = 0; i < before_.size(); ++i) now_.eta[i] = (now_.eta[i] + before_[i]) / 2;
      for (std::size_t c = 0; c < now_.slope.size(); ++c)
        now_.slope[c] = (now_.slope[c] + slope_before_[c]) / 2;
      fit_values();
      next = deviance();
    }
    now_.deviance = next;
    is_combination_ = is_combination_ || halvings == 0;
  }

  [[nodiscard]] score_check check_scores() const {
    score_check found;
    const auto& trade = sample_.trade;
    for (std::size_t c = 1; c < regressors_.count; ++c) {
      double score = 0, scale = 0;
      for (std::size_t i = 0; i < trade.size(); ++i) {
        const double value = regressors_.at(i, c);
        score += value * (trade[i] - now_.mu[i]);
        scale += std::abs(value) * (trade[i] + now_.mu[i]) / 2;
      }
      const double share = scale > 0 ? share_of(score, scale) : 0;
      if (share > found.regressors) {
        found.regressors = share;
        found.worst_regressor = c - 1;
      }
    }
    check_effects(found);
    return found;
  }

  // Without effects all rows are one group.
  void check_effects(score_check& found) const {
    const auto& trade = sample_.trade;
    const level_column all{std::vector<std::uint32_t>(sample_.effects.empty() ? trade.size() : 0),
                           1};
    for (std::size_t e = 0; e < std::max<std::size_t>(1, sample_.effects.size()); ++e) {
      const auto& effect = sample_.effects.empty() ? all : sample_.effects[e];
      std::vector<double> score(effect.count, 0), scale(effect.count, 0);
      for (std::size_t i = 0; i < trade.size(); ++i) {
        score[effect.level[i]] += trade[i] - now_.mu[i];
        scale[effect.level[i]] += trade[i];
      }
      for (std::size_t g = 0; g < effect.count; ++g)
        if (share_of(score[g], scale[g]) > found.effects) {
          found.effects = share_of(score[g], scale[g]);
          found.worst_effect = e;
        }
    }
  }

  static double share_of(double score, double scale) {
    const double share = std::abs(score) / scale;
    return std::isnan(share) ? std::numeric_limits<double>::infinity() : share;
  }

  const estimation_sample& sample_;
  const columns& regressors_;
  const gravity_options& options_;
  thread_pool& pool_;
  absorber effects_;
  effect_coefficients start_;
  double total_ = 0;
  bool is_combination_ = false;  // eta, of regressors and effects
  bool is_near_ = false;
  std::vector<double> log_trade_, before_, slope_before_;
  gravity_fit now_;
};

}  // namespace

gravity_fit fit_gravity(const estimation_sample& sample, const columns& regressors,
                        const gravity_options& options, thread_pool& pool,
                        std::vector<gravity_step>& log) {
  return fitting(sample, regressors, options, pool).run(log);
}

}  // namespace amur::trade
