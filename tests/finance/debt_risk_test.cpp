// Thresholds, stress tests and ratings.

#include "amur/finance/debt_risk.h"

#include <gtest/gtest.h>

#include <cmath>

namespace amur::test {
namespace {

using namespace amur::finance;
using enum debt_carrying_capacity;

TEST(debt_risk, thresholds_of_the_framework_of_2018) {
  const auto percent = [](debt_carrying_capacity capacity) {
    std::vector<double> shown;
    for (std::size_t i = 0; i < debt_indicators; ++i)
      shown.push_back(std::round(100 * threshold(capacity, static_cast<debt_indicator>(i))));
    return shown;
  };
  EXPECT_EQ(percent(weak), (std::vector<double>{30, 140, 10, 14, 35}));
  EXPECT_EQ(percent(medium), (std::vector<double>{40, 180, 15, 18, 55}));
  EXPECT_EQ(percent(strong), (std::vector<double>{55, 240, 21, 23, 70}));
}

TEST(debt_risk, two_years_anywhere_above_the_threshold_are_a_breach_and_a_single_one_is_none) {
  EXPECT_TRUE(is_breach({0.3, 0.3, 0.3, 0.5, 0.3, 0.3, 0.3, 0.5, 0.3, 0.3, 0.3}, 0.4));
  EXPECT_FALSE(is_breach({0.5, 0.3, 0.3, 0.5, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.5}, 0.4));
  EXPECT_FALSE(is_breach({0.5, 0.5, 0.3, 0.3}, 0.4));
  EXPECT_TRUE(is_breach({0.3, 0.3, 0.5, 0.5}, 0.4));
  EXPECT_FALSE(is_breach({0.3, 0.4, 0.4}, 0.4));
  std::vector<double> late(13, 0.3);
  late[10] = late[11] = late[12] = 0.5;
  EXPECT_FALSE(is_breach(late, 0.4));
  EXPECT_FALSE(is_breach({NAN, 0.5, 0.3}, 0.4));
}

economy steady() {
  economy of;
  of.gdp_usd = 100;
  of.external_debt = 0.3;
  of.domestic_debt = 0.1;
  of.growth = {0.05};
  of.primary_balance = {-0.02};
  of.exports = {0.3};
  of.revenue = {0.2};
  of.external_share = 0.5;
  return of;
}

economy_history past() {
  economy_history past;
  past.growth = {0.04, 0.02};
  past.primary_balance = {-0.01, 0.015};
  past.export_growth = {std::nullopt, 0.1};
  past.other_flows = {0.01, 0.02};
  return past;
}

TEST(debt_risk, growth_falls_below_its_past_for_two_years_and_worsens_the_primary_balance) {
  const auto of = under_stress(steady(), past(), stress_test::growth, 5);
  EXPECT_NEAR(of.growth[0], 0.05, 1e-15);
  EXPECT_NEAR(of.growth[1], 0.02, 1e-15);  // 0.04 - 0.02, as 0.04 is below 0.05
  EXPECT_NEAR(of.growth[2], 0.02, 1e-15);
  EXPECT_NEAR(of.growth[3], 0.05, 1e-15);
  // Spending is 0.22 of the projected output, revenue stays 0.2 of what there is.
  const double real = 1.02 / 1.05;
  EXPECT_NEAR(of.primary_balance[0], -0.02, 1e-15);
  EXPECT_NEAR(of.primary_balance[1], 0.2 - 0.22 / real, 1e-15);
  EXPECT_NEAR(of.primary_balance[4], 0.2 - 0.22 / (real * real), 1e-15);
  const auto before = debt_path_of(steady(), 5), after = debt_path_of(of, 5);
  for (std::size_t year = 0; year <= 5; ++year)
    EXPECT_NEAR(after.exports_usd[year], before.exports_usd[year], 1e-12);
}

TEST(debt_risk, the_primary_balance_falls_below_what_is_worse_of_past_and_projection) {
  const auto of = under_stress(steady(), past(), stress_test::primary_balance, 5);
  EXPECT_NEAR(of.primary_balance[1], -0.035, 1e-15);  // the projection of -0.02 less 0.015
  EXPECT_NEAR(of.primary_balance[3], -0.02, 1e-15);
}

TEST(debt_risk, missing_exports_are_borrowed_while_they_fall) {
  const auto of = under_stress(steady(), past(), stress_test::exports, 5);
  const auto before = debt_path_of(steady(), 5), after = debt_path_of(of, 5);
  EXPECT_NEAR(after.exports_usd[1], before.exports_usd[1], 1e-12);
  EXPECT_NEAR(after.exports_usd[2], after.exports_usd[1] * 0.95, 1e-12);  // 5 % less 10
  EXPECT_NEAR(after.exports_usd[3], after.exports_usd[2] * 0.95, 1e-12);
  EXPECT_NEAR(after.exports_usd[4], after.exports_usd[3] * 1.05, 1e-12);
  EXPECT_NEAR(after.external_debt[2] - before.external_debt[2],
              (before.exports_usd[2] - after.exports_usd[2]) / after.gdp_usd[2], 1e-14);
  EXPECT_EQ(of.extra_external_flows[3], 0);
}

TEST(debt_risk, other_flows_add_foreign_debt) {
  const auto of = under_stress(steady(), past(), stress_test::other_flows, 5);
  EXPECT_NEAR(of.extra_external_flows[1], 0.03, 1e-15);  // 0.01 is worse than none, and 0.02 more
  EXPECT_NEAR(of.extra_external_flows[2], 0.03, 1e-15);
  EXPECT_EQ(of.extra_external_flows[0], 0);
}

TEST(debt_risk, the_currency_loses_thirty_percent_and_passes_three_tenths_of_it_into_prices) {
  const auto of = under_stress(steady(), past(), stress_test::depreciation, 5);
  const auto before = debt_path_of(steady(), 5), after = debt_path_of(of, 5);
  EXPECT_NEAR(after.gdp_usd[1], before.gdp_usd[1], 1e-12);
  EXPECT_NEAR(after.gdp_usd[2], 0.79 * before.gdp_usd[2], 1e-12);
  EXPECT_NEAR(after.gdp_usd[5], 0.79 * before.gdp_usd[5], 1e-12);
  EXPECT_NEAR(of.depreciation[1], 1 / 0.7 - 1, 1e-15);
  EXPECT_NEAR(of.inflation[1], 0.79 / 0.7 - 1, 1e-15);
  EXPECT_NEAR(after.exports_usd[5], before.exports_usd[5], 1e-12);
  EXPECT_NEAR(after.revenue_usd[5], 0.79 * before.revenue_usd[5], 1e-12);
  // 130 / 109 of real depreciation: trade is better by 2.89 % of GDP in year 3 alone.
  EXPECT_EQ(of.extra_external_flows[1], 0);
  EXPECT_NEAR(of.extra_external_flows[2], -0.15 * (1.3 / 1.09 - 1), 1e-15);
  EXPECT_EQ(of.extra_external_flows[3], 0);
  const auto half = under_stress(steady(), {}, stress_test::combination, 5);
  EXPECT_NEAR(debt_path_of(half, 5).gdp_usd[2], 0.895 * before.gdp_usd[2], 1e-12);
  EXPECT_NEAR(half.extra_external_flows[2], -0.15 * (1.15 / 1.045 - 1), 1e-15);
  // 21 points less, whatever the deflator in dollars would have grown by.
  auto moving = steady();
  moving.growth = {0};
  moving.inflation = {0.1};
  moving.depreciation = {0.04};
  const auto moved =
      debt_path_of(under_stress(moving, past(), stress_test::depreciation, 5), 5).gdp_usd;
  EXPECT_NEAR(moved[2] / moved[1], 1.1 / 1.04 - 0.21, 1e-14);
}

TEST(debt_risk, combination_takes_half_of_each) {
  const auto of = under_stress(steady(), past(), stress_test::combination, 5);
  EXPECT_NEAR(of.growth[1], 0.035, 1e-15);  // half of the way from 0.05 to 0.02
  EXPECT_NEAR(
      of.extra_external_flows[1],
      0.015 + (debt_path_of(steady(), 5).exports_usd[2] - debt_path_of(of, 5).exports_usd[2]) /
                  debt_path_of(of, 5).gdp_usd[2],
      1e-14);
}

TEST(debt_risk, contingent_liabilities_fall_due_in_year_2) {
  exposure exposed;
  exposed.partnership_stock = 0.1;
  const auto of = under_stress(steady(), past(), stress_test::contingent_liabilities, 5, exposed);
  EXPECT_NEAR(of.other_flows[1], 0.07 + 0.035, 1e-15);
  EXPECT_EQ(of.other_flows[2], 0);
  const auto before = debt_path_of(steady(), 5), after = debt_path_of(of, 5);
  EXPECT_NEAR(after.public_debt(2) - before.public_debt(2), 0.105, 1e-14);
  EXPECT_NEAR(after.external_debt[2] - before.external_debt[2], 0.0525, 1e-14);
}

TEST(debt_risk, a_disaster_costs_a_tenth_of_output_and_growth) {
  exposure exposed;
  exposed.to_disasters = true;
  const auto of = under_stress(steady(), past(), stress_test::natural_disaster, 5, exposed);
  const auto before = debt_path_of(steady(), 5), after = debt_path_of(of, 5);
  EXPECT_NEAR(of.other_flows[1], 0.1, 1e-15);
  EXPECT_NEAR(after.gdp_usd[5] / before.gdp_usd[5], 1.035 / 1.05, 1e-14);
  EXPECT_NEAR(after.exports_usd[2] / after.exports_usd[1], 1.05 - 0.035, 1e-14);
  EXPECT_NEAR(after.exports_usd[5] / after.exports_usd[4], 1.05, 1e-14);
}

TEST(debt_risk, prices_of_commodities_fall_and_come_back_over_six_years) {
  exposure exposed;
  exposed.commodity_share = 0.6;
  exposed.commodity_price_fall = 0.5;
  const auto of = under_stress(steady(), past(), stress_test::commodity_prices, 10, exposed);
  const auto before = debt_path_of(steady(), 10), after = debt_path_of(of, 10);
  const std::vector<double> missing = {0, 0, 0.3, 0.25, 0.2, 0.15, 0.1, 0.05, 0, 0, 0};
  for (std::size_t year = 1; year <= 10; ++year) {
    EXPECT_NEAR(after.exports_usd[year] / before.exports_usd[year], 1 - missing[year], 1e-14);
    EXPECT_NEAR(of.extra_external_flows[year - 1], missing[year] * 0.3, 1e-14);
  }
}

TEST(debt_risk, markets_lend_dearer_and_for_fewer_years) {
  // 20 at 2 % for one year after another, half of it on market terms: at 6 % in years 2 to 4.
  economy of;
  of.gdp_usd = 100;
  of.external_debt = 0.2;
  of.existing = of.fresh = {0.02, 0, 1};
  exposure exposed;
  exposed.market_share = 0.5;
  auto stressed = under_stress(of, {}, stress_test::market_financing, 6, exposed);
  EXPECT_NEAR(debt_path_of(stressed, 6).gdp_usd[2], 100 * (1 - 0.15 * 0.7), 1e-12);
  stressed.depreciation = stressed.inflation = stressed.extra_external_flows = {0};
  const auto path = debt_path_of(stressed, 6);
  const std::vector<double> rate = {0, 0.02, 0.02, 0.04, 0.04, 0.04, 0.02};
  for (std::size_t year = 1; year <= 6; ++year)
    EXPECT_NEAR(path.external_interest_rate[year], rate[year], 1e-14);
  of.fresh = {0.02, 3, 12};
  const auto terms = under_stress(of, {}, stress_test::market_financing, 6, exposed).costly.terms;
  EXPECT_EQ(terms.maturity_years, 5);
  EXPECT_EQ(terms.grace_years, 2);
}

TEST(debt_risk, tests_of_exposure_are_for_the_exposed_alone) {
  const auto rated = rate_risk(steady(), past(), medium, false, 10);
  EXPECT_EQ(rated.path[static_cast<std::size_t>(stress_test::contingent_liabilities)].years(), 11U);
  for (const auto test : {stress_test::natural_disaster, stress_test::commodity_prices,
                          stress_test::market_financing})
    EXPECT_EQ(rated.path[static_cast<std::size_t>(test)].years(), 0U);
  exposure exposed;
  exposed.commodity_price_fall = 0.4;
  exposed.commodity_share = 0.49;
  EXPECT_FALSE(applies(stress_test::commodity_prices, exposed));
  exposed.commodity_share = 0.5;
  EXPECT_TRUE(applies(stress_test::commodity_prices, exposed));
}

TEST(debt_risk, space_below_the_thresholds) {
  const auto space = [](double pv_to_gdp, double service_to_revenue) {
    debt_path path;
    for (auto& indicator : path.indicator) indicator.assign(11, 0);
    path.indicator[0].assign(11, pv_to_gdp);
    path.indicator[3].assign(11, service_to_revenue);
    return space_of(path, medium);  // thresholds of 40 and 18 %
  };
  EXPECT_EQ(space(0.23, 0.11), shock_space::substantial);
  EXPECT_EQ(space(0.25, 0.11), shock_space::some);
  EXPECT_EQ(space(0.23, 0.12), shock_space::some);
  EXPECT_EQ(space(0.33, 0.11), shock_space::limited);
  EXPECT_EQ(space(0.23, 0.16), shock_space::limited);
}

TEST(debt_risk, capacity_by_the_composite_indicator) {
  // 1.3475 + 0.10876 + 1.4182 - 0.488775 + 0.1011 + 0.4732
  const double found = composite_indicator({3.5, 0.04, 0.35, 0.05, 0.035});
  EXPECT_NEAR(found, 2.959985, 1e-12);
  EXPECT_EQ(capacity_of(found), medium);
  EXPECT_EQ(capacity_of(2.69), medium);
  EXPECT_EQ(capacity_of(2.6899), weak);
  EXPECT_EQ(capacity_of(3.05), medium);
  EXPECT_EQ(capacity_of(3.0501), strong);
}

TEST(debt_risk, ratings_follow_the_first_breach) {
  economy safe;
  safe.external_debt = 0.1;
  EXPECT_EQ(rate_risk(safe, {}, weak, false, 10).overall, debt_risk::low);
  EXPECT_EQ(rate_risk(safe, {}, weak, true, 10).overall, debt_risk::in_distress);

  auto near = safe;
  near.external_debt = 0.25;
  near.existing = near.fresh = {framework_discount_rate, 5, 30};
  near.primary_balance = {0.05 * 0.25};
  near.exports = near.revenue = {1};
  // The depreciation alone takes 0.25 to 0.32 in year 2, and trade back to 0.29 in year 3; the
  // dearer interest then takes it up again.
  const auto moderate = rate_risk(near, {}, weak, false, 10);
  EXPECT_EQ(moderate.external, debt_risk::moderate);
  EXPECT_FALSE(moderate.breach[0][0]);
  EXPECT_TRUE(moderate.breach[static_cast<std::size_t>(stress_test::depreciation)][0]);
  EXPECT_FALSE(moderate.breach[static_cast<std::size_t>(stress_test::growth)][0]);
  EXPECT_EQ(rate_risk(near, {}, strong, false, 10).external, debt_risk::low);

  auto high = near;
  high.external_debt = 0.35;
  EXPECT_EQ(rate_risk(high, {}, weak, false, 10).external, debt_risk::high);

  // Domestic debt alone is no external risk.
  economy domestic;
  domestic.domestic_debt = 0.8;
  const auto rated = rate_risk(domestic, {}, strong, false, 10);
  EXPECT_EQ(rated.external, debt_risk::low);
  EXPECT_EQ(rated.overall, debt_risk::high);
}

}  // namespace
}  // namespace amur::test
