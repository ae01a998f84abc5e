// Debt paths beside tables worked by hand.

#include "amur/finance/public_debt.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

namespace amur::test {
namespace {

using namespace amur::finance;

const std::vector<double>& indicator(const debt_path& path, debt_indicator which) {
  return path.indicator[static_cast<std::size_t>(which)];
}

TEST(public_debt, domestic_debt_worked_by_hand) {
  economy of;
  of.domestic_debt = 0.6;
  of.domestic_rate = 0.05;
  of.growth = {0.03, 0.01};
  of.primary_balance = {-0.01, 0.02, 0.03};
  of.other_flows = {0.005, 0};
  of.external_share = 0;
  const auto path = debt_path_of(of, 3);
  // d' = d (1 + r) / (1 + g) - primary balance + other flows
  const double first = 0.6 * 1.05 / 1.03 + 0.01 + 0.005;
  const double second = first * 1.05 / 1.01 - 0.02;
  EXPECT_NEAR(path.public_debt(1), first, 1e-15);
  EXPECT_NEAR(path.public_debt(2), second, 1e-15);
  EXPECT_NEAR(path.public_debt(3), second * 1.05 / 1.01 - 0.03, 1e-15);
  EXPECT_NEAR(path.gdp_usd[2], 1.03 * 1.01, 1e-15);
}

TEST(public_debt, external_debt_grows_with_the_dollars_price) {
  economy of;
  of.external_debt = 0.5;
  of.growth = {0.04};
  of.inflation = {0.06};
  of.depreciation = {0.1};
  of.primary_balance = {-0.02};
  of.existing = of.fresh = {0.03, 2, 10};
  of.external_share = 0.75;
  const auto path = debt_path_of(of, 12);
  double external = 0.5, domestic = 0;
  for (std::size_t year = 1; year <= 12; ++year) {
    external = external * 1.03 * 1.1 / (1.04 * 1.06) + 0.75 * 0.02;
    domestic = domestic / (1.04 * 1.06) + 0.25 * 0.02;
    EXPECT_NEAR(path.external_debt[year], external, 1e-13);
    EXPECT_NEAR(path.domestic_debt[year], domestic, 1e-13);
    EXPECT_NEAR(path.external_interest_rate[year], 0.03, 1e-13);
  }
}

TEST(public_debt, service_and_present_value_worked_by_hand) {
  // 100 owed, repaid in two parts of 50 at 10 %, both borrowed again for one year at 0 %:
  //   year                   0       1       2       3
  //   interest                      10       5
  //   principal                     50      50 + 60
  //   fresh                         60     115     115
  //   owed                 100     110     115     115
  economy of;
  of.gdp_usd = 200;
  of.external_debt = 0.5;
  of.exports = {0.25};
  of.revenue = {0.2};
  of.existing = {0.1, 0, 2};
  of.fresh = {0, 0, 1};
  const auto path = debt_path_of(of, 3);
  EXPECT_NEAR(path.external_service_usd[1], 60, 1e-12);
  EXPECT_NEAR(path.external_service_usd[2], 115, 1e-12);
  EXPECT_NEAR(path.external_service_usd[3], 115, 1e-12);
  EXPECT_NEAR(path.external_debt[1], 110 / 200.0, 1e-15);
  EXPECT_NEAR(path.external_debt[2], 115 / 200.0, 1e-15);
  const auto& value = indicator(path, debt_indicator::pv_external_to_gdp);
  // At 10 % the stock counts at its face, at 0 % what is borrowed again at less.
  EXPECT_NEAR(value[0], 100 / 200.0, 1e-15);
  EXPECT_NEAR(value[1], (50 + 60 / 1.05) / 200, 1e-15);
  EXPECT_NEAR(indicator(path, debt_indicator::pv_external_to_exports)[1], (50 + 60 / 1.05) / 50,
              1e-14);
  EXPECT_NEAR(indicator(path, debt_indicator::service_to_exports)[1], 60 / 50.0, 1e-14);
  EXPECT_NEAR(indicator(path, debt_indicator::service_to_revenue)[2], 115 / 40.0, 1e-14);
  EXPECT_TRUE(std::isnan(indicator(path, debt_indicator::service_to_exports)[0]));
}

TEST(public_debt, at_the_frameworks_own_rate_debt_is_worth_its_face) {
  economy of;
  of.external_debt = 0.4;
  of.domestic_debt = 0.1;
  of.existing = of.fresh = {framework_discount_rate, 4, 20};
  of.primary_balance = {-0.03};
  const auto path = debt_path_of(of, 8);
  for (std::size_t year = 0; year <= 8; ++year) {
    EXPECT_NEAR(indicator(path, debt_indicator::pv_external_to_gdp)[year], path.external_debt[year],
                1e-13);
    EXPECT_NEAR(indicator(path, debt_indicator::pv_public_to_gdp)[year], path.public_debt(year),
                1e-13);
  }
}

TEST(public_debt, debt_above_the_frameworks_rate_is_worth_its_face) {
  // At interest and growth of 8 %, 36 % of GDP stay 36 %, below a medium state's threshold of 40 %.
  economy of;
  of.external_debt = 0.36;
  of.growth = {0.08};
  of.existing = of.fresh = {0.08, 4, 20};
  const auto path = debt_path_of(of, 10);
  for (const double each : indicator(path, debt_indicator::pv_external_to_gdp))
    EXPECT_NEAR(each, 0.36, 1e-13);

  // A project's loan as well, whose rate floats.
  of = {};
  of.gdp_usd = 1000;
  of.external_debt = 0.1;
  project_debt road;
  road.terms.draw = {100};
  road.terms.rate = {0, 0.09, 0.04};
  road.terms.maturity_years = 2;
  road.terms.repayment = repayment::equal_principal;
  of.projects = {road};
  const auto with_road = debt_path_of(of, 2);
  // 59 and 52 are worth 103.36, more than the 100 owed.
  EXPECT_NEAR(indicator(with_road, debt_indicator::pv_external_to_gdp)[0], 0.1, 1e-14);
}

// A railway: 30 drawn in year -1, 20 in year 1 of the projection; half of it is the state's.
economy with_railway() {
  economy of;
  of.gdp_usd = 100;
  of.external_debt = 0.4;
  of.existing = of.fresh = {0.02, 0, 10};
  project_debt railway;
  railway.terms.draw = {30, 0, 20};
  railway.terms.rate = {0.04};
  railway.terms.grace_years = 2;
  railway.terms.maturity_years = 4;
  railway.terms.repayment = repayment::equal_principal;
  railway.share = 0.5;
  railway.first_year = -1;
  of.projects = {railway};
  return of;
}

TEST(public_debt, a_projects_debt_worked_by_hand) {
  //   year of the projection     -1     0     1     2     3
  //   drawn, the state's half    15           10
  //   owed                       15    15    25  12.5     0
  //   interest                         0.6   0.6     1   0.5
  auto of = with_railway();
  const auto without = debt_path_of(without_projects(of), 4);
  EXPECT_NEAR(without.external_debt[0], 0.25, 1e-15);
  EXPECT_NEAR(without.external_debt[1], 0.25 * 1.02, 1e-15);
  const auto path = debt_path_of(of, 4);
  EXPECT_NEAR(path.external_debt[0], 0.4, 1e-15);
  EXPECT_NEAR(path.external_debt[1], (25 * 1.02 + 15 * 1.04 + 10) / 100, 1e-14);
  EXPECT_NEAR(path.external_service_usd[1], 2.5 + 0.5 + 0.6, 1e-13);
  // Only the 15 that were drawn count in year 0: two parts of 7.5 in years 2 and 3.
  const double railway = 0.6 / 1.05 + 8.1 / 1.1025 + 7.8 / 1.157625;
  const double value = indicator(path, debt_indicator::pv_external_to_gdp)[0] -
                       indicator(without, debt_indicator::pv_external_to_gdp)[0];
  EXPECT_NEAR(value, railway / 100, 1e-14);

  of.project_income_usd = {0, 0, 5, 5};
  const auto earning = debt_path_of(of, 4);
  EXPECT_EQ(earning.external_debt[1], path.external_debt[1]);
  EXPECT_NEAR(earning.external_debt[2], path.external_debt[2] - 0.05, 1e-14);
  EXPECT_NEAR(earning.external_debt[3], path.external_debt[3] - 0.05 * 1.02 - 0.05, 1e-14);
  EXPECT_NEAR(earning.external_debt[4], path.external_debt[4] - (0.05 * 1.02 + 0.05) * 1.02, 1e-14);
}

TEST(public_debt, income_that_serves_a_projects_debt_leaves_the_rest_as_it_was) {
  auto of = with_railway();
  of.projects[0].terms.draw = {30};
  of.projects[0].first_year = 0;
  of.project_income_usd = {0, 0.6, 0.6, 8.1, 7.8};
  const auto without = debt_path_of(without_projects(of), 6);
  const auto path = debt_path_of(of, 6);
  for (const std::size_t year : {4, 5, 6})
    EXPECT_NEAR(path.external_debt[year], without.external_debt[year], 1e-14);
}

TEST(public_debt, debt_moves_by_interest_growth_and_what_is_borrowed_whatever_the_loans) {
  rc::check([] {
    const auto share = [](int low, int high) { return *rc::gen::inRange(low, high) / 1000.0; };
    const auto terms = [&] {
      const int grace = *rc::gen::inRange(0, 10);
      return external_terms{share(0, 80), grace, grace + *rc::gen::inRange(1, 30)};
    };
    economy of = with_railway();
    of.domestic_debt = share(0, 600);
    of.external_debt = share(250, 1000);
    of.growth = {share(-50, 90), share(-50, 90)};
    of.inflation = {share(0, 150)};
    of.depreciation = {share(-50, 200), share(-50, 200)};
    of.primary_balance = {share(-80, 60)};
    of.other_flows = {share(-20, 20)};
    of.domestic_rate = share(0, 120);
    of.external_share = share(0, 1001);
    of.existing = terms();
    of.fresh = terms();
    of.projects[0].terms.draw = {30};
    const auto path = debt_path_of(of, 15);
    for (std::size_t year = 1; year <= 15; ++year) {
      const double gap = of.other_flows[0] - of.primary_balance[0];
      const double growth = path.gdp_usd[year] / path.gdp_usd[year - 1];
      const double external =
          path.external_debt[year - 1] * (1 + path.external_interest_rate[year]) / growth +
          of.external_share * gap;
      RC_ASSERT(std::abs(path.external_debt[year] - external) < 1e-11);
    }
  });
}

}  // namespace
}  // namespace amur::test
