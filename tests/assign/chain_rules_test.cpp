// Which chains of legs are valid, and how the choice fades at its bound, on networks of a few arcs.

#include "amur/assign/chain_rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "amur/assign/logit_equilibrium.h"
#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::constant_delay;
using test::freight;
using test::small_arc;
using test::small_problem;

constexpr options exact{1e-12, 2000, 1, false};

// Arcs by tail and head, which the graph may have put in another order.
std::uint32_t arc_between(const problem& problem, std::uint32_t tail, std::uint32_t head) {
  for (std::uint32_t arc = 0; arc < problem.graph.arc_count(); ++arc)
    if (problem.graph.tail[arc] == tail && problem.graph.head[arc] == head) return arc;
  return none;
}
double flow(const problem& problem, const solution& solution, std::uint32_t tail,
            std::uint32_t head) {
  return solution.class_flow_t[0][arc_between(problem, tail, head)];
}
void name_crossing(problem& problem, std::uint32_t tail, std::uint32_t head,
                   std::uint32_t crossing) {
  problem.arc_crossing.resize(problem.graph.arc_count(), none);
  problem.arc_crossing[arc_between(problem, tail, head)] = crossing;
}

// Road 0-1-2 beside a quay at 1 where freight can go onto the river (3) and at once onto rail (4),
// which leads to 2: without a link by river that is no way, however cheap.
TEST(chains, a_stay_in_a_mode_moves_by_a_link) {
  auto problem = small_problem(6,
                               {{0, 1, constant_delay(0), 1},
                                {1, 2, constant_delay(0), 9},
                                {1, 3, constant_delay(0), 1, 1},
                                {3, 4, constant_delay(0), 1, 2},
                                {4, 5, constant_delay(0), 1},
                                {5, 2, constant_delay(0), 1, 3}},
                               {freight(0, 2, 1)});
  const auto solution = solve_logit(problem, exact);
  EXPECT_EQ(flow(problem, solution, 1, 2), 1);
  EXPECT_EQ(flow(problem, solution, 3, 4), 0);
  EXPECT_DOUBLE_EQ(solution.od[0][0].expected_cost_usd_per_t, 10);
}

// A ship lands at 1, where freight can only go ashore by road (2) and be unloaded there (3).
TEST(chains, who_has_no_other_way_may_unload_where_the_ship_lands) {
  auto problem = small_problem(4,
                               {{0, 1, constant_delay(0), 5},
                                {1, 2, constant_delay(0), 1, 1},
                                {2, 3, constant_delay(0), 1, 2}},
                               {freight(0, 3, 1)});
  const auto solution = solve_logit(problem, exact);
  EXPECT_DOUBLE_EQ(solution.od[0][0].delivered_t, 1);
  EXPECT_DOUBLE_EQ(solution.od[0][0].expected_cost_usd_per_t, 7);
}

// From 0 over the sea (1) to 2; a crossing at sea leads to a port (3) of a third country and back.
TEST(chains, nobody_calls_at_a_third_country_over_a_crossing_and_comes_back) {
  auto problem = small_problem(4,
                               {{0, 1, constant_delay(0), 2},
                                {1, 2, constant_delay(0), 2},
                                {1, 3, constant_delay(0), 1, 1},
                                {3, 1, constant_delay(0), 1, 1}},
                               {freight(0, 2, 1)});
  problem.state_country = {0, none, 1, 2};
  name_crossing(problem, 1, 3, 0);
  name_crossing(problem, 3, 1, 0);
  problem.classes[0].dispersion_usd_per_t = 30;
  const auto solution = solve_logit(problem, exact);
  EXPECT_EQ(flow(problem, solution, 1, 3), 0);
  EXPECT_EQ(flow(problem, solution, 0, 1), 1);
}

// The same where the river moves freight from 3 to 6 before it goes onto rail: two changes, since
// the arc to the destination unloads.
TEST(chains, modes_change_at_most_so_often_within_a_country) {
  auto problem = small_problem(7,
                               {{0, 1, constant_delay(0), 1},
                                {1, 2, constant_delay(0), 5},
                                {1, 3, constant_delay(0), 1, 1},
                                {3, 6, constant_delay(0), 1},
                                {6, 4, constant_delay(0), 1, 2},
                                {4, 5, constant_delay(0), 1},
                                {5, 2, constant_delay(0), 1, 3}},
                               {freight(0, 2, 1)});
  auto solution = solve_logit(problem, exact);
  EXPECT_NEAR(flow(problem, solution, 6, 4), 0.5, 1e-12);
  problem.rules.max_changes = 1;
  solution = solve_logit(problem, exact);
  EXPECT_EQ(flow(problem, solution, 6, 4), 0);
  EXPECT_EQ(flow(problem, solution, 1, 2), 1);
}

// From 0 to 3 in one country either by a dear road or over a border at 1 and back at 2.
problem detour_abroad() {
  auto problem = small_problem(5,
                               {{0, 3, constant_delay(0), 20},
                                {0, 1, constant_delay(0), 1, 1},
                                {1, 2, constant_delay(0), 1},
                                {2, 3, constant_delay(0), 1, 2},
                                {2, 4, constant_delay(0), 1}},
                               {freight(0, 3, 1)});
  problem.classes[0].dispersion_usd_per_t = 10;
  problem.state_country = {0, 1, 1, 0, 1};
  name_crossing(problem, 0, 1, 0);
  name_crossing(problem, 2, 3, 1);
  return problem;
}

TEST(chains, a_country_once_left_is_not_entered_again_unless_the_flow_may) {
  auto problem = detour_abroad();
  auto solution = solve_logit(problem, exact);
  EXPECT_EQ(flow(problem, solution, 0, 3), 1);
  EXPECT_EQ(flow(problem, solution, 0, 1), 0);
  problem.classes[0].demand[0].may_reenter = true;
  solution = solve_logit(problem, exact);
  EXPECT_NEAR(flow(problem, solution, 0, 3), 1 / (1 + std::exp(1.7)), 1e-12);
}

TEST(chains, an_exclave_has_no_other_way_and_so_comes_back) {
  auto problem = detour_abroad();
  problem.classes[0].fixed_cost_usd_per_t[arc_between(problem, 0, 3)] =
      std::numeric_limits<double>::infinity();
  const auto solution = solve_logit(problem, exact);
  EXPECT_EQ(flow(problem, solution, 0, 1), 1);
  EXPECT_DOUBLE_EQ(solution.od[0][0].expected_cost_usd_per_t, 3);
  EXPECT_EQ(solution.od[0][0].unserved_t, 0);
}

// Two crossings lead from country 0 to 1, the second dearer by `excess` dispersions.
double dearer_share(double excess) {
  auto problem = small_problem(
      2, {{0, 1, constant_delay(0), 10, 1}, {0, 1, constant_delay(0), 10 + 2 * excess, 2}},
      {freight(0, 1, 1)});
  problem.classes[0].dispersion_usd_per_t = 2;
  problem.state_country = {0, 1};
  problem.arc_crossing = {0, 1};
  const auto solution = solve_logit(problem, exact);
  double share = 0;
  for (std::size_t arc = 0; arc < 2; ++arc)
    if (problem.arc_label[arc] == 2) share = solution.class_flow_t[0][arc];
  return share;
}

TEST(choice_bound, alternatives_fade_from_two_thirds_of_it_to_nothing) {
  const auto logit = [](double excess, double considered) {
    const double weight = considered * std::exp(-excess);
    return weight / (1 + weight);
  };
  EXPECT_NEAR(dearer_share(1), logit(1, 1), 1e-15);
  EXPECT_NEAR(dearer_share(7.9), logit(7.9, 1), 1e-15);
  // At 10 dispersions of 12, half of the fade is over: 3 (1/2)^2 - 2 (1/2)^3 = 1/2.
  EXPECT_NEAR(dearer_share(10), logit(10, 0.5), 1e-15);
  EXPECT_EQ(dearer_share(12.001), 0);
  const double left = 3 * (1 - 11.9 / 12);
  EXPECT_NEAR(dearer_share(11.9), logit(11.9, left * left * (3 - 2 * left)), 1e-15);
}

TEST(choice_constants, decide_but_are_no_cost) {
  auto problem = small_problem(
      2, {{0, 1, constant_delay(0), 10, 1}, {0, 1, constant_delay(0), 10, 2}}, {freight(0, 1, 1)});
  problem.classes[0].dispersion_usd_per_t = 2;
  problem.state_country = {0, 1};
  problem.arc_crossing = {0, 1};
  problem.classes[0].choice_constant_usd_per_t = {0, 0};
  for (std::size_t arc = 0; arc < 2; ++arc)
    if (problem.arc_label[arc] == 2) problem.classes[0].choice_constant_usd_per_t[arc] = -3;
  const auto solution = solve_logit(problem, exact);
  for (std::size_t arc = 0; arc < 2; ++arc) {
    if (problem.arc_label[arc] == 2) {
      EXPECT_NEAR(solution.class_flow_t[0][arc], 1 / (1 + std::exp(-1.5)), 1e-12);
    }
  }
}

}  // namespace
}  // namespace amur::assign
