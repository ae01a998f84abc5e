#include "amur/trade/gravity.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "amur/trade/covariance.h"
#include "amur/trade/gravity_fit.h"
#include "amur/trade/least_squares.h"
#include "amur/trade/sample.h"
#include "amur/trade/separation.h"

namespace amur::trade {
namespace {

constexpr double screen_tolerance = 1e-10;
constexpr std::size_t most_screen_sweeps = 5000;

// --- checks -------------------------------------------------------------------------------------

void check_lengths(const gravity_data& data) {
  const auto rows = data.trade.size();
  bool fits = data.offset.empty() || data.offset.size() == rows;
  fits = fits && (data.weights.empty() || data.weights.size() == rows);
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
    if (!data.weights.empty() && !(data.weights[row] >= 0 && std::isfinite(data.weights[row])))
      return place("weights", row);
    for (const auto& each : data.regressors)
      if (!std::isfinite(each.value[row])) return place(each.name, row);
  }
  return {};
}

// --- the sample and its regressors ---

struct prepared {
  estimation_sample sample;
  std::vector<std::size_t> kept;  // regressors
  columns regressors;  // those, without their means in the effects' groups, beside a spare column
};

// Drops regressors that can't be told from the rest, and notes why. What is left of the others once
// the effects are out has the same coefficients, and neither large means nor their rounding.
void drop_regressors(const gravity_data& data, prepared& ready, gravity_estimate& result,
                     thread_pool& pool) {
  auto regressors = gather_regressors(data, ready.sample, ready.kept, 0);
  const auto rows = static_cast<double>(regressors.rows);
  std::vector<column_size> size(ready.kept.size());
  for (std::size_t c = 0; c < ready.kept.size(); ++c) {
    double mean = 0, missed = 0;
    for (std::size_t i = 0; i < regressors.rows; ++i) mean += regressors.at(i, c) / rows;
    for (std::size_t i = 0; i < regressors.rows; ++i) {
      const double value = regressors.at(i, c);
      size[c].square += value * value;
      size[c].about_mean += (value - mean) * (value - mean);
      missed += value - mean;  // by rounding of the mean
    }
    size[c].about_mean = std::max(0.0, size[c].about_mean - missed * missed / rows);
  }
  const std::vector<double> one(regressors.rows, 1.0);
  absorber effects(regressors.rows, ready.sample.effects, pool);
  effects.set_weights(one);
  effect_coefficients start;
  effects.demean(regressors, start, screen_tolerance, most_screen_sweeps);
  const auto use = find_collinear(size, cross_products(regressors, one, pool));
  std::vector<std::size_t> still, place;
  for (std::size_t c = 0; c < use.size(); ++c) {
    auto& mine = result.coefficients[ready.kept[c]].use;
    mine = use[c];
    if (mine == regressor_use::absorbed && data.effects.empty()) mine = regressor_use::collinear;
    if (mine != regressor_use::estimated) continue;
    still.push_back(ready.kept[c]);
    place.push_back(c);
  }
  ready.kept = std::move(still);
  ready.regressors = columns(regressors.rows, ready.kept.size() + 1);
  for (std::size_t i = 0; i < regressors.rows; ++i)
    for (std::size_t c = 0; c < place.size(); ++c)
      ready.regressors.at(i, c + 1) = regressors.at(i, place[c]);
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
bool mark_separated(const prepared& ready, gravity_estimate& result, thread_pool& pool) {
  columns regressors(ready.regressors.rows, ready.kept.size());
  for (std::size_t i = 0; i < regressors.rows; ++i)
    for (std::size_t c = 0; c < regressors.count; ++c)
      regressors.at(i, c) = ready.regressors.at(i, c + 1);
  const auto found = find_separated(ready.sample, std::move(regressors), pool);
  for (std::size_t i = 0; i < found.separated.size(); ++i)
    if (found.separated[i] != 0) result.use[ready.sample.row[i]] = row_use::separated;
  result.separation_was_decided = found.decided;
  return found.count > 0;
}

// --- the report ---

void report_likelihood(const estimation_sample& sample, const gravity_fit& fit,
                       gravity_estimate& result) {
  const auto& mu = fit.mu;
  double total = 0, weights = 0;
  for (std::size_t i = 0; i < mu.size(); ++i) {
    total += sample.trade[i];
    weights += sample.weight[i];
  }
  const double mean = total / weights;
  for (std::size_t i = 0; i < mu.size(); ++i) {
    const double trade = sample.trade[i], weight = sample.weight[i];
    const double factorial = weight * std::lgamma(trade / weight + 1);
    const double logarithm = fit.eta[i] + sample.offset[i] - std::log(weight);
    result.log_likelihood += (trade > 0 ? trade * logarithm : 0) - mu[i] - factorial;
    result.null_log_likelihood +=
        (trade > 0 ? trade * std::log(mean) : 0) - weight * mean - factorial;
  }
  result.pseudo_r_squared = 1 - result.log_likelihood / result.null_log_likelihood;
  result.deviance = fit.deviance;
}

void report_scores(const gravity_data& data, const prepared& ready, const gravity_fit& fit,
                   gravity_estimate& result) {
  const auto& scores = fit.scores;
  result.regressor_score_residual = scores.regressors;
  result.effect_score_residual = scores.effects;
  if (scores.regressors > scores.effects)
    result.unmet = result.coefficients[ready.kept[scores.worst_regressor]].name;
  else
    result.unmet = data.effects.empty() ? "constant" : data.effects[scores.worst_effect].name;
}

void report_coefficients(const gravity_data& data, const prepared& ready, const gravity_fit& now,
                         thread_pool& pool, gravity_estimate& result) {
  const auto regressors = gather_regressors(data, ready.sample, ready.kept, 0);
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
      mean[c] += now.mu[i] * regressors.at(i, c);
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
    for (std::size_t c = 0; c < count; ++c) linear += now.slope[c] * regressors.at(i, c);
    result.effect_sum[ready.sample.row[i]] = now.eta[i] - linear;
    result.fitted[ready.sample.row[i]] = now.mu[i] / ready.sample.weight[i];
  }
}

void count_rows(gravity_estimate& result) {
  const auto of = [&result](row_use wanted) {
    return static_cast<std::size_t>(std::ranges::count(result.use, wanted));
  };
  result.rows_used = of(row_use::used);
  result.weightless = of(row_use::weightless);
  result.singletons = of(row_use::singleton);
  result.separated = of(row_use::separated);
  for (std::size_t row = 0; row < result.use.size(); ++row)
    if (result.use[row] == row_use::singleton || result.use[row] == row_use::weightless)
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
  for (std::size_t row = 0; row < data.weights.size(); ++row)
    if (data.weights[row] == 0) result.use[row] = row_use::weightless;
  thread_pool pool(options.threads);
  prepared ready;
  do {
    ready = prepare(data, result, pool);
    count_rows(result);
    const bool has_trade =
        std::ranges::any_of(ready.sample.trade, [](double trade) { return trade > 0; });
    if (!has_trade || result.rows_used <= ready.kept.size() + 1) {
      result.status = gravity_status::nothing_left;
      return result;
    }
  } while (mark_separated(ready, result, pool));
  for (const auto& each : data.clusters)
    if (number_levels(each.group, ready.sample.row).count == 1) {
      result.status = gravity_status::one_cluster;
      result.place = each.name;
      return result;
    }
  const auto fit = fit_gravity(ready.sample, ready.regressors, options, pool, result.log);
  result.status = fit.converged ? gravity_status::solved : gravity_status::not_converged;
  report_likelihood(ready.sample, fit, result);
  report_scores(data, ready, fit, result);
  report_coefficients(data, ready, fit, pool, result);
  return result;
}

}  // namespace amur::trade
