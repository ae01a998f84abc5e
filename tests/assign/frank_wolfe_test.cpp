#include "amur/assign/frank_wolfe.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::constant_delay;
using test::freight;
using test::linear_delay;
using test::small_problem;

TEST(frank_wolfe, two_link_network_meets_wardrops_answer) {
  // 1 + 0.02 x = 2 + 0.01 (100 - x) at x = 200 / 3.
  const auto problem = small_problem(
      2, {{0, 1, linear_delay(1, 0.02)}, {0, 1, linear_delay(2, 0.01)}}, {freight(0, 1, 100)});
  const auto solution = solve_frank_wolfe(problem, {1e-13, 1000, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][0], 200.0 / 3, 1e-8);
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, 1 + 0.02 * 200 / 3, 1e-8);
}

TEST(frank_wolfe, braess_paradox_has_its_known_flows_and_cost) {
  // Braess (1968): 6 vehicles; 10 x | 50 + x | 10 + x. With the middle link each pays 92.
  const auto problem = small_problem(4,
                                     {{0, 1, linear_delay(0, 10)},
                                      {0, 2, linear_delay(50, 1)},
                                      {1, 3, linear_delay(50, 1)},
                                      {2, 3, linear_delay(0, 10)},
                                      {1, 2, linear_delay(10, 1)}},
                                     {freight(0, 3, 6)});
  const auto solution = solve_frank_wolfe(problem, {1e-12, 20000, 1, false});
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, 92, 1e-8);
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
    const bool steep = problem.delay[arc].free_time_h < 1;
    EXPECT_NEAR(solution.class_flow_t[0][arc], steep ? 4 : 2, 1e-8);
  }
}

TEST(frank_wolfe, hard_capacity_is_kept_and_priced) {
  auto problem = small_problem(2, {{0, 1, constant_delay(1)}, {0, 1, constant_delay(4)}},
                               {freight(0, 1, 100)});
  problem.classes[0].refusal_usd_per_t = 100;
  problem.constraints = {{"bridge", {arc_id(0)}, measure::tonnes, 40}};
  const auto solution = solve_frank_wolfe(problem, {1e-7, 2000, 1, false});
  EXPECT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][0], 40, 1e-4);
  EXPECT_NEAR(solution.constraint_price_usd[0], 3, 1e-4);
}

TEST(frank_wolfe, freight_beyond_every_capacity_is_unserved) {
  auto problem = small_problem(2, {{0, 1, constant_delay(1)}}, {freight(0, 1, 100)});
  problem.classes[0].refusal_usd_per_t = 100;
  problem.constraints = {{"bridge", {arc_id(0)}, measure::tonnes, 40}};
  const auto solution = solve_frank_wolfe(problem, {1e-7, 2000, 1, false});
  EXPECT_NEAR(solution.od[0][0].delivered_t, 40, 1e-4);
  EXPECT_NEAR(solution.od[0][0].unserved_t, 60, 1e-4);
  EXPECT_EQ(solution.od[0][0].reason, unserved_reason::no_capacity);
}

TEST(frank_wolfe, two_values_of_time_split_between_toll_and_free_road) {
  // Toll 2 on the fast road. Class 0 pays 1 an hour, class 1 pays 4: only class 1 takes the toll
  // road until its time saving falls to half an hour.
  auto problem = small_problem(
      2, {{0, 1, linear_delay(1, 0.05), 2}, {0, 1, constant_delay(2.5), 0}}, {freight(0, 1, 50)});
  problem.classes.push_back(problem.classes[0]);
  problem.classes[1].time_cost_usd_per_t_h = {4};
  const auto solution = solve_frank_wolfe(problem, {1e-12, 5000, 1, false});
  // 4 (1 + 0.05 x) + 2 = 10 at x = 20.
  EXPECT_NEAR(solution.class_flow_t[0][0], 0, 1e-8);
  EXPECT_NEAR(solution.class_flow_t[1][0], 20, 1e-6);
}

TEST(frank_wolfe, recorded_loadings_weigh_up_to_one) {
  const auto problem = small_problem(
      2, {{0, 1, linear_delay(1, 0.02)}, {0, 1, linear_delay(2, 0.01)}}, {freight(0, 1, 100)});
  const auto solution = solve_frank_wolfe(problem, {1e-10, 100, 1, true});
  double sum = 0;
  for (const auto& record : solution.loadings) sum += record.weight;
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_GT(solution.loadings.size(), 1U);
}

}  // namespace
}  // namespace amur::assign
