#include "amur/assign/user_equilibrium.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <random>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/conservation.h"
#include "amur/assign/cost.h"
#include "amur/assign/frank_wolfe.h"
#include "support/numbered_states.h"
#include "support/road_grid.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::constant_delay;
using test::freight;
using test::linear_delay;
using test::small_problem;

TEST(user_equilibrium, two_link_network_meets_wardrops_answer) {
  // 1 + 0.02 x = 2 + 0.01 (100 - x) at x = 200 / 3.
  const auto problem = small_problem(
      2, {{0, 1, linear_delay(1, 0.02)}, {0, 1, linear_delay(2, 0.01)}}, {freight(0, 1, 100)});
  const auto solution = solve_user_equilibrium(problem, {1e-13, 100, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][0], 200.0 / 3, 1e-10);
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, 1 + 0.02 * 200 / 3, 1e-10);
}

TEST(user_equilibrium, braess_paradox_has_its_known_flows_and_cost) {
  // Braess (1968): 6 vehicles; 10 x | 50 + x | 10 + x. With the middle link each pays 92.
  const auto problem = small_problem(4,
                                     {{0, 1, linear_delay(0, 10)},
                                      {0, 2, linear_delay(50, 1)},
                                      {1, 3, linear_delay(50, 1)},
                                      {2, 3, linear_delay(0, 10)},
                                      {1, 2, linear_delay(10, 1)}},
                                     {freight(0, 3, 6)});
  const auto solution = solve_user_equilibrium(problem, {1e-14, 100, 1, false});
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, 92, 1e-9);
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
    const bool steep = problem.delay[arc].free_time_h < 1;
    EXPECT_NEAR(solution.class_flow_t[0][arc], steep ? 4 : 2, 1e-9);
  }
}

TEST(user_equilibrium, a_delay_that_rises_from_nothing_is_not_overshot) {
  // The fourth power is flat where the road is empty, so that a Newton step would go all the way.
  const network::delay_function flat{network::delay_kind::bpr, 1, 10, 1, 4};
  const auto problem =
      small_problem(2, {{0, 1, constant_delay(1.5)}, {0, 1, flat}}, {freight(0, 1, 1000)});
  const auto solution = solve_user_equilibrium(problem, {1e-13, 100, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][1], 10 * std::pow(0.5, 0.25), 1e-8);
}

TEST(user_equilibrium, a_delay_of_less_than_the_first_power_is_solved) {
  // 1 + sqrt(x / 4) = 2 at x = 4.
  const network::delay_function root{network::delay_kind::bpr, 1, 4, 1, 0.5};
  const auto problem =
      small_problem(2, {{0, 1, root}, {0, 1, constant_delay(2)}}, {freight(0, 1, 10)});
  const auto solution = solve_user_equilibrium(problem, {1e-12, 200, 1, false});
  EXPECT_NEAR(solution.class_flow_t[0][0], 4, 1e-6);
}

TEST(user_equilibrium, unreachable_pairs_are_reported_and_others_served) {
  const auto problem = small_problem(3, {{0, 1, constant_delay(1)}},
                                     {freight(0, 1, 5), freight(0, 2, 7), freight(1, 1, 3)});
  const auto solution = solve_user_equilibrium(problem, {1e-10, 100, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_EQ(solution.od[0][0].delivered_t, 5);
  EXPECT_EQ(solution.od[0][1].unserved_t, 7);
  EXPECT_EQ(solution.od[0][1].reason, unserved_reason::no_route);
  EXPECT_EQ(solution.od[0][2].delivered_t, 3) << "within a place nothing needs a link";
}

TEST(user_equilibrium, centroids_are_not_passed) {
  // The short way leads over centroid 1.
  auto problem = small_problem(
      3, {{0, 1, constant_delay(1)}, {1, 2, constant_delay(1)}, {0, 2, constant_delay(5)}},
      {freight(0, 2, 10), freight(0, 1, 1), freight(1, 2, 1)});
  problem.no_through = {1, 1, 1};
  const auto solution = solve_user_equilibrium(problem, {1e-10, 100, 1, false});
  EXPECT_EQ(solution.od[0][0].expected_cost_usd_per_t, 5);
  EXPECT_EQ(solution.class_flow_t[0][0], 1);
}

TEST(user_equilibrium, roads_without_length_in_both_directions_do_not_trap_it) {
  // 1 and 2 are joined at no cost both ways; the better way in changes sides under load.
  const auto problem = small_problem(4,
                                     {{0, 1, linear_delay(1, 0.02)},
                                      {0, 2, linear_delay(1.2, 0.01)},
                                      {1, 2, constant_delay(0)},
                                      {2, 1, constant_delay(0)},
                                      {1, 3, linear_delay(1, 0.01)},
                                      {2, 3, linear_delay(1, 0.03)}},
                                     {freight(0, 3, 100), freight(0, 1, 10), freight(0, 2, 10)});
  const auto solution = solve_user_equilibrium(problem, {1e-13, 200, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  // 1 + 0.02 x = 1.2 + 0.01 (120 - x).
  EXPECT_NEAR(solution.volume_pce[0], 1.4 / 0.03, 1e-8);
}

TEST(user_equilibrium, hard_capacity_is_kept_and_priced) {
  auto problem = small_problem(2, {{0, 1, constant_delay(1)}, {0, 1, constant_delay(4)}},
                               {freight(0, 1, 100)});
  problem.classes[0].refusal_usd_per_t = 100;
  problem.constraints = {{"bridge", {arc_id(0)}, measure::tonnes, 40}};
  const auto solution = solve_user_equilibrium(problem, {1e-9, 200, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][0], 40, 1e-6);
  EXPECT_NEAR(solution.constraint_price_usd[0], 3, 1e-6);
}

TEST(user_equilibrium, freight_beyond_every_capacity_is_unserved) {
  auto problem = small_problem(2, {{0, 1, constant_delay(1)}}, {freight(0, 1, 100)});
  problem.classes[0].refusal_usd_per_t = 100;
  problem.constraints = {{"bridge", {arc_id(0)}, measure::tonnes, 40}};
  const auto solution = solve_user_equilibrium(problem, {1e-9, 200, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.od[0][0].delivered_t, 40, 1e-6);
  EXPECT_NEAR(solution.od[0][0].unserved_t, 60, 1e-6);
  EXPECT_EQ(solution.od[0][0].reason, unserved_reason::no_capacity);
  EXPECT_LT(conservation_error(problem, solution), 1e-12);
}

TEST(user_equilibrium, elastic_demand_meets_its_curve) {
  // q = 100 (10 + u)^-2 14^2 with u = 1 + 0.01 q: checked by putting the answer in.
  auto problem = small_problem(2, {{0, 1, linear_delay(1, 0.01)}}, {freight(0, 1, 100, 2, 10, 14)});
  const auto solution = solve_user_equilibrium(problem, {1e-12, 200, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  const double q = solution.od[0][0].delivered_t, u = 1 + 0.01 * q;
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, u, 1e-9);
  EXPECT_NEAR(q, 100 * std::pow((10 + u) / 14, -2), 1e-8);
  EXPECT_GT(std::abs(q - 100), 0.5) << "the curve must have mattered";
}

TEST(user_equilibrium, elastic_demand_answers_a_full_crossing) {
  // The price p of 40 tonnes solves 100 ((10 + 1 + p) / 11)^-2 = 40.
  auto problem = small_problem(2, {{0, 1, constant_delay(1)}}, {freight(0, 1, 100, 2, 10, 11)});
  problem.constraints = {{"bridge", {arc_id(0)}, measure::tonnes, 40}};
  problem.classes[0].refusal_usd_per_t = 1000;
  const auto solution = solve_user_equilibrium(problem, {1e-9, 300, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.od[0][0].delivered_t, 40, 1e-5);
  EXPECT_NEAR(solution.constraint_price_usd[0], 11 * std::sqrt(2.5) - 11, 1e-5);
  EXPECT_EQ(solution.od[0][0].unserved_t, 0);
}

double largest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double worst = 0;
  for (std::size_t i = 0; i < a.size(); ++i) worst = std::max(worst, std::abs(a[i] - b[i]));
  return worst;
}

TEST(user_equilibrium, identical_classes_add_up_to_one) {
  const auto one = test::road_grid(6, 20, 1);
  auto three = one;
  for (auto& demand : three.classes[0].demand) demand.t_per_day /= 3;
  three.classes.push_back(three.classes[0]);
  three.classes.push_back(three.classes[0]);
  const auto a = solve_user_equilibrium(one, {1e-14, 300, 1, false});
  const auto b = solve_user_equilibrium(three, {1e-14, 300, 1, false});
  EXPECT_LT(largest_difference(a.volume_pce, b.volume_pce), 1e-8 * 1000);
  EXPECT_GT(a.log.size(), 3U) << "a net without congestion would prove nothing";
}

TEST(user_equilibrium, two_values_of_time_and_tolls_match_the_cross_check) {
  auto problem = test::road_grid(5, 8, 2);
  problem.classes.push_back(problem.classes[0]);
  auto& trucks = problem.classes[1];
  trucks.time_cost_usd_per_t_h = {3};
  trucks.pce_per_t = {2};
  for (auto& demand : trucks.demand) demand.t_per_day /= 4;
  const auto bushes = solve_user_equilibrium(problem, {1e-12, 300, 1, false});
  const auto check = solve_frank_wolfe(problem, {3e-10, 50000, 2, false});
  ASSERT_EQ(bushes.status, status::converged);
  ASSERT_EQ(check.status, status::converged);
  double largest = 0;
  for (const double volume : bushes.volume_pce) largest = std::max(largest, volume);
  EXPECT_LT(largest_difference(bushes.volume_pce, check.volume_pce), 1e-5 * largest);
}

TEST(user_equilibrium, threads_do_not_change_a_byte) {
  auto problem = test::road_grid(13, 1, 3);
  problem.classes.push_back(problem.classes[0]);
  problem.classes[1].time_cost_usd_per_t_h = {2};
  const auto one = solve_user_equilibrium(problem, {1e-8, 300, 1, false});
  for (const std::size_t threads : {2U, 3U}) {
    const auto more = solve_user_equilibrium(problem, {1e-8, 300, threads, false});
    EXPECT_EQ(one.class_flow_t, more.class_flow_t) << threads << " threads";
    EXPECT_EQ(one.residual, more.residual);
  }
  EXPECT_EQ(one.status, status::converged);
}

TEST(user_equilibrium, a_warm_start_reaches_the_new_answer_in_fewer_steps) {
  auto problem = test::road_grid(9, 12, 4);
  const auto base = solve_user_equilibrium(problem, {1e-10, 300, 1, false});
  const auto widest = std::max_element(base.volume_pce.begin(), base.volume_pce.end());
  problem.delay[static_cast<std::size_t>(widest - base.volume_pce.begin())].capacity_pce /= 2;
  for (auto& demand : problem.classes[0].demand) demand.t_per_day *= 1.01;
  const auto cold = solve_user_equilibrium(problem, {1e-10, 300, 1, false});
  const auto warm = solve_user_equilibrium(problem, {1e-10, 300, 1, false}, {}, *base.bushes);
  ASSERT_EQ(warm.status, status::converged);
  EXPECT_LT(largest_difference(cold.volume_pce, warm.volume_pce), 1e-3);
  EXPECT_LT(warm.log.size(), cold.log.size());
  EXPECT_LT(warm.log.front().residual, 0.5 * cold.log.front().residual);
  EXPECT_LT(conservation_error(problem, warm), 1e-12);
}

TEST(user_equilibrium, a_warm_start_leaves_closed_roads_and_serves_new_pairs) {
  auto problem = test::road_grid(5, 12, 5);
  const auto base = solve_user_equilibrium(problem, {1e-8, 300, 1, false});
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); arc += 7)
    if (problem.delay[arc].kind == network::delay_kind::bpr)
      problem.classes[0].fixed_cost_usd_per_t[arc] = route::unreachable;
  problem.classes[0].demand.push_back(freight(0, 24, 50));
  const auto warm = solve_user_equilibrium(problem, {1e-10, 300, 1, false}, {}, *base.bushes);
  const auto cold = solve_user_equilibrium(problem, {1e-10, 300, 1, false});
  ASSERT_EQ(warm.status, status::converged);
  EXPECT_LT(largest_difference(cold.volume_pce, warm.volume_pce), 1e-3);
  EXPECT_LT(conservation_error(problem, warm), 1e-12);
}

// What is paid against what the cheapest routes cost, from scratch.
long double gap_again(const problem& problem, const solution& solution) {
  thread_pool pool(1);
  const auto cheapest = load_all_or_nothing(problem, solution.arc_time_h, {}, false, pool);
  long double paid = 0, least = 0;
  const auto scale = hours_per_usd(problem);
  std::vector<double> cost;
  for (std::size_t k = 0; k < problem.classes.size(); ++k) {
    class_costs(problem, problem.classes[k], solution.arc_time_h, {}, cost);
    for (std::size_t a = 0; a < cost.size(); ++a) {
      const long double unit = static_cast<long double>(scale[k]) * cost[a];
      if (solution.class_flow_t[k][a] > 0) paid += unit * solution.class_flow_t[k][a];
      if (cheapest.class_flow_t[k][a] > 0) least += unit * cheapest.class_flow_t[k][a];
    }
  }
  return paid > 0 ? (paid - least) / paid : 0;
}

TEST(user_equilibrium, conserves_flow_and_never_understates_its_gap_on_any_network) {
  EXPECT_TRUE(rc::check([] {
    const auto size = *rc::gen::inRange<std::uint32_t>(2, 5);
    auto problem =
        test::road_grid(size, *rc::gen::inRange(1, 200), *rc::gen::arbitrary<unsigned>());
    problem.classes.push_back(problem.classes[0]);
    problem.classes[1].time_cost_usd_per_t_h = {3};
    problem.classes[1].pce_per_t = {0.5};
    for (auto& cost : problem.classes[1].fixed_cost_usd_per_t)
      if (*rc::gen::inRange(0, 8) == 0) cost = route::unreachable;
    const auto steps = *rc::gen::inRange(1, 12);
    const auto solution = solve_user_equilibrium(problem, {1e-12, steps, 1, false});
    RC_ASSERT(conservation_error(problem, solution) < 1e-12);
    for (std::size_t k = 0; k < 2; ++k)
      for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
        RC_ASSERT(solution.class_flow_t[k][arc] >= 0);
        if (!std::isfinite(problem.classes[k].fixed_cost_usd_per_t[arc]))
          RC_ASSERT(solution.class_flow_t[k][arc] == 0);
      }
    const auto true_gap = gap_again(problem, solution);
    RC_ASSERT(solution.residual >= 0);
    RC_ASSERT(std::abs(static_cast<double>(solution.residual - true_gap)) < 1e-13);
  }));
}

TEST(user_equilibrium, converges_on_any_network) {
  EXPECT_TRUE(rc::check([] {
    const auto size = *rc::gen::inRange<std::uint32_t>(2, 6);
    const auto problem =
        test::road_grid(size, *rc::gen::inRange(1, 300), *rc::gen::arbitrary<unsigned>());
    const auto solution = solve_user_equilibrium(problem, {1e-10, 300, 1, false});
    RC_ASSERT(solution.status == status::converged);
  }));
}

}  // namespace
}  // namespace amur::assign
