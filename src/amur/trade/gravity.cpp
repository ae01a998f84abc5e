#include "amur/trade/gravity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "amur/trade/covariance.h"
#include "amur/trade/least_squares.h"
#include "amur/trade/sample.h"
#include "amur/trade/separation.h"

namespace amur::trade {
namespace {

constexpr double tightest = 1e-10;  // inner tolerance that the last step must have
constexpr double loosest = 1e-3;
constexpr std::size_t most_sweeps = 5000;
constexpr double least_exponent = -700;

// A separated row's fit falls by e in every step of Newton's method, for ever. So where the last
// step moved no row by more than this, there is none.
constexpr double drift_of_separation = 0.5;

// --- checks -------------------------------------------------------------------------------------

void check_lengths(const gravity_data& data) {
  const auto rows = data.trade.size();
  bool fits = data.offset.empty() || data.offset.size() == rows;
  for (const auto& each : data.regressors) fits = fits && each.value.size() == rows;
  for (const auto& each : data.effects) fits = fits && each.group.size() == rows;
  for (const auto& each : data.clusters) fits = fits && each.group.size() == rows;
  if (!fits) throw std::invalid_argument("columns of different lengths");
}

// The first value that can't be used, in words; empty where there is none.
std::string find_invalid(const gravity_data& data) {
  const auto place = [](const std::string& name, std::size_t row) {
    return "column '" + name + "', row " + std::to_string(row);
  };
  for (std::size_t row = 0; row < data.trade.size(); ++row) {
    if (!(data.trade[row] >= 0) || std::isinf(data.trade[row])) return place("trade", row);
    if (!data.offset.empty() && !std::isfinite(data.offset[row])) return place("offset", row);
    for (const auto& each : data.regressors)
      if (!std::isfinite(each.value[row])) return place(each.name, row);
  }
  return {};
}

// --- the sample and its regressors
// ----------------------------------------------------------------

std::vector<regressor_use> screen(const gravity_data& data, const estimation_sample& sample,
                                  std::span<const std::size_t> kept, thread_pool& pool) {
  auto regressors = gather_regressors(data, sample, kept, 0);
  const std::vector<double> one(sample.row.size(), 1.0);
  std::vector<double> total;
  for (std::size_t c = 0; c < kept.size(); ++c) {
    double mean = 0, square = 0;
    for (std::size_t i = 0; i < regressors.rows; ++i)
      mean += regressors.at(i, c) / static_cast<double>(regressors.rows);
    for (std::size_t i = 0; i < regressors.rows; ++i)
      square += (regressors.at(i, c) - mean) * (regressors.at(i, c) - mean);
    total.push_back(square);
  }
  absorber effects(sample.row.size(), sample.effects, pool);
  effects.set_weights(one);
  effect_coefficients start;
  effects.demean(regressors, start, tightest, most_sweeps);
  return find_collinear(total, cross_products(regressors, one, pool));
}

struct prepared {
  estimation_sample sample;
  std::vector<std::size_t> kept;  // regressors
};

// Drops regressors that can't be told from the rest, and notes why.
void drop_regressors(const gravity_data& data, prepared& ready, gravity_estimate& result,
                     thread_pool& pool) {
  const auto use = screen(data, ready.sample, ready.kept, pool);
  std::vector<std::size_t> still;
  for (std::size_t c = 0; c < use.size(); ++c) {
    result.coefficients[ready.kept[c]].use = use[c];
    if (use[c] == regressor_use::estimated) still.push_back(ready.kept[c]);
  }
  ready.kept = std::move(still);
}

prepared prepare(const gravity_data& data, gravity_estimate& result, thread_pool& pool) {
  prepared ready;
  for (std::size_t c = 0; c < data.regressors.size(); ++c)
    if (result.coefficients[c].use == regressor_use::estimated) ready.kept.push_back(c);
  prune_rows(data, result.use);
  ready.sample = gather_sample(data, result.use);
  if (!ready.sample.row.empty()) drop_regressors(data, ready, result, pool);
  return ready;
}

// Marks separated rows; whether there were any.
bool mark_separated(const gravity_data& data, const prepared& ready, gravity_estimate& result,
                    thread_pool& pool) {
  const auto found =
      find_separated(ready.sample, gather_regressors(data, ready.sample, ready.kept, 0), pool);
  for (std::size_t i = 0; i < found.separated.size(); ++i)
    if (found.separated[i] != 0) result.use[ready.sample.row[i]] = row_use::separated;
  return found.count > 0;
}

// --- iteratively reweighted least squares
// -----------------------------------------------------------

struct working {
  std::vector<double> eta, mu;  // eta without the offset
  std::vector<double> slope;    // of the regressors kept
  columns demeaned;             // the working variable, then the regressors
  double drift = 0;             // largest change of eta in the last step, rows without trade
};

void fit_values(const estimation_sample& sample, working& now) {
  for (std::size_t i = 0; i < now.mu.size(); ++i)
    now.mu[i] = std::exp(std::max(least_exponent, now.eta[i] + sample.offset[i]));
}

// 2 sum (y ln(y / mu) - (y - mu)), in a form that loses no digits where the fit is close.
double deviance_of(const estimation_sample& sample, std::span<const double> mu) {
  double sum = 0;
  for (std::size_t i = 0; i < mu.size(); ++i) {
    const double trade = sample.trade[i];
    const double error = trade > 0 ? (mu[i] - trade) / trade : 0;
    sum += trade > 0 ? 2 * trade * (error - std::log1p(error)) : 2 * mu[i];
  }
  return sum;
}

void start_values(const estimation_sample& sample, working& now) {
  double mean = 0;
  for (const double trade : sample.trade) mean += trade / static_cast<double>(sample.trade.size());
  for (std::size_t i = 0; i < sample.trade.size(); ++i) {
    now.mu.push_back((sample.trade[i] + mean) / 2);
    now.eta.push_back(std::log(now.mu[i]) - sample.offset[i]);
  }
}

// One step: z = eta + (y - mu) / mu regressed on regressors and effects with weights mu.
std::size_t step(const estimation_sample& sample, const columns& regressors, absorber& effects,
                 effect_coefficients& start, double tolerance, working& now, thread_pool& pool) {
  now.demeaned = regressors;
  for (std::size_t i = 0; i < now.mu.size(); ++i)
    now.demeaned.at(i, 0) = now.eta[i] + (sample.trade[i] - now.mu[i]) / now.mu[i];
  std::vector<double> variable(now.mu.size());
  for (std::size_t i = 0; i < variable.size(); ++i) variable[i] = now.demeaned.at(i, 0);
  effects.set_weights(now.mu);
  const auto sweeps = effects.demean(now.demeaned, start, tolerance, most_sweeps);
  const auto slope = regress_first(cross_products(now.demeaned, now.mu, pool));
  now.slope.assign(slope.begin(), slope.end());
  now.drift = 0;
  for (std::size_t i = 0; i < variable.size(); ++i) {
    double residual = now.demeaned.at(i, 0);
    for (std::size_t c = 0; c < now.slope.size(); ++c)
      residual -= now.slope[c] * now.demeaned.at(i, c + 1);
    const double eta = variable[i] - residual;
    if (!(sample.trade[i] > 0) && !(std::abs(eta - now.eta[i]) <= now.drift))
      now.drift = std::abs(eta - now.eta[i]);
    now.eta[i] = eta;
  }
  fit_values(sample, now);
  return sweeps;
}

bool iterate(const estimation_sample& sample, const columns& regressors,
             const gravity_options& options, working& now, gravity_estimate& result,
             thread_pool& pool) {
  absorber effects(sample.row.size(), sample.effects, pool);
  effect_coefficients start;
  double inner = loosest, deviance = deviance_of(sample, now.mu), scale = 0;
  for (const double trade : sample.trade) scale += trade;
  for (int number = 1; number <= options.most_steps; ++number) {
    const auto before = now.eta;
    const auto sweeps = step(sample, regressors, effects, start, inner, now, pool);
    double next = deviance_of(sample, now.mu);
    // Steps overshoot only far from the answer, where halving them is enough.
    for (int half = 0; half < 10 && number > 1 && !(next <= 1.01 * deviance + 1e-12 * scale);
         ++half) {
      for (std::size_t i = 0; i < before.size(); ++i) now.eta[i] = (now.eta[i] + before[i]) / 2;
      fit_values(sample, now);
      next = deviance_of(sample, now.mu);
    }
    const double change = std::abs(next - deviance) / std::max(next, 1e-10 * scale);
    result.log.push_back({number, next, change, sweeps, inner});
    deviance = next;
    if (change < options.tolerance && inner <= tightest) return true;
    inner = std::clamp(1e-3 * change, tightest, inner);
  }
  return false;
}

// --- the report
// -------------------------------------------------------------------------------------

void report_likelihood(const estimation_sample& sample, std::span<const double> mu,
                       gravity_estimate& result) {
  double mean = 0;
  for (const double trade : sample.trade) mean += trade / static_cast<double>(sample.trade.size());
  for (std::size_t i = 0; i < mu.size(); ++i) {
    const double trade = sample.trade[i];
    const double factorial = std::lgamma(trade + 1);
    result.log_likelihood += (trade > 0 ? trade * std::log(mu[i]) : 0) - mu[i] - factorial;
    result.null_log_likelihood += (trade > 0 ? trade * std::log(mean) : 0) - mean - factorial;
  }
  result.pseudo_r_squared = 1 - result.log_likelihood / result.null_log_likelihood;
  result.deviance = deviance_of(sample, mu);
}

void report_scores(const gravity_data& data, const prepared& ready, const working& now,
                   gravity_estimate& result) {
  const auto& trade = ready.sample.trade;
  for (const auto kept : ready.kept) {
    double score = 0, scale = 0;
    for (std::size_t i = 0; i < trade.size(); ++i) {
      const double value = data.regressors[kept].value[ready.sample.row[i]];
      score += value * (trade[i] - now.mu[i]);
      scale += std::abs(value) * trade[i];
    }
    if (scale > 0)
      result.regressor_score_residual =
          std::max(result.regressor_score_residual, std::abs(score) / scale);
  }
  for (const auto& effect : ready.sample.effects) {
    std::vector<double> score(effect.count, 0), scale(effect.count, 0);
    for (std::size_t i = 0; i < trade.size(); ++i) {
      score[effect.level[i]] += trade[i] - now.mu[i];
      scale[effect.level[i]] += trade[i];
    }
    for (std::size_t g = 0; g < effect.count; ++g)
      result.effect_score_residual =
          std::max(result.effect_score_residual, std::abs(score[g]) / scale[g]);
  }
}

void report_coefficients(const gravity_data& data, const prepared& ready, const columns& regressors,
                         const working& now, thread_pool& pool, gravity_estimate& result) {
  const auto rows = now.mu.size();
  const auto count = ready.kept.size();
  double weight = 0, eta_mean = 0;
  std::vector<double> mean(count, 0), error(rows);
  columns demeaned(rows, count);
  for (std::size_t i = 0; i < rows; ++i) {
    weight += now.mu[i];
    eta_mean += now.mu[i] * now.eta[i];
    error[i] = ready.sample.trade[i] - now.mu[i];
    for (std::size_t c = 0; c < count; ++c) {
      mean[c] += now.mu[i] * regressors.at(i, c + 1);
      demeaned.at(i, c) = now.demeaned.at(i, c + 1);
    }
  }
  for (double& each : mean) each /= weight;
  std::vector<level_column> clusters;
  for (const auto& each : data.clusters)
    clusters.push_back(number_levels(each.group, ready.sample.row));
  const auto found = find_covariance(demeaned, mean, now.mu, error, clusters, pool);
  result.cluster_counts = found.cluster_counts;
  result.covariance_was_mended = found.mended;
  result.covariance.assign(found.covariance.reshaped().begin(), found.covariance.reshaped().end());

  const auto deviation = [&found](std::size_t c) {
    const auto at = static_cast<Eigen::Index>(c);
    return std::sqrt(std::max(0.0, found.covariance(at, at)));
  };
  result.constant = {"constant", eta_mean / weight, deviation(count), regressor_use::estimated};
  for (std::size_t c = 0; c < count; ++c) {
    auto& mine = result.coefficients[ready.kept[c]];
    mine.value = now.slope[c];
    mine.standard_error = deviation(c);
    result.constant.value -= mean[c] * mine.value;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    double linear = result.constant.value;
    for (std::size_t c = 0; c < count; ++c) linear += now.slope[c] * regressors.at(i, c + 1);
    result.effect_sum[ready.sample.row[i]] = now.eta[i] - linear;
    result.fitted[ready.sample.row[i]] = now.mu[i];
  }
}

void count_rows(gravity_estimate& result) {
  const auto of = [&result](row_use wanted) {
    return static_cast<std::size_t>(std::ranges::count(result.use, wanted));
  };
  result.rows_used = of(row_use::used);
  result.singletons = of(row_use::singleton);
  result.separated = of(row_use::separated);
  for (std::size_t row = 0; row < result.use.size(); ++row)
    if (result.use[row] == row_use::singleton)
      result.fitted[row] = std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

gravity_estimate estimate_gravity(const gravity_data& data, const gravity_options& options) {
  check_lengths(data);
  gravity_estimate result;
  for (const auto& each : data.regressors) result.coefficients.push_back({each.name});
  result.use.assign(data.trade.size(), row_use::used);
  result.fitted.assign(data.trade.size(), 0);
  result.effect_sum.assign(data.trade.size(), 0);
  result.place = find_invalid(data);
  if (!result.place.empty()) {
    result.status = gravity_status::invalid_data;
    return result;
  }
  thread_pool pool(options.threads);
  prepared ready;
  columns regressors;
  working now;
  bool converged = false;
  for (bool again = true; again;) {
    ready = prepare(data, result, pool);
    count_rows(result);
    const bool has_trade =
        std::ranges::any_of(ready.sample.trade, [](double trade) { return trade > 0; });
    if (!has_trade || result.rows_used <= ready.kept.size() + 1) {
      result.status = gravity_status::nothing_left;
      return result;
    }
    regressors = gather_regressors(data, ready.sample, ready.kept, 1);
    now = {};
    result.log.clear();
    start_values(ready.sample, now);
    converged = iterate(ready.sample, regressors, options, now, result, pool);
    again = (!converged || !(now.drift <= drift_of_separation)) &&
            mark_separated(data, ready, result, pool);
  }
  result.status = converged ? gravity_status::solved : gravity_status::not_converged;
  report_likelihood(ready.sample, now.mu, result);
  report_scores(data, ready, now, result);
  report_coefficients(data, ready, regressors, now, pool, result);
  return result;
}

}  // namespace amur::trade
