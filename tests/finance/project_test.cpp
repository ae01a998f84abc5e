// A project's cash flow and ratios beside a table worked by hand.

#include "amur/finance/project.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "amur/finance/time_value.h"
#include "support/worked_loans.h"

namespace amur::test {
namespace {

using namespace amur::finance;

// A toll road for 1,000 in two years, 800 of it by a loan at 5 % that is repaid in two parts of
// 420, interest of the second year of construction added to it:
//   year                 0     1      2       3      4
//   construction       600   400
//   income                          700     700    700
//   operating cost                  100     100    100
//   drawn              400   400
//   owed               400   820    410       0
//   interest                  20*    41    20.5            * added
//   service                         451   430.5
//   owners            -200     0    149   169.5    600
project_plan toll_road() {
  project_plan plan;
  plan.construction_usd = {600, 400, 0, 0, 0};
  plan.income_usd = {0, 0, 700, 700, 700};
  plan.operating_cost_usd = {0, 0, 100, 100, 100};
  plan.opening_year = 2;
  plan.discount_rate = 0.1;
  plan.target_dscr = 1.4;
  loan_terms terms;
  terms.draw = {400, 400};
  terms.rate = {0.05};
  terms.maturity_years = 3;
  terms.grace_years = terms.capitalised_years = 1;
  terms.repayment = repayment::equal_principal;
  plan.loans = {schedule_of(terms)};
  return plan;
}

TEST(project, cash_flow_worked_by_hand) {
  const auto flow = cash_flow_of(toll_road());
  expect_near(flow.available_usd, {0, 0, 600, 600, 600});
  expect_near(flow.drawn_usd, {400, 400, 0, 0, 0});
  expect_near(flow.interest_usd, {0, 0, 41, 20.5, 0});
  expect_near(flow.principal_usd, {0, 0, 410, 410, 0});
  expect_near(flow.service_usd, {0, 0, 451, 430.5, 0});
  expect_near(flow.balance_usd, {400, 820, 410, 0, 0});
  expect_near(flow.project_usd, {-600, -400, 600, 600, 600});
  expect_near(flow.owners_usd, {-200, 0, 149, 169.5, 600});
  EXPECT_TRUE(std::isnan(flow.dscr[0]) && std::isnan(flow.dscr[4]));
}

TEST(project, ratios_worked_by_hand) {
  const auto plan = toll_road();
  const auto ratios = ratios_of(cash_flow_of(plan), plan);
  EXPECT_NEAR(ratios.dscr_minimum, 600 / 451.0, 1e-12);
  EXPECT_EQ(ratios.dscr_minimum_year, 2U);
  EXPECT_NEAR(ratios.dscr_average, (600 / 451.0 + 600 / 430.5) / 2, 1e-12);
  EXPECT_NEAR(ratios.llcr, (600 / 1.05 + 600 / 1.1025) / 820, 1e-12);
  EXPECT_NEAR(ratios.plcr, (600 / 1.05 + 600 / 1.1025 + 600 / 1.157625) / 820, 1e-12);
  const double npv = -600 - 400 / 1.1 + 600 / 1.21 + 600 / 1.331 + 600 / 1.4641;
  EXPECT_NEAR(ratios.npv_usd, npv, 1e-9);
  EXPECT_EQ(ratios.grant_for_npv_usd, 0);
  EXPECT_NEAR(ratios.owners_npv_usd, -200 + 149 / 1.21 + 169.5 / 1.331 + 600 / 1.4641, 1e-9);
  // 1,000 less 600 in the first year of traffic leaves 400, two thirds of the second.
  EXPECT_NEAR(ratios.payback_years, 1 + 400 / 600.0, 1e-12);
  const double spent = 600 + 400 / 1.1, first = 600 / 1.21, second = 600 / 1.331;
  EXPECT_NEAR(ratios.discounted_payback_years, 2 + (spent - first - second) / (600 / 1.4641),
              1e-12);
  EXPECT_NEAR(ratios.grant_for_dscr_usd, (1.4 * 451 - 600) / 1.21 + (1.4 * 430.5 - 600) / 1.331,
              1e-9);
  EXPECT_NEAR(net_present_value(ratios.irr, cash_flow_of(plan).project_usd), 0, 1e-9);
  EXPECT_NEAR(net_present_value(ratios.owners_irr, cash_flow_of(plan).owners_usd), 0, 1e-9);
}

TEST(project, owners_keep_a_reserve_of_the_next_years_service) {
  auto plan = toll_road();
  plan.reserved_years = 0.5;
  const auto flow = cash_flow_of(plan);
  expect_near(flow.reserve_usd, {0, 225.5, 215.25, 0, 0});
  expect_near(flow.owners_usd, {-200, -225.5, 149 + 10.25, 169.5 + 215.25, 600});
  expect_near(flow.project_usd, cash_flow_of(toll_road()).project_usd);
}

TEST(project, the_grant_brings_the_value_to_nothing) {
  auto plan = toll_road();
  plan.income_usd = {0, 0, 300, 300, 300};
  const auto ratios = ratios_of(cash_flow_of(plan), plan);
  ASSERT_LT(ratios.npv_usd, 0);
  plan.construction_usd[0] -= ratios.grant_for_npv_usd;
  EXPECT_NEAR(ratios_of(cash_flow_of(plan), plan).npv_usd, 0, 1e-9);
  EXPECT_TRUE(std::isnan(ratios.payback_years));
}

TEST(project, income_that_just_serves_the_debt_covers_it_once) {
  auto plan = toll_road();
  for (std::size_t year = 0; year < plan.loans[0].years(); ++year)
    plan.income_usd[year] = plan.loans[0].service(year) + plan.operating_cost_usd[year];
  const auto ratios = ratios_of(cash_flow_of(plan), plan);
  EXPECT_NEAR(ratios.dscr_minimum, 1, 1e-12);
  EXPECT_NEAR(ratios.dscr_average, 1, 1e-12);
  EXPECT_NEAR(ratios.llcr, 1, 1e-12);
}

// A loan of 100 at 10 % in a currency that rises from 1 to 1.2 and 1.44 dollars, repaid in two
// parts; `drawn_late` of it in the opening year, whose income and that of the next just serve it.
double llcr_in_a_rising_currency(double drawn_late, double fee) {
  loan_terms terms;
  terms.draw = {100 - drawn_late, drawn_late};
  terms.rate = {0.1};
  terms.grace_years = drawn_late > 0 ? 1 : 0;
  terms.maturity_years = 2;
  terms.commitment_fee = fee;
  terms.repayment = repayment::equal_principal;
  project_plan plan;
  plan.opening_year = 1;
  plan.construction_usd = {100, 0, 0};
  plan.operating_cost_usd = {0, 0, 0};
  plan.loans = {in_dollars(schedule_of(terms), std::vector{1.0, 1.2, 1.44})};
  for (std::size_t year = 0; year < 3; ++year)
    plan.income_usd.push_back(plan.loans[0].service(year));
  return ratios_of(cash_flow_of(plan), plan).llcr;
}

TEST(project, what_serves_a_loan_in_a_rising_currency_covers_it_once_whenever_it_is_drawn) {
  EXPECT_NEAR(llcr_in_a_rising_currency(0, 0), 1, 1e-12);
  EXPECT_NEAR(llcr_in_a_rising_currency(50, 0), 1, 1e-12);
  EXPECT_NEAR(llcr_in_a_rising_currency(50, 0.02), 1, 1e-12);  // fees are a cost of the debt too
}

TEST(project, what_falls_below_nothing_again_is_not_paid_back) {
  project_plan plan;
  plan.opening_year = 1;
  plan.construction_usd = {30, 0, 270, 0, 0, 0, 0, 0, 0, 0};
  plan.operating_cost_usd.assign(10, 0);
  plan.income_usd = {0, 40, 40, 40, 40, 40, 40, 40, 40, 0};
  plan.discount_rate = 0;
  // -30, 10, -220, ... 20 after the seventh more year of 40: 5.5 years later.
  auto ratios = ratios_of(cash_flow_of(plan), plan);
  EXPECT_NEAR(ratios.payback_years, 2 + 5.5, 1e-12);
  EXPECT_NEAR(ratios.discounted_payback_years, 2 + 5.5, 1e-12);
  plan.income_usd.resize(6);
  plan.construction_usd.resize(6);
  plan.operating_cost_usd.resize(6);
  ratios = ratios_of(cash_flow_of(plan), plan);
  EXPECT_TRUE(std::isnan(ratios.payback_years)) << ratios.payback_years;
}

TEST(project, what_cost_nothing_has_nothing_to_pay_back) {
  project_plan plan;
  plan.opening_year = 1;
  plan.construction_usd = {0, 0};
  plan.operating_cost_usd = {0, 0};
  plan.income_usd = {0, 40};
  const auto ratios = ratios_of(cash_flow_of(plan), plan);
  EXPECT_TRUE(std::isnan(ratios.payback_years));
  EXPECT_FALSE(ratios.dscr_minimum_year);
}

TEST(project, without_loans_there_are_no_ratios_of_debt) {
  auto plan = toll_road();
  plan.loans.clear();
  const auto ratios = ratios_of(cash_flow_of(plan), plan);
  EXPECT_TRUE(std::isnan(ratios.dscr_minimum) && std::isnan(ratios.llcr) &&
              std::isnan(ratios.plcr));
  EXPECT_EQ(ratios.npv_usd, ratios.owners_npv_usd);
}

TEST(project, a_loan_that_outlives_its_project_is_seen_in_full) {
  auto plan = toll_road();
  for (auto* path : {&plan.construction_usd, &plan.income_usd, &plan.operating_cost_usd})
    path->resize(3);
  const auto flow = cash_flow_of(plan);
  ASSERT_EQ(flow.years(), 4U);
  EXPECT_EQ(flow.dscr[3], 0);
}

TEST(project, income_ramps_up_and_grows) {
  expect_near(yearly_path(6, 2, 100, 0.1, std::vector<double>{0.5, 0.8}),
              {0, 0, 50, 88, 121, 133.1});
}

}  // namespace
}  // namespace amur::test
