// Sculpted loans, several payments a year, loans repaid by others: beside closed forms.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "amur/finance/public_debt.h"
#include "amur/finance/time_value.h"
#include "support/worked_loans.h"

namespace amur::test {
namespace {

using namespace amur::finance;

TEST(sculpted_loan, cover_is_the_same_every_year_and_service_is_worth_the_debt) {
  auto terms = simple_loan(1000, 0.08, 6, 1);
  terms.repayment = repayment::sculpted;
  terms.followed = {0, 50, 200, 260, 340, 420, 500, 900};
  const auto plan = schedule_of(terms);
  ASSERT_EQ(plan.years(), 7U);
  // The cover is what the income of the years of repayment is worth at the end of the grace, at the
  // loan's rate, over the debt.
  double worth = 0;
  for (std::size_t year = 2; year <= 6; ++year)
    worth += terms.followed[year] / std::pow(1.08, static_cast<double>(year - 1));
  for (std::size_t year = 2; year <= 6; ++year)
    EXPECT_NEAR(terms.followed[year] / plan.service(year), worth / 1000, 1e-12) << year;
  EXPECT_NEAR(present_value_after(plan, 1, 0.08), 1000, 1e-9);
  EXPECT_NEAR(plan.balance[6], 0, 0);
  EXPECT_NEAR(plan.service(1), 80, 1e-12);
}

TEST(sculpted_loan, interest_beyond_the_income_is_added_to_the_debt) {
  // 1,000 at 10 %; incomes of 10 and 1,000: the first year pays 10 k, k = 1000 / (10/1.1 +
  // 1000/1.21), less than the interest of 100.
  auto terms = simple_loan(1000, 0.1, 2);
  terms.repayment = repayment::sculpted;
  terms.followed = {0, 10, 1000};
  const double k = 1000 / (10 / 1.1 + 1000 / 1.21);
  const auto plan = schedule_of(terms);
  EXPECT_NEAR(plan.service(1), 10 * k, 1e-9);
  EXPECT_NEAR(plan.capitalised[1], 100 - 10 * k, 1e-9);
  EXPECT_NEAR(plan.balance[1], 1100 - 10 * k, 1e-9);
  EXPECT_NEAR(plan.service(2), 1000 * k, 1e-9);
}

TEST(sculpted_loan, even_or_missing_income_makes_an_annuity) {
  const auto annuity = schedule_of(simple_loan(1000, 0.07, 9, 2));
  auto terms = simple_loan(1000, 0.07, 9, 2);
  terms.repayment = repayment::sculpted;
  for (const std::vector<double>& income :
       {std::vector<double>{}, std::vector<double>(12, 0), std::vector<double>(12, 40)}) {
    terms.followed = income;
    const auto plan = schedule_of(terms);
    for (std::size_t year = 0; year < plan.years(); ++year)
      EXPECT_NEAR(plan.service(year), annuity.service(year), 1e-9) << year;
  }
}

TEST(half_years, an_annuity_by_its_formula) {
  // 1,000 at 6 % over 5 years in 10 payments of 1000 x 0.03 / (1 - 1.03^-10) = 117.2305.
  auto terms = simple_loan(1000, 0.06, 5);
  terms.payments_per_year = 2;
  const auto plan = schedule_of(terms);
  const double payment = 1000 * 0.03 / (1 - std::pow(1.03, -10));
  double owed = 1000;
  for (std::size_t year = 1; year <= 5; ++year) {
    EXPECT_NEAR(plan.service(year), 2 * payment, 1e-9);
    const double first = owed * 0.03, second = (owed + first - payment) * 0.03;
    EXPECT_NEAR(plan.interest[year], first + second, 1e-9);
    owed += first + second - 2 * payment;
    EXPECT_NEAR(plan.balance[year], owed, 1e-9);
  }
  EXPECT_EQ(plan.balance[5], 0);
}

TEST(half_years, equal_principal_by_hand) {
  // 400 at 10 % in four halves of 100: interest 20 + 15, then 10 + 5.
  auto terms = simple_loan(400, 0.1, 2);
  terms.payments_per_year = 2;
  terms.repayment = repayment::equal_principal;
  const auto plan = schedule_of(terms);
  EXPECT_NEAR(plan.interest[1], 35, 1e-12);
  EXPECT_NEAR(plan.interest[2], 15, 1e-12);
  EXPECT_NEAR(plan.principal[1], 200, 1e-12);
  EXPECT_NEAR(plan.balance[1], 200, 1e-12);
}

TEST(half_years, interest_of_the_grace_that_is_added_grows_by_halves) {
  auto terms = simple_loan(1000, 0.06, 4, 2);
  terms.capitalised_years = 2;
  terms.payments_per_year = 2;
  const auto plan = schedule_of(terms);
  EXPECT_NEAR(plan.balance[2], 1000 * std::pow(1.03, 4), 1e-9);
}

TEST(half_years, payments_are_worth_the_debt_at_the_rate_of_a_payment) {
  rc::check("sculpted, level and falling payments", [] {
    auto terms = simple_loan(1000, *rc::gen::inRange(1, 200) / 1000.0, *rc::gen::inRange(2, 20));
    terms.payments_per_year = *rc::gen::element(1, 2, 4, 12);
    terms.repayment = repayment::sculpted;
    terms.followed = {0};
    for (int year = 0; year < terms.maturity_years; ++year)
      terms.followed.push_back(*rc::gen::inRange(300, 900));
    const auto plan = schedule_of(terms);
    // Each year's service comes in equal parts.
    const double m = terms.payments_per_year, growth = 1 + terms.rate[0] / m;
    double worth = 0;
    for (std::size_t year = 1; year < plan.years(); ++year)
      for (int k = 1; k <= terms.payments_per_year; ++k)
        worth += plan.service(year) / m / std::pow(growth, m * static_cast<double>(year - 1) + k);
    RC_ASSERT(std::abs(worth - 1000) < 1e-6);
  });
}

TEST(refinancing, the_rest_is_repaid_at_once_and_is_no_service) {
  auto terms = simple_loan(1000, 0.1, 5, 1);
  terms.repayment = repayment::equal_principal;
  terms.refinanced_in = 3;
  const auto plan = schedule_of(terms);
  ASSERT_EQ(plan.years(), 4U);
  EXPECT_NEAR(plan.service(2), 350, 1e-9);
  EXPECT_NEAR(plan.service(3), 325, 1e-9);
  EXPECT_NEAR(plan.refinanced[3], 500, 1e-9);
  EXPECT_EQ(plan.balance[3], 0);
}

TEST(refinancing, on_the_same_terms_changes_no_debt_path) {
  // What is left of an annuity, borrowed anew for the years left at the same rate, is that annuity.
  economy state;
  state.gdp_usd = 5000;
  state.external_debt = 0.5;
  state.projects = {{simple_loan(1000, 0.07, 10), {1}, 0.5, 1}};
  auto again = state;
  again.projects[0].terms.refinanced_in = 4;
  const double left = schedule_of(state.projects[0].terms).balance[4];
  again.projects.push_back({simple_loan(left, 0.07, 6), {1}, 0.5, 5});
  const auto path = debt_path_of(state, 15), same = debt_path_of(again, 15);
  for (std::size_t year = 1; year <= 15; ++year) {
    EXPECT_NEAR(path.external_service_usd[year], same.external_service_usd[year], 1e-9) << year;
    EXPECT_NEAR(path.external_debt[year], same.external_debt[year], 1e-12) << year;
    EXPECT_NEAR(path.indicator[0][year], same.indicator[0][year], 1e-12) << year;
  }
}

}  // namespace
}  // namespace amur::test
