// Loans beside tables worked by hand.

#include "amur/finance/loan.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

#include "amur/finance/time_value.h"
#include "support/worked_loans.h"

namespace amur::test {
namespace {

using namespace amur::finance;

TEST(loan, equal_principal_worked_by_hand) {
  // 1,000 at 10 %, one year of grace, then four payments of 250.
  auto terms = simple_loan(1000, 0.1, 5, 1);
  terms.repayment = repayment::equal_principal;
  const auto plan = schedule_of(terms);
  expect_near(plan.interest, {0, 100, 100, 75, 50, 25});
  expect_near(plan.principal, {0, 0, 250, 250, 250, 250});
  expect_near(plan.balance, {1000, 1000, 750, 500, 250, 0});
  EXPECT_NEAR(plan.service(3), 325, 1e-9);
}

TEST(loan, annuity_worked_by_hand) {
  // 1,000 at 10 % in three payments of 1,000 x 0.1 / (1 - 1.1^-3) = 402.114804.
  const auto plan = schedule_of(simple_loan(1000, 0.1, 3));
  const double payment = 1000 * 1.331 * 0.1 / 0.331;
  for (std::size_t year = 1; year <= 3; ++year) EXPECT_NEAR(plan.service(year), payment, 1e-9);
  expect_near(plan.interest,
              {0, 100, 1100 * 0.1 - payment * 0.1, ((1100 - payment) * 1.1 - payment) * 0.1});
  EXPECT_NEAR(plan.balance[3], 0, 1e-12);
}

TEST(loan, interest_during_construction_is_added_and_repaid_with_the_rest) {
  // 600 and 400 in two years, 5 %: 600, 600 x 1.05 + 400 = 1030, x 1.05 = 1081.5, in two parts.
  loan_terms terms;
  terms.draw = {600, 400};
  terms.rate = {0.05};
  terms.maturity_years = 4;
  terms.grace_years = terms.capitalised_years = 2;
  terms.repayment = repayment::equal_principal;
  const auto plan = schedule_of(terms);
  expect_near(plan.capitalised, {0, 30, 51.5, 0, 0});
  expect_near(plan.balance, {600, 1030, 1081.5, 540.75, 0});
  EXPECT_EQ(plan.service(1), 0);
  EXPECT_EQ(plan.service(2), 0);
  EXPECT_NEAR(plan.service(3), 540.75 + 54.075, 1e-9);
}

TEST(loan, fees_on_the_whole_loan_and_on_what_is_not_yet_drawn) {
  loan_terms terms;
  terms.draw = {0, 500, 300, 200};
  terms.rate = {0.02};
  terms.maturity_years = 6;
  terms.grace_years = 2;
  terms.upfront_fee = 0.01;
  terms.commitment_fee = 0.005;
  expect_near(schedule_of(terms).fees, {0, 10, 2.5, 1, 0, 0, 0, 0});
}

TEST(loan, a_floating_rate_sets_the_annuity_anew) {
  auto terms = simple_loan(900, 0, 3);
  terms.rate = {0, 0, 0.1, 0.2};
  const auto plan = schedule_of(terms);
  // 300 without interest; 600 at 10 % in two; the rest at 20 % in one.
  EXPECT_NEAR(plan.service(1), 300, 1e-9);
  EXPECT_NEAR(plan.service(2), 600 * 0.1 * 1.21 / 0.21, 1e-9);
  EXPECT_NEAR(plan.service(3), (660 - plan.service(2)) * 1.2, 1e-9);
}

TEST(loan, a_dearer_currency_makes_the_debt_dearer) {
  auto terms = simple_loan(100, 0.1, 2);
  terms.repayment = repayment::equal_principal;
  const auto dollars = in_dollars(schedule_of(terms), std::vector<double>{1, 2});
  expect_near(dollars.principal, {0, 100, 100});
  expect_near(dollars.interest, {0, 20, 10});
  expect_near(dollars.balance, {100, 100, 0});
}

TEST(loan, what_can_not_be_repaid_is_named) {
  const auto with = [](auto change) {
    auto terms = simple_loan(100, 0.05, 5, 2);
    change(terms);
    return problem_of(terms);
  };
  EXPECT_EQ(with([](auto&) {}), loan_problem::none);
  EXPECT_EQ(with([](auto& t) { t.draw = {0, 0}; }), loan_problem::nothing_drawn);
  EXPECT_EQ(with([](auto& t) { t.draw = {5, -1}; }), loan_problem::negative_draw);
  EXPECT_EQ(with([](auto& t) { t.rate = {0.1, -1}; }), loan_problem::rate_out_of_range);
  EXPECT_EQ(with([](auto& t) { t.rate = {}; }), loan_problem::rate_out_of_range);
  EXPECT_EQ(with([](auto& t) { t.grace_years = 5; }), loan_problem::no_years_to_repay);
  EXPECT_EQ(with([](auto& t) { t.capitalised_years = 3; }), loan_problem::capitalised_after_grace);
  EXPECT_EQ(with([](auto& t) { t.draw = {1, 1, 1, 1}; }), loan_problem::drawn_after_grace);
}

rc::Gen<loan_terms> any_loan() {
  return rc::gen::exec([] {
    loan_terms terms;
    terms.grace_years = *rc::gen::inRange(0, 10);
    terms.maturity_years = terms.grace_years + *rc::gen::inRange(1, 30);
    terms.capitalised_years = *rc::gen::inRange(0, terms.grace_years + 1);
    terms.draw.push_back(*rc::gen::inRange(1, 1000));
    for (int year = *rc::gen::inRange(0, terms.grace_years + 1); year > 0; --year)
      terms.draw.push_back(*rc::gen::inRange(0, 1000));
    for (int year = 0; year < 40; ++year)
      terms.rate.push_back(*rc::gen::inRange(-20, 150) / 1000.0);
    if (*rc::gen::arbitrary<bool>()) terms.rate.resize(1);
    if (*rc::gen::arbitrary<bool>()) terms.repayment = repayment::equal_principal;
    return terms;
  });
}

TEST(loan, every_loan_is_repaid_in_full_and_worth_its_draws_at_its_own_rate) {
  rc::check([] {
    const auto terms = *any_loan();
    RC_ASSERT(problem_of(terms) == loan_problem::none);
    const auto plan = schedule_of(terms);
    const double sum = std::accumulate(plan.drawn.begin(), plan.drawn.end(), 0.0);
    const double added = std::accumulate(plan.capitalised.begin(), plan.capitalised.end(), 0.0);
    const double repaid = std::accumulate(plan.principal.begin(), plan.principal.end(), 0.0);
    RC_ASSERT(std::abs(plan.balance.back()) <= 1e-9 * sum);
    RC_ASSERT(std::abs(sum + added - repaid) <= 1e-9 * sum);
    if (terms.rate.size() > 1) return;
    std::vector<double> flow;
    for (std::size_t year = 0; year < plan.years(); ++year)
      flow.push_back(plan.drawn[year] - plan.service(year));
    RC_ASSERT(std::abs(net_present_value(terms.rate[0], flow)) <= 1e-9 * sum);
    RC_ASSERT(std::abs(present_value_after(plan, terms.draw.size() - 1, terms.rate[0]) -
                       plan.balance[terms.draw.size() - 1]) <= 1e-9 * sum);
  });
}

}  // namespace
}  // namespace amur::test
