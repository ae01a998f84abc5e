#include "amur/assign/newton_step.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::freight;
using test::small_problem;

const network::delay_function slow{network::delay_kind::bpr, 1, 100, 0.15, 4},
    fast{network::delay_kind::bpr, 3, 130, 0.15, 4};
constexpr double whole = 1000, dispersion = 3;

// 1,000 t on two roads by the logit, written here by hand.
void two_roads(std::size_t, std::span<const double> cost, std::span<const double>, thread_pool&,
               std::size_t, class_loading& loading) {
  const double first = whole / (1 + std::exp((cost[0] - cost[1]) / dispersion));
  loading.flow_t = {first, whole - first};
  loading.od = {{whole}};
}

problem two_road_problem() {
  auto made = small_problem(2, {{0, 1, slow, 0, 1}, {0, 1, fast, 0, 2}}, {freight(0, 1, whole)});
  made.classes[0].dispersion_usd_per_t = made.classes[0].route_dispersion_usd_per_t = dispersion;
  made.classes[0].time_cost_usd_per_t_h = {2};
  return made;
}

bool always() { return true; }

// (I - J T') step = F - v with J = -F_1 F_2 / (1,000 x dispersion) x value of time, by hand.
TEST(newton_step, of_two_roads_solves_the_two_equations) {
  const auto problem = two_road_problem();
  thread_pool pool(1);
  const unknowns unknown(problem);
  const double v = 440;
  const auto at = evaluate(problem, unknown, {v, whole - v}, pool, two_roads);
  const auto step = newton_step(problem, unknown, at, pool, two_roads, always);
  ASSERT_EQ(step.size(), 2);
  const double first = at.image[0];
  const double answers = first * (whole - first) / (whole * dispersion) * 2;
  const double slopes = slow.slope(v) + fast.slope(whole - v);
  EXPECT_NEAR(step[0], (first - v) / (1 + answers * slopes), 1e-3 * std::abs(step[0]));
  EXPECT_NEAR(step[0] + step[1], 0, 1e-6 * std::abs(step[0]));
}

// Four roads' worth of freight: the price divides the flow as the logit says, one step from right.
TEST(newton_step, prices_what_is_full_and_unprices_what_has_room) {
  auto problem = two_road_problem();
  problem.constraints = {{"full", {arc_id(0)}, measure::tonnes, 300},
                         {"room", {arc_id(1)}, measure::tonnes, 900}};
  thread_pool pool(1);
  const unknowns unknown(problem);
  const auto at = evaluate(problem, unknown, {499, 501, 0, 1}, pool, two_roads);
  const auto step = newton_step(problem, unknown, at, pool, two_roads, always);
  ASSERT_EQ(step.size(), 4);
  EXPECT_GT(step[2], 0);
  EXPECT_EQ(step[3], -1);  // falls to 0
  // At the step's end flows, were they linear, would be the volumes and the limit.
  EXPECT_NEAR(499 + step[0], 300, 0.5);
  EXPECT_NEAR(501 + step[1], 700, 0.5);
}

TEST(newton_step, stops_where_it_is_told_to) {
  const auto problem = two_road_problem();
  thread_pool pool(1);
  const unknowns unknown(problem);
  const auto at = evaluate(problem, unknown, {499, 501}, pool, two_roads);
  EXPECT_TRUE(newton_step(problem, unknown, at, pool, two_roads, [] { return false; }).empty());
}

}  // namespace
}  // namespace amur::assign
