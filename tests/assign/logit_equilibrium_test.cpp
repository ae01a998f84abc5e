#include "amur/assign/logit_equilibrium.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/assign/conservation.h"
#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::constant_delay;
using test::freight;
using test::linear_delay;
using test::small_arc;
using test::small_problem;

constexpr options exact{1e-12, 2000, 1, false};

TEST(logit, two_crossings_share_by_the_binary_formula) {
  // Two border arcs, costs 10 and 13, dispersion 2: share = 1 / (1 + exp(-3/2)).
  auto problem =
      small_problem(2, {{0, 1, constant_delay(0), 10, 1}, {0, 1, constant_delay(0), 13, 2}},
                    {freight(0, 1, 100)});
  problem.classes[0].dispersion_usd_per_t = 2;
  const auto solution = solve_logit(problem, exact);
  EXPECT_EQ(solution.status, status::converged);
  const double share = 1 / (1 + std::exp(-1.5));
  EXPECT_NEAR(solution.class_flow_t[0][0] / 100, share, 1e-12);
  EXPECT_NEAR(solution.class_flow_t[0][1] / 100, 1 - share, 1e-12);
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t,
              -2 * std::log(std::exp(-5.0) + std::exp(-6.5)), 1e-12);
}

TEST(logit, route_detail_within_a_mode_follows_the_small_dispersion) {
  auto problem = small_problem(3,
                               {{0, 2, constant_delay(0), 1},
                                {0, 1, constant_delay(0), 0.5},
                                {1, 2, constant_delay(0), 0.7}},
                               {freight(0, 2, 1)});
  problem.classes[0].dispersion_usd_per_t = 50;
  problem.classes[0].route_dispersion_usd_per_t = 0.25;
  const auto solution = solve_logit(problem, exact);
  EXPECT_NEAR(solution.class_flow_t[0][1], 1 / (1 + std::exp(0.2 / 0.25)), 1e-12);
}

// A red and a blue bus are one alternative: look-alike roads to the bridge must not draw freight
// from the boat (Debreu 1960).
double bridge_share(int look_alike_roads, double route_dispersion) {
  // States: 0 origin, 1 bridge head, 2 port, 3 and 4 the other banks, 5 destination.
  std::vector<small_arc> arcs = {{1, 3, constant_delay(0), 4, 1},
                                 {2, 4, constant_delay(0), 4, 2},
                                 {0, 2, constant_delay(0), 10},
                                 {3, 5, constant_delay(0), 1},
                                 {4, 5, constant_delay(0), 1}};
  for (int i = 0; i < look_alike_roads; ++i) arcs.push_back({0, 1, constant_delay(0), 10});
  auto problem = small_problem(6, arcs, {freight(0, 5, 1)});
  problem.classes[0].dispersion_usd_per_t = 3;
  problem.classes[0].route_dispersion_usd_per_t = route_dispersion;
  const auto solution = solve_logit(problem, exact);
  double over_bridge = 0;
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc)
    if (problem.arc_label[arc] == 1) over_bridge += solution.class_flow_t[0][arc];
  return over_bridge;
}

TEST(logit, red_and_blue_buses_to_one_crossing_do_not_inflate_its_share) {
  EXPECT_NEAR(bridge_share(1, 1e-4), 0.5, 1e-12);
  EXPECT_NEAR(bridge_share(10, 1e-4), 0.5, 1e-4);
  // At the same dispersion throughout it would be plain logit: ten routes of eleven.
  EXPECT_NEAR(bridge_share(10, 3), 10.0 / 11, 1e-12);
}

TEST(logit, terminals_of_one_mode_change_share_a_nest) {
  // Road 0-1-2-3 with rail terminals at 0, 1 and 2; rail states 4, 5, 6 and 8, and unloading from
  // road or rail.
  auto problem = small_problem(9,
                               {{0, 1, constant_delay(0), 1},
                                {1, 2, constant_delay(0), 1},
                                {2, 3, constant_delay(0), 8},
                                {0, 4, constant_delay(0), 5, 1},
                                {1, 5, constant_delay(0), 5, 1},
                                {2, 6, constant_delay(0), 5, 1},
                                {4, 5, constant_delay(0), 1},
                                {5, 6, constant_delay(0), 1},
                                {6, 8, constant_delay(0), 3},
                                {8, 7, constant_delay(0), 0, 2},
                                {3, 7, constant_delay(0), 0, 3}},
                               {freight(0, 7, 1)});
  problem.classes[0].dispersion_usd_per_t = 2;
  problem.classes[0].route_dispersion_usd_per_t = 1e-3;
  const auto solution = solve_logit(problem, exact);
  // Every way costs 10, three of them by rail: rail has one nest, so half and not three quarters.
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
    if (problem.arc_label[arc] == 3) {
      EXPECT_NEAR(solution.class_flow_t[0][arc], 0.5, 1e-3);
    }
  }
}

TEST(logit, congested_two_route_share_solves_the_scalar_equation) {
  auto problem =
      small_problem(2, {{0, 1, linear_delay(1, 0.02), 0, 1}, {0, 1, linear_delay(2, 0.01), 0, 2}},
                    {freight(0, 1, 100)});
  problem.classes[0].dispersion_usd_per_t = 0.5;
  const auto solution = solve_logit(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  double low = 0, high = 100;
  for (int i = 0; i < 200; ++i) {
    const double x = (low + high) / 2;
    const double wanted = 100 / (1 + std::exp(((1 + 0.02 * x) - (2 + 0.01 * (100 - x))) / 0.5));
    (wanted > x ? low : high) = x;
  }
  EXPECT_NEAR(solution.class_flow_t[0][0], low, 1e-8);
  EXPECT_LT(conservation_error(problem, solution), 1e-12);
}

TEST(logit, hard_capacity_shifts_freight_and_prices_the_place) {
  auto problem = small_problem(
      2, {{0, 1, constant_delay(0), 1, 1}, {0, 1, constant_delay(0), 5, 2}}, {freight(0, 1, 100)});
  problem.classes[0].dispersion_usd_per_t = 2;
  problem.constraints = {{"boat", {arc_id(0)}, measure::tonnes, 40}};
  const auto solution = solve_logit(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][0], 40, 1e-6);
  EXPECT_NEAR(solution.class_flow_t[0][1], 60, 1e-6);
  // 40 : 60 = exp(-(1 + price) / 2) : exp(-5 / 2)
  EXPECT_NEAR(solution.constraint_price_usd[0], 4 + 2 * std::log(1.5), 1e-6);
  EXPECT_NEAR(solution.od[0][0].unserved_t, 0, 1e-9);
}

TEST(logit, freight_that_no_capacity_can_take_is_unserved_not_dropped) {
  auto problem = small_problem(2, {{0, 1, constant_delay(0), 1, 1}}, {freight(0, 1, 100)});
  problem.classes[0].refusal_usd_per_t = 50;
  problem.constraints = {{"boat", {arc_id(0)}, measure::tonnes, 30}};
  const auto solution = solve_logit(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.od[0][0].delivered_t, 30, 1e-6);
  EXPECT_NEAR(solution.od[0][0].unserved_t, 70, 1e-6);
  EXPECT_EQ(solution.od[0][0].reason, unserved_reason::no_capacity);
  EXPECT_DOUBLE_EQ(solution.od[0][0].wanted_t, 100);
}

TEST(logit, dear_freight_is_not_refused_where_no_capacity_is_full) {
  // At its refusal price, beside a capacity with room for all.
  auto problem =
      small_problem(2, {{0, 1, constant_delay(0), 1000, 1}, {0, 1, constant_delay(0), 1003, 2}},
                    {freight(0, 1, 100)});
  problem.classes[0].refusal_usd_per_t = 1000;
  problem.constraints = {{"wide", {arc_id(1)}, measure::tonnes, 1e9}};
  const auto solution = solve_logit(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.od[0][0].delivered_t, 100, 1e-9);
  EXPECT_EQ(solution.od[0][0].reason, unserved_reason::served);
}

TEST(logit, freight_refuses_what_a_full_capacity_adds_to_a_dear_way) {
  // A way at the refusal price for 30 t of 100: those stay away whose share s(1000 + p) / s(1000)
  // does not go, so 0.3 = 2 / (1 + e^(p / theta)).
  auto problem = small_problem(2, {{0, 1, constant_delay(0), 1000, 1}}, {freight(0, 1, 100)});
  problem.classes[0].refusal_usd_per_t = 1000;
  problem.classes[0].dispersion_usd_per_t = 4;
  problem.constraints = {{"boat", {arc_id(0)}, measure::tonnes, 30}};
  const auto solution = solve_logit(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.od[0][0].delivered_t, 30, 1e-6);
  EXPECT_NEAR(solution.constraint_price_usd[0], 4 * std::log(2 / 0.3 - 1), 1e-6);
}

TEST(logit, freight_without_a_route_is_reported) {
  auto problem =
      small_problem(3, {{0, 1, constant_delay(0), 1, 1}}, {freight(0, 1, 5), freight(0, 2, 7)});
  const auto solution = solve_logit(problem, exact);
  EXPECT_DOUBLE_EQ(solution.od[0][0].delivered_t, 5);
  EXPECT_DOUBLE_EQ(solution.od[0][1].unserved_t, 7);
  EXPECT_EQ(solution.od[0][1].reason, unserved_reason::no_route);
}

TEST(logit, a_class_keeps_off_arcs_that_are_closed_to_it) {
  auto problem = small_problem(
      2, {{0, 1, constant_delay(0), 1, 1}, {0, 1, constant_delay(0), 5, 2}}, {freight(0, 1, 100)});
  problem.classes[0].fixed_cost_usd_per_t[0] = std::numeric_limits<double>::infinity();
  const auto solution = solve_logit(problem, exact);
  EXPECT_EQ(solution.class_flow_t[0][0], 0);
  EXPECT_DOUBLE_EQ(solution.class_flow_t[0][1], 100);
}

TEST(logit, elastic_demand_meets_the_demand_curve) {
  auto problem = small_problem(2, {{0, 1, linear_delay(1, 0.1), 0, 1}}, {freight(0, 1, 100)});
  auto& demand = problem.classes[0].demand[0];
  demand.elasticity = 1.5;
  demand.price_base_usd_per_t = 20;
  demand.reference_price_usd_per_t = 25;
  const auto solution = solve_logit(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  const double t = solution.od[0][0].delivered_t;
  EXPECT_NEAR(t, 100 * std::pow((20 + 1 + 0.1 * t) / 25, -1.5), 1e-8);
}

// Where plain and accelerated steps leap to and fro: an hour of time is a thousandth of a pce.
TEST(logit, two_roads_at_fifty_times_their_capacity_share_by_the_formula) {
  for (const double over : {5.0, 20.0, 50.0})
    for (const double dispersion : {2.0, 30.0}) {
      const network::delay_function one{network::delay_kind::bpr, 1, 1000 / over, 0.15, 4},
          other{network::delay_kind::bpr, 3, 1300 / over, 0.15, 4};
      auto problem =
          small_problem(2, {{0, 1, one, 0, 1}, {0, 1, other, 0, 2}}, {freight(0, 1, 1000)});
      problem.classes[0].dispersion_usd_per_t = dispersion;
      problem.classes[0].time_cost_usd_per_t_h = {4};
      const auto solution = solve_logit(problem, {1e-9, 2000, 1, false});
      ASSERT_EQ(solution.status, status::converged) << over << ' ' << dispersion;
      const double first = solution.class_flow_t[0][0];
      EXPECT_NEAR(solution.arc_time_h[0], one.time_h(first), 1e-9 * one.time_h(first));
      EXPECT_NEAR(solution.arc_time_h[1], other.time_h(1000 - first),
                  1e-9 * other.time_h(1000 - first));
      const double dearer = 4 * (solution.arc_time_h[0] - solution.arc_time_h[1]);
      EXPECT_NEAR(first, 1000 / (1 + std::exp(dearer / dispersion)), 1e-4);
    }
}

TEST(logit, threads_do_not_change_a_bit) {
  std::vector<small_arc> arcs;
  for (std::uint32_t i = 0; i < 40; ++i)
    for (std::uint32_t j : {1U, 3U, 7U})
      arcs.push_back(
          {i, (i * j + j) % 40, linear_delay(0.1 + 0.01 * j, 1e-3), 0.1, i % 5 == 0 ? j : 0});
  std::vector<od_demand> demand;
  for (std::uint32_t i = 0; i < 40; i += 2)
    demand.push_back(freight(i, (i * 7 + 3) % 40, 10.0 + i));
  auto problem = small_problem(40, arcs, demand);
  const auto one = solve_logit(problem, {1e-8, 200, 1, false});
  const auto two = solve_logit(problem, {1e-8, 200, 2, false});
  EXPECT_EQ(one.class_flow_t, two.class_flow_t);
  EXPECT_EQ(one.log.size(), two.log.size());
  EXPECT_LT(conservation_error(problem, one), 1e-12);
}

}  // namespace
}  // namespace amur::assign
