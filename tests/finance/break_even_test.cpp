// Tolls at which demand curves with known answers break even.

#include "amur/finance/break_even.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "amur/finance/project.h"

namespace amur::test {
namespace {

using namespace amur::finance;

TEST(break_even, linear_demand_gives_the_smaller_root) {
  // Traffic 100 - t: income t (100 - t) is 1,600 at 20 and at 80.
  const auto answer =
      break_even_toll([](double t) { return t * (100 - t) - 1600; }, {0, 100, 7, 0});
  EXPECT_EQ(answer.status, break_even_status::found);
  EXPECT_NEAR(answer.toll, 20, 1e-12);
  EXPECT_NEAR(answer.worth, 0, 1e-9);
}

TEST(break_even, none_exists_where_no_toll_earns_enough_and_the_best_one_is_named) {
  const auto answer =
      break_even_toll([](double t) { return t * (100 - t) - 2501; }, {0, 100, 7, 0});
  EXPECT_EQ(answer.status, break_even_status::never_reached);
  EXPECT_NEAR(answer.toll, 50, 1e-6);
  EXPECT_NEAR(answer.worth, -1, 1e-9);
}

TEST(break_even, a_peak_between_two_steps_is_found) {
  // Worth 0 or more only between 49 and 51; steps are at multiples of 100 / 7.
  const auto answer =
      break_even_toll([](double t) { return 1 - (t - 50) * (t - 50); }, {0, 100, 7, 0});
  EXPECT_EQ(answer.status, break_even_status::found);
  EXPECT_NEAR(answer.toll, 49, 1e-12);
}

TEST(break_even, a_project_that_earns_without_a_toll_says_so) {
  const auto answer = break_even_toll([](double t) { return 5 + t; }, {0, 10, 4, 0});
  EXPECT_EQ(answer.status, break_even_status::always_above);
  EXPECT_EQ(answer.toll, 0);
  EXPECT_EQ(answer.evaluations, 1);
}

TEST(break_even, traffic_that_jumps_away_is_no_obstacle) {
  // All traffic leaves above a toll of 30, where it would just have been enough.
  const auto enough = [](double t) { return t <= 30 ? 10 * t - 290 : -1000; };
  const auto answer = break_even_toll(enough, {0, 100, 16, 0});
  EXPECT_EQ(answer.status, break_even_status::found);
  EXPECT_NEAR(answer.toll, 29, 1e-9);
}

TEST(break_even, a_tolerance_saves_evaluations) {
  const auto worth = [](double t) { return std::sqrt(t) - 2; };
  const auto exact = break_even_toll(worth, {0, 10, 4, 0});
  const auto rough = break_even_toll(worth, {0, 10, 4, 0.01});
  EXPECT_NEAR(exact.toll, 4, 1e-12);
  EXPECT_NEAR(rough.toll, 4, 0.01);
  EXPECT_LT(rough.evaluations, exact.evaluations);
}

// A project whose traffic falls exponentially with the toll: income 1000 t exp(-t / 50).
project_plan bridge_at(double toll, double cost) {
  project_plan plan;
  plan.construction_usd = std::vector<double>(31, 0);
  plan.construction_usd[0] = cost;
  plan.operating_cost_usd = std::vector<double>(31, 0);
  plan.income_usd = yearly_path(31, 1, 1000 * toll * std::exp(-toll / 50), 0.02);
  plan.opening_year = 1;
  loan_terms terms;
  terms.draw = {0.6 * cost};
  terms.rate = {0.04};
  terms.maturity_years = 15;
  plan.loans = {schedule_of(terms)};
  return plan;
}

TEST(break_even, net_present_value_and_least_dscr_are_met_at_the_toll_that_is_found) {
  rc::check([] {
    const double cost = *rc::gen::inRange(1, 450) * 1e3;
    const auto npv = [&](double toll) {
      const auto plan = bridge_at(toll, cost);
      return ratios_of(cash_flow_of(plan), plan).npv_usd;
    };
    const auto dscr = [&](double toll) {
      const auto plan = bridge_at(toll, cost);
      return ratios_of(cash_flow_of(plan), plan).dscr_minimum - 1.3;
    };
    // The first is the income of a year times what grows at 2 % for 30 years at 5 %.
    const double years = (1 - std::pow(1.02 / 1.05, 30)) / 0.03;
    const auto at_npv = break_even_toll(npv, {0, 200, 16, 0});
    const bool enough = 1000 * 50 * std::exp(-1.0) * years >= cost;
    RC_ASSERT((at_npv.status == break_even_status::found) == enough);
    if (enough) RC_ASSERT(std::abs(at_npv.worth) < 1e-7 * cost);
    if (enough) RC_ASSERT(at_npv.toll <= 50 + 1e-6);
    const auto at_dscr = break_even_toll(dscr, {0, 200, 16, 0});
    if (at_dscr.status == break_even_status::found) RC_ASSERT(std::abs(at_dscr.worth) < 1e-9);
  });
}

}  // namespace
}  // namespace amur::test
