// Best tolls and price games with known answers.

#include "amur/finance/toll_setting.h"

#include <gtest/gtest.h>

#include <cmath>

namespace amur::test {
namespace {

using namespace amur::finance;

TEST(toll_setting, finds_a_smooth_peak_to_more_digits_than_comparison_gives) {
  const auto parabola = best_toll([](double t) { return t * (100 - t); }, {0, 90, 7, 1e-9});
  EXPECT_NEAR(parabola.toll, 50, 1e-9);
  EXPECT_FALSE(parabola.at_low || parabola.at_high);
  // Income t / (1 + exp((t - 30) / 10)): the peak solves 1 + exp(x) = (t / 10) exp(x).
  const auto logit =
      best_toll([](double t) { return t / (1 + std::exp((t - 30) / 10)); }, {0, 200, 16, 1e-9});
  const double x = (logit.toll - 30) / 10;
  EXPECT_NEAR(1 + std::exp(x), logit.toll / 10 * std::exp(x), 1e-8);
}

TEST(toll_setting, finds_a_kink) {
  // Traffic is 10 up to a toll of 33 and then falls away at once.
  const auto answer =
      best_toll([](double t) { return t <= 33 ? 10 * t : 330 - 50 * (t - 33); }, {0, 100, 7, 1e-6});
  EXPECT_NEAR(answer.toll, 33, 1e-5);
}

TEST(toll_setting, says_where_the_best_is_an_end) {
  EXPECT_TRUE(best_toll([](double t) { return t; }, {0, 10, 4, 1e-6}).at_high);
  const auto low = best_toll([](double t) { return -t; }, {2, 10, 4, 1e-6});
  EXPECT_TRUE(low.at_low);
  EXPECT_EQ(low.toll, 2);
  EXPECT_EQ(best_toll([](double) { return 1.0; }, {0, 10, 4, 1e-6}).toll, 0);
}

TEST(toll_setting, owners_of_linear_demand_settle_at_the_bertrand_prices) {
  // Demand 100 - 2 p1 + p2 and 80 - 2 p2 + p1: p1 = (100 + p2) / 4, p2 = (80 + p1) / 4.
  const auto answer = play_prices(
      [](std::span<const double> p) {
        return std::vector{p[0] * (100 - 2 * p[0] + p[1]), p[1] * (80 - 2 * p[1] + p[0])};
      },
      std::vector<toll_range>{{0, 100, 8, 1e-8}, {0, 100, 8, 1e-8}}, {0, 0});
  ASSERT_TRUE(answer.settled);
  EXPECT_NEAR(answer.rounds.back().toll[0], 32, 1e-7);
  EXPECT_NEAR(answer.rounds.back().toll[1], 28, 1e-7);
}

TEST(toll_setting, a_circle_of_tolls_is_said_to_be_one) {
  // Who is cheaper takes all, as long as there is room to undercut; else the dear one has the rest
  // (Edgeworth 1897): no pair of prices is one that neither leaves.
  const auto answer = play_prices(
      [](std::span<const double> p) {
        const auto worth = [](double own, double other) {
          const double demand = 10 - own;
          return own < other ? own * std::min(demand, 6.0)
                             : own * std::max(0.0, std::min(demand - 6, 6.0));
        };
        return std::vector{worth(p[0], p[1]), worth(p[1], p[0])};
      },
      std::vector<toll_range>{{0, 10, 10, 1e-3}, {0, 10, 10, 1e-3}}, {5, 5}, {30, 0});
  EXPECT_FALSE(answer.settled);
  EXPECT_EQ(answer.rounds.size(), 30u);
}

}  // namespace
}  // namespace amur::test
