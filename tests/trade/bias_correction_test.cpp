#include "amur/trade/bias_correction.h"

#include <gtest/gtest.h>

#include <Eigen/QR>
#include <cmath>
#include <numbers>

#include "amur/trade/generalized_inverse.h"
#include "support/random_world.h"

namespace amur::trade {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

// Trade of all countries with one another over some years, sorted by pair.
struct panel_sample {
  std::uint32_t countries = 0, years = 0;
  std::vector<double> trade, first, second;
  std::vector<std::uint32_t> exporter, importer, year, exporter_year, importer_year, pair;

  [[nodiscard]] gravity_data data(bool has_pair_effects) const {
    gravity_data made;
    made.trade = trade;
    made.regressors = {{"first", first}};
    if (!second.empty()) made.regressors.push_back({"second", second});
    made.effects = {{"exporter#year", exporter_year}, {"importer#year", importer_year}};
    if (has_pair_effects) made.effects.push_back({"pair", pair});
    made.clusters = {{"pair", pair}};
    return made;
  }
  [[nodiscard]] gravity_panel panel(bool has_pair_effects) const {
    return {exporter, importer, year, has_pair_effects};
  }
};

double draw_normal(test::uniform_stream& draw) {
  return std::sqrt(-2 * std::log(draw.between(1e-12, 1))) * std::cos(2 * std::numbers::pi * draw());
}

// As in the paper's simulations: effects and the regressor move together, and so do the regressor
// and the error's spread (its fourth case).
panel_sample make_panel(std::uint32_t countries, std::uint32_t years, std::uint32_t seed,
                        bool has_second) {
  test::uniform_stream draw(seed);
  panel_sample made{countries, years, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  const auto normals = [&draw](std::size_t count, double spread) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) values.push_back(spread * draw_normal(draw));
    return values;
  };
  const auto sells = normals(countries * years, 0.1), buys = normals(countries * years, 0.1);
  for (std::uint32_t i = 0; i < countries; ++i)
    for (std::uint32_t j = 0; j < countries; ++j) {
      if (i == j) continue;
      const double of_pair = sells[i * years] + buys[j * years] + 0.1 * draw_normal(draw);
      double last = of_pair;
      for (std::uint32_t t = 0; t < years; ++t) {
        const double effects = sells[i * years + t] + buys[j * years + t];
        last = last / 2 + effects + 0.3 * draw_normal(draw);
        made.exporter.push_back(i);
        made.importer.push_back(j);
        made.year.push_back(t);
        made.exporter_year.push_back(i * years + t);
        made.importer_year.push_back(j * years + t);
        made.pair.push_back(i * countries + j);
        made.first.push_back(last);
        if (has_second) made.second.push_back(draw.between(-1, 1));
        const double mean = std::exp(last + effects + of_pair);
        const double variance = std::log1p(0.2 * std::exp(2 * last));
        made.trade.push_back(mean *
                             std::exp(std::sqrt(variance) * draw_normal(draw) - variance / 2));
      }
    }
  return made;
}

// All with dummies and matrices of all rows, and third derivatives by differences.
struct plain_correction {
  VectorXd bias, deviation;
};

plain_correction correct_plainly(const panel_sample& made, const gravity_estimate& estimate,
                                 bool has_pair_effects) {
  const auto rows = static_cast<Index>(made.trade.size());
  const Index regressors = made.second.empty() ? 1 : 2, years = made.years;
  const Index countries = made.countries, of_time = 2 * countries * years;
  MatrixXd x(rows, regressors);
  MatrixXd dummies = MatrixXd::Zero(rows, of_time + countries * countries);
  VectorXd fitted(rows), score(rows);
  for (Index row = 0; row < rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    x(row, 0) = made.first[at];
    if (regressors == 2) x(row, 1) = made.second[at];
    dummies(row, made.exporter_year[at]) = 1;
    dummies(row, countries * years + made.importer_year[at]) = 1;
    if (has_pair_effects) dummies(row, of_time + made.pair[at]) = 1;
    fitted(row) = estimate.fitted[at];
    score(row) = made.trade[at] - fitted(row);
  }
  const auto inverse_of = [](const MatrixXd& matrix) {
    Eigen::CompleteOrthogonalDecomposition<MatrixXd> factors;
    factors.setThreshold(1e-9);
    return MatrixXd(factors.compute(matrix).pseudoInverse());
  };
  const VectorXd root = fitted.cwiseSqrt();
  const MatrixXd weighted = root.asDiagonal() * dummies;
  const MatrixXd onto = weighted * inverse_of(weighted.transpose() * weighted) *
                        weighted.transpose();  // the effects' span
  const MatrixXd within =
      root.cwiseInverse().asDiagonal() * (root.asDiagonal() * x - onto * root.asDiagonal() * x);
  const MatrixXd bread = inverse_of(within.transpose() * fitted.asDiagonal() * within);
  const MatrixXd hat =
      root.asDiagonal() *
      (onto + root.asDiagonal() * within * bread * within.transpose() * root.asDiagonal()) *
      root.cwiseInverse().asDiagonal();

  const auto hessian = [&](const VectorXd& log_fit, double total) {
    const VectorXd share = log_fit.array().exp() / log_fit.array().exp().sum();
    return MatrixXd(total * (MatrixXd(share.asDiagonal()) - share * share.transpose()));
  };
  MatrixXd meat = MatrixXd::Zero(regressors, regressors);
  const MatrixXd none = MatrixXd::Zero(years, years);
  std::vector<MatrixXd> h(static_cast<std::size_t>(2 * countries), none), ss = h;
  std::vector<std::vector<MatrixXd>> hxs(2, h), gx(2, h);
  for (Index start = 0; start < rows; start += years) {
    const VectorXd s = score.segment(start, years), mu = fitted.segment(start, years);
    const MatrixXd left = MatrixXd::Identity(years, years) - hat.block(start, start, years, years);
    const VectorXd freed = inverse_of(left) * s;
    const MatrixXd mine = within.middleRows(start, years);
    meat += mine.transpose() * freed * s.transpose() * mine;
    const VectorXd log_fit = mu.array().log();
    const auto at = static_cast<std::size_t>(start);
    for (const auto side : {made.exporter[at], made.countries + made.importer[at]}) {
      h[side] += hessian(log_fit, mu.sum());
      ss[side] += s * s.transpose();
      for (Index k = 0; k < regressors; ++k) {
        const VectorXd along = mine.col(k);
        const double step = 1e-5;
        hxs[static_cast<std::size_t>(k)][side] +=
            hessian(log_fit, mu.sum()) * along * s.transpose();
        gx[static_cast<std::size_t>(k)][side] -= (hessian(log_fit + step * along, mu.sum()) -
                                                  hessian(log_fit - step * along, mu.sum())) /
                                                 (2 * step);
      }
    }
  }
  VectorXd sum = VectorXd::Zero(regressors);
  for (std::size_t side = 0; side < h.size(); ++side)
    for (Index k = 0; k < regressors && has_pair_effects; ++k) {
      const auto place = static_cast<std::size_t>(k);
      const MatrixXd inverse = inverse_of(h[side]);
      sum(k) += (-(inverse * hxs[place][side]).trace() +
                 (inverse * gx[place][side] * inverse * ss[side]).trace() / 2) *
                countries / (countries - 1.0);
    }
  const double pairs = static_cast<double>(rows) / static_cast<double>(years);
  const MatrixXd covariance = pairs / (pairs - 1) * bread * (meat + meat.transpose()) / 2 * bread;
  return {bread * sum, covariance.diagonal().cwiseSqrt()};
}

TEST(bias_correction, is_that_of_the_formulas_with_dummies_written_out) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed)
    for (const bool has_pair_effects : {true, false}) {
      const auto made = make_panel(5, 2 + seed % 3, seed, true);
      const auto data = made.data(has_pair_effects);
      const auto estimate = estimate_gravity(data);
      ASSERT_EQ(estimate.status, gravity_status::solved);
      const auto found = correct_bias(data, estimate, made.panel(has_pair_effects));
      const auto plain = correct_plainly(made, estimate, has_pair_effects);
      ASSERT_TRUE(found.found);
      EXPECT_EQ(found.pairs, 20U);
      for (std::size_t k = 0; k < 2; ++k) {
        const auto at = static_cast<Index>(k);
        EXPECT_NEAR(found.bias[k], plain.bias(at), 1e-6 * std::abs(plain.bias(at)) + 1e-12);
        EXPECT_NEAR(found.standard_error[k] / plain.deviation(at), 1, 1e-6);
        EXPECT_GT(found.standard_error[k], estimate.coefficients[k].standard_error);
      }
    }
}

// The true coefficient is 1, and the bias is of order 1 / N; intervals are too short. With 16
// countries the correction, which is itself estimated, takes about half of it, as in the paper.
TEST(bias_correction, in_simulated_panels_takes_half_of_the_bias_out) {
  constexpr int samples = 1000;
  double sum = 0, corrected = 0, square = 0;
  int covered = 0, covered_by_corrected = 0;
  for (int sample = 0; sample < samples; ++sample) {
    const auto made = make_panel(16, 2, 1000 + static_cast<std::uint32_t>(sample), false);
    const auto data = made.data(true);
    const auto estimate = estimate_gravity(data, {.threads = 1});
    ASSERT_EQ(estimate.status, gravity_status::solved);
    const auto found = correct_bias(data, estimate, made.panel(true), 1);
    const double error = estimate.coefficients[0].value - 1, after = error - found.bias[0];
    sum += error;
    corrected += after;
    square += error * error;
    covered += std::abs(error) < 1.96 * estimate.coefficients[0].standard_error ? 1 : 0;
    covered_by_corrected += std::abs(after) < 1.96 * found.standard_error[0] ? 1 : 0;
  }
  const double mean = sum / samples, left = corrected / samples;
  const double noise = std::sqrt(square) / samples;
  EXPECT_GT(std::abs(mean), 4 * noise);
  EXPECT_LT(std::abs(left), 0.65 * std::abs(mean));
  EXPECT_GT(covered_by_corrected, covered + samples / 50);
}

TEST(bias_correction, countries_and_levels_must_be_enough_and_not_too_many) {
  const auto made = make_panel(4, 2, 1, false);
  const auto data = made.data(true);
  const auto estimate = estimate_gravity(data);
  auto panel = made.panel(true);
  const std::vector<std::uint32_t> alone(made.trade.size(), 0);
  panel.exporter = alone;
  EXPECT_FALSE(correct_bias(data, estimate, panel).found);
}

TEST(generalized_inverse, of_a_matrix_with_rows_that_follow_from_others_gives_it_back) {
  test::uniform_stream draw(5);
  MatrixXd half(9, 5);
  for (double& each : half.reshaped()) each = draw.between(-1, 1);
  const VectorXd scale = VectorXd::LinSpaced(9, -12, 12).array().exp();
  const MatrixXd matrix = scale.asDiagonal() * half * half.transpose() * scale.asDiagonal();
  const MatrixXd inverse = generalized_inverse(matrix);
  const MatrixXd again = matrix * inverse * matrix;
  for (Index i = 0; i < 9; ++i)
    for (Index j = 0; j < 9; ++j)
      EXPECT_NEAR(again(i, j) / (scale(i) * scale(j)), matrix(i, j) / (scale(i) * scale(j)), 1e-9);
  const MatrixXd full = MatrixXd::Identity(3, 3) * 4;
  EXPECT_EQ(generalized_inverse(full), MatrixXd::Identity(3, 3) / 4);
}

}  // namespace
}  // namespace amur::trade
