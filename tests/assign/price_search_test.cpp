// Prices of capacities against flows with a closed form.

#include "amur/assign/price_search.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

namespace amur::assign {
namespace {

// Searches the price at which a flow, in units of its limit, is one; returns the rounds it took.
int rounds_until_full(const std::function<double(double)>& flow, double scale, double& price) {
  price_search search(std::array{scale});
  price = 0;
  double log_flow = std::log(flow(price));
  for (int round = 1; round <= 200; ++round) {
    const double next = std::max(0.0, price + search.step(0, price, log_flow));
    const double reached = std::max(-5.0, std::log(flow(next)));
    search.learn(std::array{price}, std::array{log_flow}, std::array{next}, std::array{reached});
    price = next;
    log_flow = reached;
    if (std::abs(log_flow) < 1e-9) return round;
  }
  return -1;
}

TEST(price_search, finds_where_a_logit_share_meets_its_limit) {
  // 100 t of which 40 fit; the other way is 4 dearer, dispersion 2: price 4 + 2 ln 1.5.
  double price = 0;
  const auto flow = [](double p) { return 100 / (1 + std::exp((p - 4) / 2)) / 40; };
  EXPECT_GT(rounds_until_full(flow, 2, price), 0);
  EXPECT_NEAR(price, 4 + 2 * std::log(1.5), 1e-7);
}

TEST(price_search, climbs_to_a_refusal_a_million_times_its_scale_away) {
  double price = 0;
  const auto flow = [](double p) { return 10 / (1 + std::exp((p - 2e6) / 2)); };
  EXPECT_LT(rounds_until_full(flow, 2, price), 80);
  EXPECT_NEAR(price, 2e6 + 2 * std::log(9.0), 1e-5);
}

TEST(price_search, does_not_lose_its_way_where_a_flow_all_but_vanishes) {
  // Ten times steeper than its scale says.
  double price = 0;
  const auto flow = [](double p) { return 3 / (1 + std::exp((p - 50) / 0.2)); };
  EXPECT_GT(rounds_until_full(flow, 2, price), 0);
  EXPECT_NEAR(price, 50 + 0.2 * std::log(2.0), 1e-6);
}

TEST(price_search, lets_a_price_go_that_has_room) {
  price_search search(std::array{2.0});
  EXPECT_LT(search.step(0, 10, -0.5), 0);
}

}  // namespace
}  // namespace amur::assign
