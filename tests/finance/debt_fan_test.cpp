// Simulated futures of debt.

#include "amur/finance/debt_fan.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "amur/base/normal.h"

namespace amur::test {
namespace {

using namespace amur::finance;

economy simple() {
  economy of;
  of.domestic_debt = 0.5;
  of.domestic_rate = 0.05;
  of.growth = {0.05};
  of.external_share = 0;
  return of;
}

TEST(debt_fan, without_spread_every_future_is_the_projection) {
  auto of = simple();
  of.external_debt = 0.2;
  of.primary_balance = {-0.02};
  const auto path = debt_path_of(of, 6);
  const auto fan = simulate_debt(of, {}, debt_carrying_capacity::weak, {50, 6, 1, 2});
  for (std::size_t year = 0; year <= 6; ++year)
    for (const double each : fan.percentile[0][year])
      EXPECT_NEAR(each, path.public_debt(year), 1e-14);
  EXPECT_TRUE(std::isnan(fan.percentile[3][0][2]));
  EXPECT_EQ(fan.above[4][6], 1);  // 50 % and more of domestic debt alone, beside 35 %
}

TEST(debt_fan, percentiles_of_a_normal_primary_balance_are_the_analytic_ones) {
  // With interest equal to growth, debt is 0.5 less a sum of independent primary balances.
  economy_history past;
  past.primary_balance.sd = 0.02;
  const auto fan = simulate_debt(simple(), past, debt_carrying_capacity::weak, {20000, 9, 7, 0});
  for (std::size_t i = 0; i < fan_shares.size(); ++i)
    EXPECT_NEAR(fan.percentile[0][9][i], 0.5 + 0.06 * normal_quantile(fan_shares[i]), 0.002);
}

TEST(debt_fan, median_debt_under_uncertain_growth_is_the_projection) {
  // Percentiles of d exp(-sum of sd z).
  economy_history past;
  past.growth.sd = 0.1;
  const auto fan = simulate_debt(simple(), past, debt_carrying_capacity::weak, {20000, 4, 3, 0});
  const double spread = 0.1 * 2;
  for (std::size_t i = 0; i < fan_shares.size(); ++i)
    EXPECT_NEAR(std::log(fan.percentile[0][4][i] / 0.5), spread * normal_quantile(fan_shares[i]),
                0.01);
}

TEST(debt_fan, a_dearer_dollar_leaves_export_dollars_and_passes_three_tenths_into_prices) {
  economy_history past;
  past.depreciation_sd = 0.1;
  economy of;
  of.external_debt = 0.4;
  of.existing = of.fresh = {framework_discount_rate, 0, 1};
  of.primary_balance = {0};
  of.growth = {0.05};
  of.exports = {0.5};
  const auto path = debt_path_of(of, 4);
  const auto fan = simulate_debt(of, past, debt_carrying_capacity::weak, {20000, 4, 3, 0});
  const auto of_measure = [&](std::size_t measure, std::size_t i) {
    return fan.percentile[measure][4][i];
  };
  for (std::size_t i = 0; i < fan_shares.size(); ++i) {
    // GDP in dollars falls by seven tenths of what the dollar rises by.
    EXPECT_NEAR(std::log(of_measure(1, i) / path.indicator[0][4]),
                0.7 * 0.1 * 2 * normal_quantile(fan_shares[i]), 0.01);
    EXPECT_NEAR(of_measure(2, i), path.indicator[1][4], 1e-12);
  }
}

TEST(debt_fan, the_same_bytes_for_any_number_of_threads) {
  economy_history past;
  past.growth.sd = 0.03;
  past.primary_balance.sd = 0.02;
  past.depreciation_sd = 0.1;
  auto of = simple();
  of.external_debt = 0.4;
  of.external_share = 0.5;
  const auto one = simulate_debt(of, past, debt_carrying_capacity::weak, {300, 80, 5, 1});
  const auto three = simulate_debt(of, past, debt_carrying_capacity::weak, {300, 80, 5, 3});
  for (std::size_t measure = 0; measure < fan_measures; ++measure)
    EXPECT_EQ(std::memcmp(one.percentile[measure].data(), three.percentile[measure].data(),
                          81 * sizeof(one.percentile[measure][0])),
              0);
  const auto other = simulate_debt(of, past, debt_carrying_capacity::weak, {300, 80, 6, 3});
  EXPECT_NE(one.percentile[0][10][2], other.percentile[0][10][2]);
}

}  // namespace
}  // namespace amur::test
