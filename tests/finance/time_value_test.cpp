// Closed forms of payments, present values and internal rates.

#include "amur/finance/time_value.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <set>
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

// The flows that are worth nothing at the rates and no others: the product of (1 + rate - x), in
// falling powers of x = 1 + the rate discounted at; negative flows first.
std::vector<double> flow_of(const std::vector<double>& rates) {
  std::vector<double> flow = {-1};
  for (const double rate : rates) {
    flow.push_back(0);
    for (std::size_t t = flow.size(); t-- > 1;) flow[t] -= (1 + rate) * flow[t - 1];
  }
  return flow;
}

TEST(time_value, all_internal_rates_are_found_and_the_smallest_is_taken) {
  const auto found = internal_rate_of_return(flow_of({0.1, 0.5, 2}));
  ASSERT_EQ(found.all.size(), 3U);
  EXPECT_NEAR(found.rate, 0.1, 1e-12);
  EXPECT_NEAR(found.all[1], 0.5, 1e-12);
  EXPECT_NEAR(found.all[2], 2, 1e-12);
  EXPECT_FALSE(found.is_unique());
  // Two rates closer together than any scan's step.
  const auto close = internal_rate_of_return(std::vector<double>{-1000, 2015, -1015.036});
  ASSERT_EQ(close.all.size(), 2U);
  EXPECT_NEAR(close.rate, 0.003, 1e-10);
  EXPECT_NEAR(close.all[1], 0.012, 1e-10);
  // -9 % is nearer to 0 than 9.5 %, which is nearer in ln(1 + rate).
  EXPECT_NEAR(internal_rate_of_return(flow_of({-0.09, 0.095})).rate, -0.09, 1e-12);
  // A value that touches 0.
  const auto twice = internal_rate_of_return(std::vector<double>{-1000, 2100, -1102.5});
  EXPECT_NEAR(twice.rate, 0.05, 1e-7);
  EXPECT_TRUE(twice.is_unique());
  EXPECT_TRUE(std::isnan(internal_rate_of_return(std::vector<double>{1, -2, 1.5}).rate));
}

TEST(time_value, no_internal_rate_is_missed_or_made_up) {
  rc::check([] {
    // Rates in percent, apart, some of them twice; and pairs of complex ones, which are no rates.
    const auto chosen = *rc::gen::container<std::set<int>>(rc::gen::inRange(-8, 40));
    std::vector<double> rates, all;
    for (const int each : chosen) {
      if (rates.size() == 5) break;
      rates.push_back(each * 0.1);
      all.push_back(each * 0.1);
      if (*rc::gen::inRange(0, 4) == 0) all.push_back(each * 0.1);
    }
    auto flow = flow_of(all);
    for (int pair = *rc::gen::inRange(0, 3); pair > 0; --pair) {
      const double real = *rc::gen::inRange(-20, 20) / 10.0, size = *rc::gen::inRange(1, 5);
      flow.insert(flow.end(), 2, 0);
      for (std::size_t t = flow.size(); t-- > 2;)
        flow[t] += (real * real + size) * flow[t - 2] - 2 * real * flow[t - 1];
      flow[1] -= 2 * real * flow[0];
    }
    const auto found = internal_rates_of_return(flow);
    RC_ASSERT(found.size() == rates.size());
    for (std::size_t i = 0; i < rates.size(); ++i) RC_ASSERT(std::abs(found[i] - rates[i]) < 1e-4);
  });
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
    RC_ASSERT(found.is_unique());
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
    EXPECT_TRUE(found.all.empty());
  }
}

}  // namespace
}  // namespace amur::test
