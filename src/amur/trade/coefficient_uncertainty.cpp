#include "amur/trade/coefficient_uncertainty.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "amur/base/normal.h"
#include "amur/base/parallel.h"
#include "amur/base/percentile.h"
#include "amur/base/philox.h"

namespace amur::trade {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double difference_step = 0.02;
constexpr std::string_view stream_name = "coefficients of gravity";

// A root of V, of coefficients in units of their own standard errors, since units may differ much:
// its columns are independent directions.
MatrixXd root_of(std::span<const double> covariance, Index count) {
  const Eigen::Map<const MatrixXd> all(covariance.data(), count, count);
  const VectorXd deviation = all.diagonal().cwiseMax(0).cwiseSqrt();
  VectorXd inverse = VectorXd::Zero(count);
  for (Index i = 0; i < count; ++i)
    if (deviation(i) > 0) inverse(i) = 1 / deviation(i);
  const MatrixXd correlation = inverse.asDiagonal() * all * inverse.asDiagonal();
  const Eigen::SelfAdjointEigenSolver<MatrixXd> factors(correlation);
  return deviation.asDiagonal() * factors.eigenvectors() *
         factors.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
}

VectorXd draw(Index count, std::uint64_t seed, std::size_t sample) {
  VectorXd made(count);
  random_stream stream{seed, static_cast<std::uint32_t>(sample), stream_of(stream_name)};
  std::array<double, random_stream::block> uniform{};
  for (Index i = 0; i < count; ++i) {
    const auto place = static_cast<std::size_t>(i) % uniform.size();
    if (place == 0) stream.fill(uniform);
    made(i) = normal_quantile(uniform[place]);
  }
  return made;
}

void fill_samples(std::vector<double>& values, const uncertainty_options& options,
                  figure_spread& figure) {
  for (const double value : values) figure.mean += value / static_cast<double>(values.size());
  double square = 0;
  for (const double value : values) square += (value - figure.mean) * (value - figure.mean);
  if (values.size() > 1)
    figure.deviation = std::sqrt(square / static_cast<double>(values.size() - 1));
  std::ranges::sort(values);
  figure.lower = percentile(values, 0.5 - options.confidence / 2);
  figure.median = percentile(values, 0.5);
  figure.upper = percentile(values, 0.5 + options.confidence / 2);
}

}  // namespace

coefficient_uncertainty spread_of_outcome(std::span<const double> coefficients,
                                          std::span<const double> covariance,
                                          const outcome_function& outcome,
                                          const uncertainty_options& options) {
  const auto count = static_cast<Index>(coefficients.size());
  const Eigen::Map<const VectorXd> center(coefficients.data(), count);
  const MatrixXd root = root_of(covariance, count);
  const auto at = [&](const VectorXd& move) {
    const VectorXd moved = center + root * move;
    return outcome({moved.data(), coefficients.size()});
  };
  coefficient_uncertainty made;
  made.samples = options.samples;
  const auto both_ways = 2 * coefficients.size();
  std::vector<std::optional<std::vector<double>>> found(both_ways + options.samples);
  thread_pool pool(options.threads);
  pool.run(found.size(), [&](std::size_t i) {
    if (i >= both_ways) {
      found[i] = at(draw(count, options.seed, i - both_ways));
      return;
    }
    const auto axis = static_cast<Index>(i / 2);
    found[i] = at((i % 2 == 0 ? difference_step : -difference_step) * VectorXd::Unit(count, axis));
  });
  for (std::size_t i = 0; i < both_ways; ++i)
    if (!found[i]) return made;
  made.found = true;
  made.without_answer =
      static_cast<std::size_t>(std::count(found.begin() + static_cast<std::ptrdiff_t>(both_ways),
                                          found.end(), std::optional<std::vector<double>>{}));
  made.figures.resize(both_ways > 0 ? found[0]->size() : 0);
  for (std::size_t f = 0; f < made.figures.size(); ++f) {
    double variance = 0;
    for (std::size_t i = 0; i < both_ways; i += 2) {
      const double slope = ((*found[i])[f] - (*found[i + 1])[f]) / (2 * difference_step);
      variance += slope * slope;
    }
    made.figures[f].standard_error = std::sqrt(variance);
    std::vector<double> values;
    for (std::size_t i = both_ways; i < found.size(); ++i)
      if (found[i]) values.push_back((*found[i])[f]);
    if (!values.empty()) fill_samples(values, options, made.figures[f]);
  }
  return made;
}

}  // namespace amur::trade
