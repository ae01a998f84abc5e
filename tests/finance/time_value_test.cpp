// Closed forms of PMT, NPV, IRR and RATE.

#include "amur/finance/time_value.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <vector>

namespace amur::test {
namespace {

using namespace amur::finance;

TEST(time_value, a_loan_without_interest_is_split_evenly) {
  EXPECT_EQ(annuity_payment(0, 8, 400), 50);
  EXPECT_NEAR(annuity_payment(1e-13, 8, 400), 50, 1e-9);
}

TEST(time_value, a_payment_in_one_period_is_the_loan_and_its_interest) {
  EXPECT_NEAR(annuity_payment(0.06, 1, 500), 530, 1e-12);
}

TEST(time_value, net_present_value_of_a_perpetuity_cut_short) {
  // 1 at the end of each of n years is worth (1 - (1 + r)^-n) / r.
  std::vector<double> flow(31, 1);
  flow[0] = 0;
  EXPECT_NEAR(net_present_value(0.05, flow), (1 - std::pow(1.05, -30)) / 0.05, 1e-12);
  EXPECT_EQ(net_present_value(0, flow), 30);
}

TEST(time_value, internal_rates_known_in_closed_form) {
  const auto rate = [](std::vector<double> flow) { return internal_rate_of_return(flow).rate; };
  EXPECT_NEAR(rate({-100, 110}), 0.1, 1e-15);
  EXPECT_NEAR(rate({-100, 0, 121}), 0.1, 1e-15);
  // 1 + r is the golden ratio: x^2 = x + 1.
  EXPECT_NEAR(rate({-1, 1, 1}), (1 + std::sqrt(5.0)) / 2 - 1, 1e-15);
  EXPECT_NEAR(rate({-100, 50}), -0.5, 1e-15);
  EXPECT_NEAR(rate({-1, 1e6}), 999999, 1e-6);
  EXPECT_EQ(rate({-100, 60, 40}), 0);
}

TEST(time_value, flows_of_one_sign_have_no_internal_rate) {
  EXPECT_TRUE(std::isnan(internal_rate_of_return(std::vector<double>{1, 2, 3}).rate));
  EXPECT_TRUE(std::isnan(internal_rate_of_return(std::vector<double>{}).rate));
  EXPECT_TRUE(std::isnan(internal_rate_of_return(std::vector<double>{0, 0}).rate));
}

TEST(time_value,
     of_several_internal_rates_the_one_nearest_to_none_is_taken_and_said_not_to_be_alone) {
  // -(x - 1.1)(x - 1.5)(x - 3), x = 1 + r.
  const std::vector<double> flow = {-1, 5.6, -9.45, 4.95};
  const auto found = internal_rate_of_return(flow);
  EXPECT_NEAR(found.rate, 0.1, 1e-12);
  EXPECT_FALSE(found.is_unique);
  const auto never = internal_rate_of_return(std::vector<double>{1, -2, 1.5});
  EXPECT_TRUE(std::isnan(never.rate));
}

TEST(time_value, the_value_at_the_internal_rate_is_nothing) {
  rc::check([] {
    const auto later = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 1000));
    std::vector<double> flow = {-static_cast<double>(*rc::gen::inRange(1, 5000))};
    double gross = -flow[0];
    for (const int each : later) flow.push_back(each), gross += each;
    const auto found = internal_rate_of_return(flow);
    if (gross == -flow[0]) {
      RC_ASSERT(std::isnan(found.rate));
      return;
    }
    RC_ASSERT(found.is_unique);
    // Beyond a loss of 99 % a year the last flows alone decide, and digits cancel.
    if (found.rate > -0.99)
      RC_ASSERT(std::abs(net_present_value(found.rate, flow)) <=
                1e-10 *
                    (gross + std::abs(flow.back()) *
                                 std::pow(1 + found.rate, 1.0 - static_cast<double>(flow.size()))));
  });
}

TEST(time_value, interest_rate_inverts_the_annuity) {
  rc::check([] {
    const double rate = *rc::gen::inRange(-50, 400) / 1000.0;
    const int periods = *rc::gen::inRange(1, 60);
    RC_ASSERT(std::abs(interest_rate(periods, -annuity_payment(rate, periods, 1000), 1000) - rate) <
              1e-11);
  });
}

TEST(time_value, a_root_is_found_where_the_function_jumps_or_is_flat) {
  EXPECT_NEAR(root_between(0, 1, [](double x) { return x < 0.3 ? -1.0 : 5.0; }), 0.3, 1e-12);
  EXPECT_NEAR(root_between(-2, 1, [](double x) { return std::pow(x, 9); }), 0, 1e-12);
  EXPECT_NEAR(root_between(0, 3, [](double x) { return 2 - x; }), 2, 1e-15);
  int calls = 0;
  const double rough = root_between(
      0, 1, [&](double x) { return ++calls, x * x - 0.2; }, 1e-3);
  EXPECT_NEAR(rough, std::sqrt(0.2), 1e-3);
  EXPECT_LT(calls, 15);
}

TEST(time_value, a_flow_that_no_rate_brings_to_nothing_has_none) {
  const std::vector<std::vector<double>> flows = {
      {-1, 1, -1}, {-100, 30, 30, 30, -50}, {-18.8, 0.2, 0.2, 0.2, 0.2, 0.2, -1}};
  for (const auto& flow : flows) {
    const auto found = internal_rate_of_return(flow);
    EXPECT_TRUE(std::isnan(found.rate)) << found.rate;
    EXPECT_FALSE(found.is_unique);
  }
}

}  // namespace
}  // namespace amur::test
