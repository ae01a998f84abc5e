#include "amur/trade/inference.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace amur::trade {
namespace {

using std::numbers::pi;

// Of one degree of freedom (Cauchy) and of two the distribution has closed forms.
TEST(inference, shares_and_intervals_are_those_of_closed_forms) {
  for (const double t : {0.1, 1.0, 2.5, 12.0}) {
    EXPECT_NEAR(infer(-3 * t, 3, 1).p, 1 - 2 / pi * std::atan(t), 1e-13);
    EXPECT_NEAR(infer(3 * t, 3, 2).p, 1 - t / std::sqrt(2 + t * t), 1e-13);
    EXPECT_NEAR(infer(3 * t, 3).p, std::erfc(t / std::sqrt(2.0)), 1e-13);
  }
  const auto one = infer(5, 2, 1), two = infer(5, 2, 2), normal = infer(5, 2);
  EXPECT_NEAR(one.upper - 5, 2 * std::tan(0.475 * pi), 1e-9);
  EXPECT_NEAR(5 - one.lower, 2 * std::tan(0.475 * pi), 1e-9);
  // 0.95 = t / sqrt(2 + t^2)
  EXPECT_NEAR(two.upper - 5, 2 * std::sqrt(2 * 0.9025 / (1 - 0.9025)), 1e-9);
  EXPECT_NEAR(normal.upper - 5, 2 * 1.959963984540054, 1e-12);
  EXPECT_NEAR(infer(5, 2, 1, 0.5).upper, 7, 1e-12);
  EXPECT_EQ(normal.statistic, 2.5);
}

TEST(inference, far_tails_are_neither_0_nor_lost) {
  EXPECT_NEAR(infer(1e6, 1, 2).p / 1e-12, 1, 1e-9);
  EXPECT_GT(infer(30, 1).p, 0);
  EXPECT_EQ(infer(1, 0, 5).p, 0);
}

TEST(inference, the_fewest_clusters_or_the_rows_give_the_freedom) {
  gravity_estimate made;
  made.rows_used = 40;
  EXPECT_EQ(degrees_of_freedom(made), 39);
  made.cluster_counts = {12, 7, 30};
  EXPECT_EQ(degrees_of_freedom(made), 6);
}

}  // namespace
}  // namespace amur::trade
