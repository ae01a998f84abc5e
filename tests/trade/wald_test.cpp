#include "amur/trade/wald.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/base/chi_squared.h"

namespace amur::trade {
namespace {

// Tables of the distribution: 5 % and 1 % points.
TEST(wald, shares_of_the_chi_squared_distribution_are_those_of_the_tables) {
  EXPECT_NEAR(chi_squared_above(3.841458820694124, 1), 0.05, 1e-12);
  EXPECT_NEAR(chi_squared_above(5.991464547107979, 2), 0.05, 1e-12);
  EXPECT_NEAR(chi_squared_above(7.814727903251179, 3), 0.05, 1e-12);
  EXPECT_NEAR(chi_squared_above(15.08627246938899, 5), 0.01, 1e-12);
  EXPECT_NEAR(chi_squared_above(18.307038053275146, 10), 0.05, 1e-12);
  EXPECT_EQ(chi_squared_above(0, 3), 1);
}

// V = [4 1; 1 1] of the first and third coefficient, b = (2, 1): b' V^-1 b = 4 / 3.
TEST(wald, a_joint_test_weighs_coefficients_by_their_covariance) {
  gravity_estimate made;
  made.coefficients = {{"a", 2, 2, regressor_use::estimated},
                       {"b", 0, 0, regressor_use::absorbed},
                       {"c", 1, 1, regressor_use::estimated}};
  made.covariance = {4, 1, 0, 1, 1, 0, 0, 0, 9};
  const std::size_t all[] = {0, 1, 2}, one[] = {2}, none[] = {1};
  EXPECT_NEAR(test_jointly(made, all).chi_squared, 4.0 / 3, 1e-12);
  EXPECT_EQ(test_jointly(made, all).degrees, 2U);
  EXPECT_NEAR(test_jointly(made, all).p, std::exp(-2.0 / 3), 1e-12);
  EXPECT_NEAR(test_jointly(made, one).p, std::erfc(std::sqrt(0.5)), 1e-12);
  EXPECT_EQ(test_jointly(made, none).degrees, 0U);
}

// F(2, v) has a closed form: (1 + 2 F / v)^(-v / 2).
TEST(wald, with_few_clusters_a_joint_test_follows_f) {
  gravity_estimate made;
  made.coefficients = {{"a", 2, 2, regressor_use::estimated},
                       {"c", 1, 1, regressor_use::estimated}};
  made.covariance = {4, 1, 0, 1, 1, 0, 0, 0, 9};
  const std::size_t all[] = {0, 1}, one[] = {1};
  EXPECT_NEAR(test_jointly(made, all, 7).p, std::pow(1 + 4.0 / 3 / 7, -3.5), 1e-12);
  // One restriction: F is the square of t.
  EXPECT_NEAR(test_jointly(made, one, 7).p, infer(1, 1, 7).p, 1e-12);
  EXPECT_NEAR(test_jointly(made, all, 1e9).p, std::exp(-2.0 / 3), 1e-8);
}

}  // namespace
}  // namespace amur::trade
