#include "amur/trade/bias_correction.h"

#include <Eigen/QR>
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "amur/trade/generalized_inverse.h"
#include "amur/trade/least_squares.h"
#include "amur/trade/sample.h"

namespace amur::trade {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double demean_tolerance = 1e-12;
constexpr std::size_t most_sweeps = 20000;

// One pair's rows, over the times that it has: S = y - lambda, H = minus the expected second
// derivative of the likelihood by the log of the fit once the pair's effect is concentrated out.
struct pair_block {
  std::uint32_t exporter = 0, importer = 0;
  std::vector<std::uint32_t> time;
  VectorXd fitted, score;
  MatrixXd regressors;  // [time][regressor], without effects
  MatrixXd hessian;

  [[nodiscard]] Index size() const { return static_cast<Index>(time.size()); }
};

// diag(lambda), less lambda lambda' / sum lambda where the pair has an effect.
MatrixXd hessian_of(const VectorXd& fitted, bool has_pair_effects) {
  MatrixXd made = fitted.asDiagonal();
  if (has_pair_effects) made -= fitted * fitted.transpose() / fitted.sum();
  return made;
}

// The derivative of -H along x, which has a mean of 0 under the weights lambda.
MatrixXd derivative_along(const VectorXd& fitted, const VectorXd& x) {
  const VectorXd product = fitted.cwiseProduct(x);
  MatrixXd made = -MatrixXd(product.asDiagonal());
  made += (product * fitted.transpose() + fitted * product.transpose()) / fitted.sum();
  return made;
}

// Sums over the partners of one country, over all times.
struct country_sums {
  MatrixXd hessian, scores;                      // sum H, sum S S'
  std::vector<MatrixXd> with_score, derivative;  // [regressor] sum H x S', sum of G x

  country_sums(Index times, std::size_t regressors)
      : hessian(MatrixXd::Zero(times, times)),
        scores(hessian),
        with_score(regressors, hessian),
        derivative(regressors, hessian) {}

  void add(const pair_block& pair) {
    std::vector<MatrixXd> mixed, along;
    for (std::size_t k = 0; k < with_score.size(); ++k) {
      const VectorXd x = pair.regressors.col(static_cast<Index>(k));
      mixed.emplace_back(pair.hessian * x * pair.score.transpose());
      along.push_back(derivative_along(pair.fitted, x));
    }
    for (Index a = 0; a < pair.size(); ++a)
      for (Index b = 0; b < pair.size(); ++b) {
        const auto s = pair.time[static_cast<std::size_t>(a)];
        const auto t = pair.time[static_cast<std::size_t>(b)];
        hessian(s, t) += pair.hessian(a, b);
        scores(s, t) += pair.score(a) * pair.score(b);
        for (std::size_t k = 0; k < with_score.size(); ++k) {
          with_score[k](s, t) += mixed[k](a, b);
          derivative[k](s, t) += along[k](a, b);
        }
      }
  }

  // - tr(H^+ sum H x S') + tr(H^+ (sum G x) H^+ sum S S') / 2, by regressor. All matrices vanish
  // along a vector of ones, so any generalised inverse serves.
  [[nodiscard]] VectorXd bias() const {
    const MatrixXd inverse = generalized_inverse(hessian);
    VectorXd made(static_cast<Index>(with_score.size()));
    for (std::size_t k = 0; k < with_score.size(); ++k)
      made(static_cast<Index>(k)) = -(inverse * with_score[k]).trace() +
                                    (inverse * derivative[k] * inverse * scores).trace() / 2;
    return made;
  }
};

struct correction_input {
  std::vector<pair_block> pairs;
  std::size_t exporters = 0, importers = 0, times = 0, regressors = 0;
  MatrixXd products;  // sum lambda x x', of regressors without effects
};

correction_input gather(const gravity_data& data, const gravity_estimate& estimate,
                        const gravity_panel& panel, thread_pool& pool) {
  const auto sample = gather_sample(data, estimate.use);
  std::vector<std::size_t> kept;
  for (std::size_t c = 0; c < estimate.coefficients.size(); ++c)
    if (estimate.coefficients[c].use == regressor_use::estimated) kept.push_back(c);
  auto regressors = gather_regressors(data, sample, kept, 0);
  std::vector<double> fitted;
  for (const auto row : sample.row) fitted.push_back(estimate.fitted[row]);
  absorber effects(regressors.rows, sample.effects, pool);
  effects.set_weights(fitted);
  effect_coefficients start;
  effects.demean(regressors, start, demean_tolerance, most_sweeps);

  correction_input made;
  made.regressors = kept.size();
  made.products = cross_products(regressors, fitted, pool);
  const auto exporter = number_levels(panel.exporter, sample.row);
  const auto importer = number_levels(panel.importer, sample.row);
  const auto time = number_levels(panel.time, sample.row);
  made.exporters = exporter.count;
  made.importers = importer.count;
  made.times = time.count;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> rows;
  for (std::size_t i = 0; i < sample.row.size(); ++i)
    rows[{exporter.level[i], importer.level[i]}].push_back(i);
  for (const auto& [countries, mine] : rows) {
    const auto count = static_cast<Index>(mine.size());
    pair_block pair{
        countries.first, countries.second, {},
        VectorXd(count), VectorXd(count),  MatrixXd(count, static_cast<Index>(kept.size())),
        MatrixXd()};
    for (Index a = 0; a < count; ++a) {
      const auto i = mine[static_cast<std::size_t>(a)];
      pair.time.push_back(time.level[i]);
      pair.fitted(a) = fitted[i];
      pair.score(a) = sample.trade[i] - fitted[i];
      for (std::size_t k = 0; k < kept.size(); ++k)
        pair.regressors(a, static_cast<Index>(k)) = regressors.at(i, k);
    }
    pair.hessian = hessian_of(pair.fitted, panel.has_pair_effects);
    made.pairs.push_back(std::move(pair));
  }
  return made;
}

// Both sides' parts, each times N / (N - 1).
VectorXd score_bias(const correction_input& of) {
  const auto times = static_cast<Index>(of.times);
  std::vector<country_sums> exporter(of.exporters, country_sums(times, of.regressors));
  std::vector<country_sums> importer(of.importers, country_sums(times, of.regressors));
  for (const auto& pair : of.pairs) {
    exporter[pair.exporter].add(pair);
    importer[pair.importer].add(pair);
  }
  VectorXd sum = VectorXd::Zero(static_cast<Index>(of.regressors));
  for (const auto* side : {&exporter, &importer}) {
    const auto count = static_cast<double>(side->size());
    for (const auto& country : *side) sum += count / (count - 1) * country.bias();
  }
  return sum;
}

// The effects that a pair has at one of its times: exporter-time's, then importer-time's.
std::array<Index, 2> levels_of(const correction_input& of, const pair_block& pair, Index at) {
  const auto time = pair.time[static_cast<std::size_t>(at)];
  return {static_cast<Index>(pair.exporter * of.times + time),
          static_cast<Index>((of.exporters + pair.importer) * of.times + time)};
}

// The covariance of the effects of exporter-time, then of importer-time, were S S' = H.
MatrixXd effect_covariance(const correction_input& of) {
  const auto levels = (of.exporters + of.importers) * of.times;
  MatrixXd sum = MatrixXd::Zero(static_cast<Index>(levels), static_cast<Index>(levels));
  for (const auto& pair : of.pairs)
    for (Index a = 0; a < pair.size(); ++a)
      for (Index b = 0; b < pair.size(); ++b)
        for (const Index row : levels_of(of, pair, a))
          for (const Index column : levels_of(of, pair, b)) sum(row, column) += pair.hessian(a, b);
  return generalized_inverse(std::move(sum));
}

// sum x' (1 - L)^-1 S S' x, L = H (x V x' + d V d') being what each pair's own errors move its fit:
// residuals are too small by that share.
MatrixXd corrected_meat(const correction_input& of, const MatrixXd& bread) {
  const MatrixXd effects = effect_covariance(of);
  MatrixXd sum = MatrixXd::Zero(bread.rows(), bread.cols());
  for (const auto& pair : of.pairs) {
    MatrixXd spread = pair.regressors * bread * pair.regressors.transpose();
    for (Index a = 0; a < pair.size(); ++a)
      for (Index b = 0; b < pair.size(); ++b) {
        double of_effects = 0;
        for (const Index row : levels_of(of, pair, a))
          for (const Index column : levels_of(of, pair, b)) of_effects += effects(row, column);
        spread(a, b) += of_effects;
      }
    const MatrixXd left = MatrixXd::Identity(pair.size(), pair.size()) - pair.hessian * spread;
    // What is fitted exactly has no error to be made larger.
    Eigen::CompleteOrthogonalDecomposition<MatrixXd> factors;
    factors.setThreshold(1e-9);
    const VectorXd freed = factors.compute(left).solve(pair.score);
    sum += pair.regressors.transpose() * freed * (pair.score.transpose() * pair.regressors);
  }
  return (sum + sum.transpose()) / 2;
}

}  // namespace

bias_correction correct_bias(const gravity_data& data, const gravity_estimate& estimate,
                             const gravity_panel& panel, std::size_t threads) {
  thread_pool pool(threads);
  const auto input = gather(data, estimate, panel, pool);
  bias_correction made;
  made.bias.assign(estimate.coefficients.size(), 0);
  made.standard_error = made.bias;
  made.pairs = input.pairs.size();
  made.levels = (input.exporters + input.importers) * input.times;
  if (made.levels > most_levels || input.exporters < 2 || input.importers < 2) return made;
  const MatrixXd bread = generalized_inverse(input.products);
  const VectorXd bias =
      panel.has_pair_effects ? VectorXd(bread * score_bias(input)) : VectorXd::Zero(bread.rows());
  const auto pairs = static_cast<double>(made.pairs);
  const MatrixXd covariance = pairs / (pairs - 1) * bread * corrected_meat(input, bread) * bread;
  made.covariance.assign(covariance.reshaped().begin(), covariance.reshaped().end());
  Index k = 0;
  for (std::size_t c = 0; c < made.bias.size(); ++c) {
    if (estimate.coefficients[c].use != regressor_use::estimated) continue;
    made.bias[c] = bias(k);
    made.standard_error[c] = std::sqrt(std::max(0.0, covariance(k, k)));
    ++k;
  }
  made.found = true;
  return made;
}

}  // namespace amur::trade
