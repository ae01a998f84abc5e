// Tax, refinancing and economic worth of a project, worked by hand.

#include <gtest/gtest.h>

#include <cmath>

#include "amur/finance/economic.h"
#include "amur/finance/time_value.h"
#include "support/worked_loans.h"

namespace amur::test {
namespace {

using namespace amur::finance;

TEST(tax, losses_are_carried_forward_oldest_first) {
  const std::vector<double> profit = {-100, -50, 60, 30, 200};
  const auto path = tax_on(profit, {0.2, {}, {}});
  expect_near(path.losses_used_usd, {0, 0, 60, 30, 60});
  expect_near(path.tax_usd, {0, 0, 0, 0, 28});
  // For two years only: 40 of the first loss are lost after year 2, the second after year 3.
  const auto two = tax_on(profit, {0.2, {}, 2});
  expect_near(two.losses_used_usd, {0, 0, 60, 30, 0});
  expect_near(two.tax_usd, {0, 0, 0, 0, 40});
  expect_near(tax_on(profit, {0.2, {}, 0}).tax_usd, {0, 0, 12, 6, 40});
}

TEST(tax, construction_is_written_off_in_equal_parts) {
  const std::vector<double> spent = {600, 400, 0, 100, 0, 0};
  // Until the end: 1,000 over the years 2 to 5, 100 over 3 to 5.
  expect_near(straight_line(spent, 2, {0.2, {}, {}}),
              {0, 0, 250, 250 + 100 / 3.0, 250 + 100 / 3.0, 250 + 100 / 3.0});
  expect_near(straight_line(spent, 2, {0.2, 2, {}}), {0, 0, 500, 550, 50, 0});
  // What is not written off when the project ends goes with its last year.
  expect_near(straight_line(spent, 2, {0.2, 5, {}}), {0, 0, 200, 220, 220, 460});
}

// project_test.cpp's toll road: 1,000 built, income 700 less 100, a loan of 800 whose interest is
// 20 (added), 41 and 20.5. At 25 % with 1,000 written off in thirds:
//   profit      -20   600 - 333.33 - 41 = 225.67   246.17   266.67
//   taxed              205.67, the 20 used         246.17   266.67
//   without loans      266.67                      266.67   266.67
TEST(tax, of_a_project_worked_by_hand) {
  project_plan plan;
  plan.construction_usd = {600, 400, 0, 0, 0};
  plan.income_usd = {0, 0, 700, 700, 700};
  plan.operating_cost_usd = {0, 0, 100, 100, 100};
  plan.opening_year = 2;
  plan.discount_rate = 0.1;
  plan.tax.rate = 0.25;
  loan_terms terms;
  terms.draw = {400, 400};
  terms.rate = {0.05};
  terms.maturity_years = 3;
  terms.grace_years = terms.capitalised_years = 1;
  terms.repayment = repayment::equal_principal;
  plan.loans = {schedule_of(terms)};
  const auto flow = cash_flow_of(plan);
  const double third = 1000 / 3.0;
  const double first = 0.25 * (600 - third - 41 - 20), second = 0.25 * (600 - third - 20.5),
               last = 0.25 * (600 - third);
  expect_near(flow.tax.tax_usd, {0, 0, first, second, last});
  expect_near(flow.tax_without_loans.tax_usd, {0, 0, last, last, last});
  expect_near(flow.available_usd, {0, 0, 600 - first, 600 - second, 600 - last});
  expect_near(flow.project_usd, {-600, -400, 600 - last, 600 - last, 600 - last});
  expect_near(flow.owners_usd, {-200, 0, 600 - first - 451, 600 - second - 430.5, 600 - last});
  EXPECT_NEAR(flow.dscr[2], (600 - first) / 451, 1e-12);
}

TEST(refinancing, owners_of_a_project_see_new_money_only) {
  // 1,000 at 10 % in equal parts over 5 years; at the end of the second the 600 left are borrowed
  // at 5 % for two years.
  project_plan plan;
  plan.construction_usd = {1000, 0, 0, 0, 0, 0};
  plan.income_usd = {0, 500, 500, 500, 500, 500};
  plan.operating_cost_usd.assign(6, 0);
  plan.opening_year = 1;
  loan_terms old, fresh;
  old.draw = {1000};
  old.rate = {0.1};
  old.maturity_years = 5;
  old.repayment = fresh.repayment = repayment::equal_principal;
  old.refinanced_in = 2;
  fresh.draw = {0, 0, 600};
  fresh.rate = {0.05};
  fresh.maturity_years = 2;
  plan.loans = {schedule_of(old), schedule_of(fresh)};
  const auto flow = cash_flow_of(plan);
  expect_near(flow.drawn_usd, {1000, 0, 0, 0, 0, 0});
  expect_near(flow.service_usd, {0, 300, 280, 330, 315, 0});
  expect_near(flow.balance_usd, {1000, 800, 600, 300, 0, 0});
  expect_near(flow.owners_usd, {0, 200, 220, 170, 185, 500});
  expect_near({flow.debt_rate[1], flow.debt_rate[2], flow.debt_rate[3], flow.debt_rate[4]},
              {0.1, 0.1, 0.05, 0.05});
}

TEST(economic_value, worked_by_hand) {
  project_plan plan;
  plan.construction_usd = {1000, 0, 0};
  plan.income_usd = {0, 300, 300};
  plan.operating_cost_usd = {0, 100, 100};
  plan.opening_year = 1;
  plan.tax.rate = 0.3;  // moves nothing
  const auto value = economic_value_of(plan, {0.1, 0.8, 0.5, {0, 400, 500}});
  expect_near(value.net_usd, {-800, 650, 750});
  EXPECT_NEAR(value.npv_usd, -800 + 650 / 1.1 + 750 / 1.21, 1e-9);
  EXPECT_NEAR(value.irr, (650 + std::sqrt(650.0 * 650 + 4 * 800 * 750)) / 1600 - 1, 1e-9);
  // At market prices and without savings it is the project's own worth before tax.
  const auto plain = economic_value_of(plan, {0.1, 1, 1, {0, 0, 0}});
  EXPECT_NEAR(plain.npv_usd, -1000 + 200 / 1.1 + 200 / 1.21, 1e-9);
}

}  // namespace
}  // namespace amur::test
