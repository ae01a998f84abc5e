#include "amur/trade/gravity.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <Eigen/QR>
#include <cmath>

#include "support/random_world.h"

namespace amur::trade {
namespace {

struct made_trade {
  std::vector<double> trade, distance, border;
  std::vector<std::uint32_t> exporter, importer, pair, year;

  [[nodiscard]] gravity_data data() const {
    return {trade,
            {{"distance", distance}, {"border", border}},
            {{"exporter", exporter}, {"importer", importer}, {"year", year}},
            {},
            {}};
  }
};

// `countries` over `years`, with a share of flows at zero.
made_trade make_trade(std::uint32_t countries, std::uint32_t years, double zeros,
                      std::uint32_t seed) {
  test::uniform_stream draw(seed);
  made_trade made;
  for (std::uint32_t i = 0; i < countries; ++i)
    for (std::uint32_t j = 0; j < countries; ++j)
      for (std::uint32_t t = 0; t < years; ++t) {
        made.exporter.push_back(i);
        made.importer.push_back(j);
        made.pair.push_back(std::min(i, j) * countries + std::max(i, j));
        made.year.push_back(t);
        made.distance.push_back(draw.between(0, 3));
        made.border.push_back(i == j ? 0 : draw.between(0.5, 1.5));
        const double mean =
            std::exp(3 - made.distance.back() - 2 * made.border.back() + 0.1 * (i + 2 * j + 3 * t));
        made.trade.push_back(draw() < zeros ? 0 : mean * draw.between(0.1, 2));
      }
  return made;
}

// Newton's method on regressors and dummies, and the sandwich, without any shortcut.
struct dense_estimate {
  Eigen::VectorXd slope, deviation;
};

dense_estimate estimate_densely(const made_trade& made, const std::vector<std::uint32_t>& cluster,
                                const std::vector<double>& weight = {}) {
  const auto rows = static_cast<Eigen::Index>(made.trade.size());
  const auto levels = [](const std::vector<std::uint32_t>& group) {
    return static_cast<Eigen::Index>(*std::ranges::max_element(group)) + 1;
  };
  const auto a = levels(made.exporter), b = levels(made.importer), c = levels(made.year);
  Eigen::MatrixXd x = Eigen::MatrixXd::Zero(rows, 2 + a + b + c);
  Eigen::VectorXd y(rows), eta(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const auto at = static_cast<std::size_t>(i);
    x(i, 0) = made.distance[at];
    x(i, 1) = made.border[at];
    x(i, 2 + made.exporter[at]) = x(i, 2 + a + made.importer[at]) = 1;
    x(i, 2 + a + b + made.year[at]) = 1;
    y(i) = made.trade[at];
    eta(i) = std::log(y(i) + 1);
  }
  Eigen::VectorXd w = Eigen::VectorXd::Ones(rows);
  if (!weight.empty()) w = Eigen::Map<const Eigen::VectorXd>(weight.data(), rows);
  Eigen::VectorXd coefficient, mu;
  for (int step = 0; step < 60; ++step) {
    mu = eta.array().exp();
    const Eigen::VectorXd root = w.cwiseProduct(mu).cwiseSqrt();
    const Eigen::VectorXd z = eta.array() + (y - mu).array() / mu.array();
    const Eigen::MatrixXd weighted = root.asDiagonal() * x;
    Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> factors;
    factors.setThreshold(1e-10);
    coefficient = factors.compute(weighted).solve(root.cwiseProduct(z));
    eta = x * coefficient;
  }
  Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> factors;
  factors.setThreshold(1e-10);
  const Eigen::MatrixXd bread =
      factors.compute(x.transpose() * w.cwiseProduct(mu).asDiagonal() * x).pseudoInverse();
  Eigen::MatrixXd scores = w.cwiseProduct(y - mu).asDiagonal() * x;
  double groups = static_cast<double>(rows);
  if (!cluster.empty()) {
    Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(levels(cluster), x.cols());
    for (Eigen::Index i = 0; i < rows; ++i)
      sums.row(cluster[static_cast<std::size_t>(i)]) += scores.row(i);
    scores = sums;
    groups = 0;
    for (Eigen::Index g = 0; g < sums.rows(); ++g)
      groups += std::ranges::count(cluster, static_cast<std::uint32_t>(g)) > 0 ? 1 : 0;
  }
  const Eigen::MatrixXd covariance =
      bread * scores.transpose() * scores * bread * (groups / (groups - 1));
  return {coefficient.head(2), covariance.diagonal().head(2).cwiseSqrt()};
}

TEST(gravity, estimates_and_errors_are_those_of_a_regression_with_dummies) {
  EXPECT_TRUE(rc::check([] {
    const auto made = make_trade(6, 3, 0.1, *rc::gen::arbitrary<std::uint32_t>());
    const bool clustered = *rc::gen::arbitrary<bool>();
    auto data = made.data();
    if (clustered) data.clusters = {{"pair", made.pair}};
    const auto found = estimate_gravity(data);
    const auto dense = estimate_densely(made, clustered ? made.pair : std::vector<std::uint32_t>{});
    RC_ASSERT(found.status == gravity_status::solved);
    RC_ASSERT(found.rows_used == made.trade.size());
    for (std::size_t c = 0; c < 2; ++c) {
      const auto at = static_cast<Eigen::Index>(c);
      RC_ASSERT(std::abs(found.coefficients[c].value - dense.slope(at)) < 1e-7);
      RC_ASSERT(std::abs(found.coefficients[c].standard_error / dense.deviation(at) - 1) < 1e-6);
    }
    RC_ASSERT(found.regressor_score_residual < 1e-7);
    RC_ASSERT(found.effect_score_residual < 1e-7);
  }));
}

TEST(gravity, weights_multiply_scores_as_in_a_weighted_regression_with_dummies) {
  EXPECT_TRUE(rc::check([] {
    const auto seed = *rc::gen::arbitrary<std::uint32_t>();
    const auto made = make_trade(6, 3, 0.1, seed);
    test::uniform_stream draw(seed + 1);
    std::vector<double> weight;
    for (std::size_t i = 0; i < made.trade.size(); ++i) weight.push_back(draw.between(0.01, 30));
    const bool clustered = *rc::gen::arbitrary<bool>();
    auto data = made.data();
    data.weights = weight;
    if (clustered) data.clusters = {{"pair", made.pair}};
    const auto found = estimate_gravity(data);
    const auto dense =
        estimate_densely(made, clustered ? made.pair : std::vector<std::uint32_t>{}, weight);
    RC_ASSERT(found.status == gravity_status::solved);
    for (std::size_t c = 0; c < 2; ++c) {
      const auto at = static_cast<Eigen::Index>(c);
      RC_ASSERT(std::abs(found.coefficients[c].value - dense.slope(at)) < 1e-7);
      RC_ASSERT(std::abs(found.coefficients[c].standard_error / dense.deviation(at) - 1) < 1e-6);
    }
    // Their scale moves nothing but sums.
    for (double& each : weight) each *= 1000;
    const auto scaled = estimate_gravity(data);
    RC_ASSERT(std::abs(scaled.coefficients[0].value - found.coefficients[0].value) < 1e-8);
    RC_ASSERT(std::abs(scaled.log_likelihood / found.log_likelihood - 1000) < 1e-5);
    RC_ASSERT(std::abs(scaled.pseudo_r_squared - found.pseudo_r_squared) < 1e-8);
  }));
}

// A row of weight 2 has the coefficients, fit and likelihood of that row given twice.
TEST(gravity, a_row_of_weight_2_counts_as_two_and_one_of_weight_0_not_at_all) {
  auto made = make_trade(7, 2, 0.1, 11);
  std::vector<double> weight(made.trade.size(), 1);
  auto twice = made;
  for (const std::size_t row : {3UL, 20UL, 41UL}) {
    weight[row] = 2;
    twice.trade.push_back(made.trade[row]);
    twice.distance.push_back(made.distance[row]);
    twice.border.push_back(made.border[row]);
    twice.exporter.push_back(made.exporter[row]);
    twice.importer.push_back(made.importer[row]);
    twice.year.push_back(made.year[row]);
  }
  made.exporter.push_back(99);
  made.importer.push_back(0);
  made.year.push_back(0);
  made.trade.push_back(1e9);
  made.distance.push_back(5);
  made.border.push_back(5);
  weight.push_back(0);
  auto data = made.data();
  data.weights = weight;
  const auto found = estimate_gravity(data), wanted = estimate_gravity(twice.data());
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.use.back(), row_use::weightless);
  EXPECT_EQ(found.weightless, 1U);
  EXPECT_TRUE(std::isnan(found.fitted.back()));
  for (std::size_t c = 0; c < 2; ++c)
    EXPECT_NEAR(found.coefficients[c].value, wanted.coefficients[c].value, 1e-8);
  EXPECT_NEAR(found.constant.value, wanted.constant.value, 1e-7);
  for (std::size_t row = 0; row + 1 < made.trade.size(); ++row) {
    EXPECT_NEAR(found.fitted[row] / wanted.fitted[row], 1, 1e-7);
    EXPECT_NEAR(found.effect_sum[row], wanted.effect_sum[row], 1e-7);
  }
  EXPECT_NEAR(found.log_likelihood / wanted.log_likelihood, 1, 1e-8);
  EXPECT_NEAR(found.null_log_likelihood / wanted.null_log_likelihood, 1, 1e-8);
  weight[0] = -1;
  EXPECT_EQ(estimate_gravity(data).place, "column 'weights', row 0");
}

TEST(gravity, two_ways_of_clustering_add_up_less_their_intersection) {
  auto made = make_trade(12, 9, 0.1, 3);
  // Shocks that importers and years share, else the sum may be negative.
  for (std::size_t i = 0; i < made.trade.size(); ++i)
    made.trade[i] *= std::exp(std::sin(3.0 * made.importer[i]) + std::cos(5.0 * made.year[i]));
  const auto variance = [&made](const std::vector<grouping>& clusters, double groups) {
    auto data = made.data();
    data.effects = {{"exporter", made.exporter}};
    data.clusters = clusters;
    const auto found = estimate_gravity(data);
    EXPECT_FALSE(found.covariance_was_mended);
    const double deviation = found.coefficients[0].standard_error;
    return deviation * deviation * (groups - 1) / groups;
  };
  std::vector<std::uint32_t> both;
  for (std::size_t i = 0; i < made.trade.size(); ++i)
    both.push_back(made.importer[i] * 9 + made.year[i]);
  const grouping importer{"importer", made.importer}, year{"year", made.year};
  const double sum =
      variance({importer}, 12) + variance({year}, 9) - variance({{"both", both}}, 108);
  // The fewest clusters of any way count for all.
  EXPECT_NEAR(variance({importer, year}, 9) / sum, 1, 1e-9);
}

TEST(gravity, any_number_of_threads_gives_the_same_bytes) {
  const auto made = make_trade(60, 20, 0.2, 5);
  auto data = made.data();
  data.effects[2] = {"pair", made.pair};
  const auto one = estimate_gravity(data, {.threads = 1});
  const auto three = estimate_gravity(data, {.threads = 3});
  ASSERT_EQ(one.status, gravity_status::solved);
  EXPECT_EQ(one.covariance, three.covariance);
  EXPECT_EQ(one.fitted, three.fitted);
  EXPECT_EQ(one.coefficients[0].value, three.coefficients[0].value);
}

TEST(gravity, an_offset_is_a_regressor_whose_coefficient_is_one) {
  const auto made = make_trade(7, 3, 0, 9);
  const auto free = estimate_gravity(made.data());
  std::vector<double> offset;
  for (const double each : made.distance) offset.push_back(free.coefficients[0].value * each);
  auto data = made.data();
  data.offset = offset;
  data.regressors.erase(data.regressors.begin());
  const auto held = estimate_gravity(data);
  EXPECT_NEAR(held.coefficients[0].value, free.coefficients[1].value, 1e-8);
  EXPECT_NEAR(held.log_likelihood, free.log_likelihood, 1e-7);
  EXPECT_NEAR(held.constant.value, free.constant.value, 1e-7);
}

TEST(gravity, regressors_that_cannot_be_told_apart_are_dropped_and_named) {
  auto made = make_trade(6, 3, 0, 1);
  std::vector<double> year, twice;
  for (std::size_t i = 0; i < made.trade.size(); ++i) {
    year.push_back(made.year[i]);
    twice.push_back(2 * made.distance[i] + year.back());
  }
  auto data = made.data();
  data.regressors.push_back({"year", year});
  data.regressors.push_back({"twice_distance", twice});
  const auto found = estimate_gravity(data), plain = estimate_gravity(made.data());
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.coefficients[0].use, regressor_use::estimated);
  EXPECT_EQ(found.coefficients[2].use, regressor_use::absorbed);
  EXPECT_EQ(found.coefficients[3].name, "twice_distance");
  EXPECT_EQ(found.coefficients[3].use, regressor_use::collinear);
  EXPECT_NEAR(found.coefficients[0].value, plain.coefficients[0].value, 1e-12);
}

TEST(gravity, rows_alone_in_a_group_are_left_out_one_after_the_other) {
  auto made = make_trade(5, 2, 0, 2);
  // An exporter with one row, to an importer who has that one and another row of a lone exporter.
  for (const std::uint32_t exporter : {100U, 101U}) {
    made.exporter.push_back(exporter);
    made.importer.push_back(200);
    made.year.push_back(0);
    made.distance.push_back(1);
    made.border.push_back(1);
    made.trade.push_back(5);
  }
  const auto found = estimate_gravity(made.data());
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.singletons, 2U);
  EXPECT_EQ(found.use.back(), row_use::singleton);
  EXPECT_TRUE(std::isnan(found.fitted.back()));
}

TEST(gravity, an_exporter_that_sells_nothing_is_separated) {
  auto made = make_trade(5, 2, 0, 2);
  for (std::size_t i = 0; i < made.trade.size(); ++i)
    if (made.exporter[i] == 3) made.trade[i] = 0;
  const auto found = estimate_gravity(made.data());
  ASSERT_EQ(found.status, gravity_status::solved);
  EXPECT_EQ(found.separated, 10U);
}

TEST(gravity, data_out_of_range_are_named_by_column_and_row) {
  auto made = make_trade(4, 2, 0, 2);
  made.trade[3] = -1;
  EXPECT_EQ(estimate_gravity(made.data()).place, "column 'trade', row 3");
  made.trade[3] = 1;
  made.border[5] = std::nan("");
  EXPECT_EQ(estimate_gravity(made.data()).place, "column 'border', row 5");
  made.border.pop_back();
  EXPECT_THROW((void)estimate_gravity(made.data()), std::invalid_argument);
}

TEST(gravity, nothing_but_zeros_leaves_nothing_to_estimate) {
  auto made = make_trade(4, 2, 0, 2);
  std::ranges::fill(made.trade, 0);
  EXPECT_EQ(estimate_gravity(made.data()).status, gravity_status::nothing_left);
}

}  // namespace
}  // namespace amur::trade
