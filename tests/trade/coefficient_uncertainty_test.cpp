#include "amur/trade/coefficient_uncertainty.h"

#include <gtest/gtest.h>

#include <cmath>

namespace amur::trade {
namespace {

// Units of the two coefficients differ by 1e6.
const std::vector<double> center = {2, 3e6};
const std::vector<double> covariance = {0.04, 3e4, 3e4, 9e10};

std::optional<std::vector<double>> linear(std::span<const double> b) {
  return std::vector<double>{5 * b[0] - 2e-6 * b[1] + 7, b[0], 1};
}

// 25 x 0.04 - 2 x 5 x 2e-6 x 3e4 + 4e-12 x 9e10 = 1 - 0.6 + 0.36
TEST(coefficient_uncertainty, of_linear_figures_the_delta_method_is_exact) {
  const auto found = spread_of_outcome(center, covariance, linear, {});
  ASSERT_TRUE(found.found);
  EXPECT_NEAR(found.figures[0].standard_error, std::sqrt(0.76), 1e-9);
  EXPECT_NEAR(found.figures[1].standard_error, 0.2, 1e-10);
  EXPECT_EQ(found.figures[2].standard_error, 0);
}

TEST(coefficient_uncertainty, samples_agree_with_the_delta_method_within_their_error) {
  const auto found = spread_of_outcome(center, covariance, linear, {.samples = 20000, .seed = 4});
  ASSERT_TRUE(found.found);
  const double deviation = std::sqrt(0.76), value = 5 * 2 - 6 + 7;
  EXPECT_NEAR(found.figures[0].mean, value, 4 * deviation / std::sqrt(20000));
  EXPECT_NEAR(found.figures[0].deviation, deviation, 4 * deviation / std::sqrt(40000));
  // The sampling error of a percentile: sqrt(p (1 - p) / n) over the density there.
  EXPECT_NEAR(found.figures[0].lower, value - 1.959964 * deviation, 0.08 * deviation);
  EXPECT_NEAR(found.figures[0].upper, value + 1.959964 * deviation, 0.08 * deviation);
  EXPECT_NEAR(found.figures[0].median, value, 0.04 * deviation);
}

// exp(b) with b normal: mean exp(b + v / 2), slope exp(b).
TEST(coefficient_uncertainty, a_curved_figure_has_the_slope_at_the_estimate_and_the_mean_of_draws) {
  const std::vector<double> one = {0.5}, variance = {0.09};
  const auto found = spread_of_outcome(
      one, variance, [](auto b) { return std::optional(std::vector<double>{std::exp(b[0])}); },
      {.samples = 40000, .seed = 1});
  EXPECT_NEAR(found.figures[0].standard_error / (0.3 * std::exp(0.5)), 1, 1e-5);
  EXPECT_NEAR(found.figures[0].mean / std::exp(0.545), 1, 4 * 0.31 / 200);
  EXPECT_NEAR(found.figures[0].upper / std::exp(0.5 + 1.959964 * 0.3), 1, 0.03);
}

TEST(coefficient_uncertainty, draws_without_an_answer_are_counted_and_threads_change_nothing) {
  const auto half = [](std::span<const double> b) -> std::optional<std::vector<double>> {
    if (b[0] > 2.05) return std::nullopt;
    return std::vector<double>{b[1]};
  };
  const auto one =
      spread_of_outcome(center, covariance, half, {.samples = 500, .seed = 2, .threads = 1});
  const auto three =
      spread_of_outcome(center, covariance, half, {.samples = 500, .seed = 2, .threads = 3});
  ASSERT_TRUE(one.found);
  EXPECT_NEAR(static_cast<double>(one.without_answer), 500 * 0.4013, 50);
  EXPECT_EQ(one.without_answer, three.without_answer);
  EXPECT_EQ(one.figures[0].mean, three.figures[0].mean);
  EXPECT_EQ(one.figures[0].upper, three.figures[0].upper);
  const auto none = [](std::span<const double>) { return std::optional<std::vector<double>>{}; };
  EXPECT_FALSE(spread_of_outcome(center, covariance, none, {}).found);
}

}  // namespace
}  // namespace amur::trade
