#include "amur/assign/secant_newton.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/assign/logit_equilibrium.h"
#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::freight;
using test::small_problem;

constexpr double whole = 1000, dispersion = 3;

// 1,000 t on two roads of the logit; the first is `dearer`, and has a limit.
problem two_roads(double dearer, double limit) {
  auto made = small_problem(
      2, {{0, 1, test::constant_delay(1), 30 + dearer, 1}, {0, 1, test::constant_delay(1), 30, 2}},
      {freight(0, 1, whole)});
  made.classes[0].dispersion_usd_per_t = made.classes[0].route_dispersion_usd_per_t = dispersion;
  made.classes[0].time_cost_usd_per_t_h = {0};
  made.constraints = {{"limited", {arc_id(0)}, measure::tonnes, limit}};
  return made;
}

// limit = 1,000 / (1 + exp((dearer + price) / dispersion))
double right_price(double dearer, double limit) {
  return dispersion * std::log(whole / limit - 1) - dearer;
}

TEST(secant_newton, finds_the_price_of_a_full_road_in_few_loadings) {
  for (const double dearer : {-20.0, -3.0, 0.0}) {
    for (const double limit : {400.0, 100.0, 1.0}) {
      const auto found = solve_logit(two_roads(dearer, limit), {1e-10, 100, 1, false});
      ASSERT_EQ(found.status, status::converged);
      const double price = right_price(dearer, limit);
      EXPECT_NEAR(found.constraint_price_usd[0], price, 1e-7 * price) << dearer << ' ' << limit;
      // Steps are a dispersion long at most.
      EXPECT_LE(static_cast<double>(found.log.size()), 6 + price / dispersion)
          << dearer << ' ' << limit;
    }
  }
}

TEST(secant_newton, leaves_a_price_where_there_is_room) {
  const auto found = solve_logit(two_roads(3, 900), {1e-10, 100, 1, false});
  ASSERT_EQ(found.status, status::converged);
  EXPECT_EQ(found.constraint_price_usd[0], 0);
  EXPECT_EQ(found.log.size(), 1U);
}

// A start at prices of another day: what was full has room, and the other way round.
TEST(secant_newton, turns_prices_that_no_longer_hold) {
  auto of = two_roads(0, 300);
  of.constraints.push_back({"other", {arc_id(1)}, measure::tonnes, 800});
  const auto first = solve_logit(of, {1e-10, 100, 1, false});
  ASSERT_GT(first.constraint_price_usd[0], 0);
  of.constraints[0].limit = 900;
  of.constraints[1].limit = 200;
  options from_there{1e-10, 100, 1, false};
  from_there.start = &first;
  const auto found = solve_logit(of, from_there);
  ASSERT_EQ(found.status, status::converged);
  EXPECT_EQ(found.constraint_price_usd[0], 0);
  EXPECT_NEAR(found.constraint_price_usd[1], dispersion * std::log(4), 1e-7);
  EXPECT_LE(found.log.size(), 8U);
}

}  // namespace
}  // namespace amur::assign
