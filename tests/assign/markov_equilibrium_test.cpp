#include "amur/assign/markov_equilibrium.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "amur/assign/conservation.h"
#include "amur/assign/logit_equilibrium.h"
#include "amur/exchange/tntp_problem.h"
#include "support/data_dir.h"
#include "support/numbered_states.h"
#include "support/random_problem.h"

namespace amur::assign {
namespace {

using test::constant_delay;
using test::freight;
using test::linear_delay;
using test::small_arc;
using test::small_problem;

constexpr options exact{1e-12, 2000, 1, false};

TEST(markov, two_links_share_by_the_binary_formula) {
  auto problem = small_problem(2, {{0, 1, constant_delay(0), 10}, {0, 1, constant_delay(0), 13}},
                               {freight(0, 1, 100)});
  problem.classes[0].dispersion_usd_per_t = 2;
  const auto solution = solve_markov(problem, exact);
  EXPECT_EQ(solution.status, status::converged);
  const double share = 1 / (1 + std::exp(-1.5));
  EXPECT_NEAR(solution.class_flow_t[0][0] / 100, share, 1e-12);
  EXPECT_NEAR(solution.class_flow_t[0][1] / 100, 1 - share, 1e-12);
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t,
              -2 * std::log(std::exp(-5.0) + std::exp(-6.5)), 1e-12);
}

TEST(markov, a_cycle_is_gone_round_as_often_as_its_linear_system_says) {
  // 0 -> 1 -> 2, with 1 -> 3 -> 1 a way round: w = exp(-1), exp(-1), and exp(-2) for a round.
  const auto problem = small_problem(4,
                                     {{0, 1, constant_delay(1)},
                                      {1, 2, constant_delay(1)},
                                      {1, 3, constant_delay(1)},
                                      {3, 1, constant_delay(1)}},
                                     {freight(0, 2, 10)});
  const auto solution = solve_markov(problem, exact);
  // z1 = w + w^2 z1, so z1 = w / (1 - w^2), z0 = w z1; a round is taken w^2 / (1 - w^2) times.
  const double w = std::exp(-1.0), rounds = w * w / (1 - w * w);
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, -std::log(w * w / (1 - w * w)), 1e-12);
  for (std::size_t arc = 0; arc < 4; ++arc) {
    const bool on_cycle = problem.graph.tail[arc] == 3 || problem.graph.head[arc] == 3;
    EXPECT_NEAR(solution.class_flow_t[0][arc], on_cycle ? 10 * rounds : 10, 1e-11);
  }
}

TEST(markov, braess_network_has_the_closed_form_of_three_routes) {
  const auto problem = small_problem(4,
                                     {{0, 1, constant_delay(1)},
                                      {0, 2, constant_delay(2)},
                                      {1, 3, constant_delay(2.5)},
                                      {2, 3, constant_delay(1)},
                                      {1, 2, constant_delay(0.3)}},
                                     {freight(0, 3, 6)});
  const auto solution = solve_markov(problem, exact);
  const double up = std::exp(-3.5), down = std::exp(-3.0), across = std::exp(-2.3);
  const double all = up + down + across;
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, -std::log(all), 1e-12);
  for (std::size_t arc = 0; arc < 5; ++arc) {
    const auto tail = problem.graph.tail[arc], head = problem.graph.head[arc];
    const double weight = tail == 0   ? (head == 1 ? up + across : down)
                          : tail == 1 ? (head == 3 ? up : across)
                                      : down + across;
    EXPECT_NEAR(solution.class_flow_t[0][arc], 6 * weight / all, 1e-12);
  }
}

TEST(markov, equals_the_nested_logit_where_all_walks_are_listed_routes) {
  // A congested net without cycles, small enough for the logit to list the routes of its legs; and
  // a bound that leaves none of them out.
  std::vector<small_arc> arcs;
  for (std::uint32_t tail = 0; tail < 8; ++tail)
    for (const std::uint32_t ahead : {1U, 2U, 5U})
      if (tail + ahead < 8)
        arcs.push_back({tail, tail + ahead, linear_delay(0.5 * ahead + 0.1, 0.01), 0.2});
  auto problem = small_problem(8, arcs, {freight(0, 7, 80), freight(3, 7, 30), freight(0, 5, 25)});
  problem.classes[0].dispersion_usd_per_t = problem.classes[0].route_dispersion_usd_per_t = 0.7;
  problem.rules.considered_dispersions = 40;
  const auto markov = solve_markov(problem, exact), logit = solve_logit(problem, exact);
  ASSERT_EQ(markov.status, status::converged);
  ASSERT_EQ(logit.status, status::converged);
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc)
    EXPECT_NEAR(markov.class_flow_t[0][arc], logit.class_flow_t[0][arc], 1e-8);
  for (std::size_t i = 0; i < 3; ++i)
    EXPECT_NEAR(markov.od[0][i].expected_cost_usd_per_t, logit.od[0][i].expected_cost_usd_per_t,
                1e-9);
}

// A line 0 - 1 - 2 of two-way links that cost 1: w^2 + w^2 < 1 is needed at the middle for a
// walk from 0 to 3 beyond it.
problem line(double dispersion) {
  std::vector<small_arc> arcs;
  for (std::uint32_t s = 0; s < 3; ++s) {
    arcs.push_back({s, s + 1, constant_delay(1)});
    arcs.push_back({s + 1, s, constant_delay(1)});
  }
  auto made = small_problem(4, arcs, {freight(0, 3, 1)});
  made.classes[0].dispersion_usd_per_t = dispersion;
  return made;
}

TEST(markov, too_high_a_dispersion_has_no_finite_solution_and_says_which_has) {
  // Walks among 0, 1, 2: the spectral radius is sqrt(2) w, below one where theta < 2 / ln 2.
  const double critical = 2 / std::log(2.0);
  EXPECT_EQ(solve_markov(line(critical - 1e-6), exact).status, status::converged);
  const auto none = solve_markov(line(critical + 1e-6), exact);
  ASSERT_EQ(none.status, status::no_finite_solution);
  EXPECT_EQ(none.unbounded.user_class, class_id(0));
  EXPECT_EQ(none.unbounded.destination, state_id(3));
  EXPECT_LT(none.unbounded.bounded_dispersion_usd_per_t, critical);
  EXPECT_GT(none.unbounded.bounded_dispersion_usd_per_t, critical / 2);
  EXPECT_EQ(solve_markov(line(none.unbounded.bounded_dispersion_usd_per_t), exact).status,
            status::converged);
  EXPECT_TRUE(none.class_flow_t.empty());
}

TEST(markov, a_free_cycle_has_no_finite_solution_at_any_dispersion) {
  const auto problem = small_problem(
      3, {{0, 1, constant_delay(0)}, {1, 0, constant_delay(0)}, {1, 2, constant_delay(1)}},
      {freight(0, 2, 1)});
  const auto solution = solve_markov(problem, exact);
  ASSERT_EQ(solution.status, status::no_finite_solution);
  EXPECT_EQ(solution.unbounded.bounded_dispersion_usd_per_t, 0);
}

TEST(markov, a_free_cycle_that_no_walk_can_use_does_no_harm) {
  // The cycle 0 - 1 passes the destination 1, where walks end; 3 - 4 lies off every walk.
  const auto problem = small_problem(5,
                                     {{0, 1, constant_delay(0)},
                                      {1, 0, constant_delay(0)},
                                      {3, 4, constant_delay(0)},
                                      {4, 3, constant_delay(0)},
                                      {4, 1, constant_delay(0)}},
                                     {freight(0, 1, 5)});
  const auto solution = solve_markov(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][0], 5, 1e-12);
  EXPECT_NEAR(solution.od[0][0].expected_cost_usd_per_t, 0, 1e-12);
}

TEST(markov, a_sink_beyond_no_free_cycle_keeps_its_solution) {
  // 0 - 1 is a free cycle only for walks to 3, which nobody from 0 makes; 2 ends them at 4.
  const auto problem = small_problem(5,
                                     {{0, 1, constant_delay(0)},
                                      {1, 0, constant_delay(0)},
                                      {1, 3, constant_delay(1)},
                                      {2, 4, constant_delay(1)}},
                                     {freight(2, 4, 7), freight(0, 1, 2), freight(2, 3, 1)});
  const auto solution = solve_markov(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  EXPECT_DOUBLE_EQ(solution.od[0][0].delivered_t, 7);
  EXPECT_DOUBLE_EQ(solution.od[0][1].delivered_t, 2);
  EXPECT_EQ(solution.od[0][2].reason, unserved_reason::no_route);
}

TEST(markov, walks_end_at_their_destination_and_pass_no_centroid) {
  // From 0 to 3 by 1 (a centroid) or 2; back from 3 as well. Both 1 and 3 are destinations.
  auto problem = small_problem(4,
                               {{0, 1, constant_delay(1)},
                                {1, 3, constant_delay(1)},
                                {0, 2, constant_delay(2)},
                                {2, 3, constant_delay(2)},
                                {3, 2, constant_delay(1)}},
                               {freight(0, 3, 10), freight(0, 1, 4), freight(1, 3, 1)});
  problem.no_through = {0, 1, 0, 0};
  const auto solution = solve_markov(problem, exact);
  for (std::size_t arc = 0; arc < 5; ++arc) {
    const auto tail = problem.graph.tail[arc], head = problem.graph.head[arc];
    const double expected = tail == 0 && head == 1 ? 4 : tail == 1 ? 1 : tail == 3 ? 0 : 10;
    EXPECT_NEAR(solution.class_flow_t[0][arc], expected, 1e-12);
  }
  EXPECT_LT(conservation_error(problem, solution), 1e-12);
}

TEST(markov, demand_from_a_state_to_itself_is_served_there) {
  const auto problem = small_problem(2, {{0, 1, constant_delay(1)}, {1, 0, constant_delay(1)}},
                                     {freight(0, 0, 5), freight(0, 1, 1)});
  const auto solution = solve_markov(problem, exact);
  EXPECT_DOUBLE_EQ(solution.od[0][0].delivered_t, 5);
  EXPECT_DOUBLE_EQ(solution.od[0][0].expected_cost_usd_per_t, 0);
  EXPECT_NEAR(solution.class_flow_t[0][0], 1, 1e-12);
}

TEST(markov, closed_arcs_and_missing_routes_are_respected) {
  auto problem = small_problem(3, {{0, 1, constant_delay(1)}, {0, 1, constant_delay(5)}},
                               {freight(0, 1, 100), freight(0, 2, 7)});
  problem.classes[0].fixed_cost_usd_per_t[0] = std::numeric_limits<double>::infinity();
  const auto solution = solve_markov(problem, exact);
  EXPECT_EQ(solution.class_flow_t[0][0], 0);
  EXPECT_DOUBLE_EQ(solution.class_flow_t[0][1], 100);
  EXPECT_DOUBLE_EQ(solution.od[0][1].unserved_t, 7);
  EXPECT_EQ(solution.od[0][1].reason, unserved_reason::no_route);
}

TEST(markov, hard_capacity_shifts_freight_and_prices_the_place) {
  auto problem = small_problem(2, {{0, 1, constant_delay(0), 1}, {0, 1, constant_delay(0), 5}},
                               {freight(0, 1, 100)});
  problem.classes[0].dispersion_usd_per_t = 2;
  problem.constraints = {{"boat", {arc_id(0)}, measure::tonnes, 40}};
  const auto solution = solve_markov(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  EXPECT_NEAR(solution.class_flow_t[0][0], 40, 1e-6);
  EXPECT_NEAR(solution.constraint_price_usd[0], 4 + 2 * std::log(1.5), 1e-6);
}

TEST(markov, elastic_demand_meets_the_demand_curve) {
  auto problem = small_problem(2, {{0, 1, linear_delay(1, 0.1)}}, {freight(0, 1, 100)});
  auto& demand = problem.classes[0].demand[0];
  demand.elasticity = 1.5;
  demand.price_base_usd_per_t = 20;
  demand.reference_price_usd_per_t = 25;
  const auto solution = solve_markov(problem, exact);
  ASSERT_EQ(solution.status, status::converged);
  const double t = solution.od[0][0].delivered_t;
  EXPECT_NEAR(t, 100 * std::pow((20 + 1 + 0.1 * t) / 25, -1.5), 1e-8);
}

TEST(markov, conserves_flow_on_any_network) {
  int solved = 0, unbounded = 0;
  EXPECT_TRUE(rc::check([&] {
    auto problem = test::any_problem();
    for (auto& user : problem.classes) user.dispersion_usd_per_t = 0.1 * *rc::gen::inRange(1, 60);
    const auto solution = solve_markov(problem, {1e-6, 60, 1, false});
    ++(solution.status == status::no_finite_solution ? unbounded : solved);
    if (solution.status == status::no_finite_solution) return;
    RC_ASSERT(conservation_error(problem, solution) < 1e-9);
    for (std::size_t k = 0; k < problem.classes.size(); ++k)
      for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
        RC_ASSERT(solution.class_flow_t[k][arc] >= 0);
        if (!std::isfinite(problem.classes[k].fixed_cost_usd_per_t[arc]))
          RC_ASSERT(solution.class_flow_t[k][arc] == 0);
      }
  }));
  EXPECT_GT(solved, 20);
  EXPECT_GT(unbounded, 2);
}

TEST(markov, threads_do_not_change_a_bit) {
  std::vector<small_arc> arcs;
  for (std::uint32_t i = 0; i < 40; ++i)
    for (std::uint32_t j : {1U, 3U, 7U})
      arcs.push_back({i, (i * j + j) % 40, linear_delay(0.8 + 0.01 * j, 1e-3), 0.1});
  std::vector<od_demand> demand;
  for (std::uint32_t i = 0; i < 40; i += 2)
    demand.push_back(freight(i, (i * 7 + 3) % 40, 10.0 + i));
  auto problem = small_problem(40, arcs, demand);
  problem.classes[0].dispersion_usd_per_t = 0.5;
  for (std::uint32_t s = 0; s < 40; s += 8)
    problem.no_through.resize(40), problem.no_through[s] = 1;
  const auto one = solve_markov(problem, {1e-8, 200, 1, false});
  ASSERT_EQ(one.status, status::converged);
  for (const std::size_t threads : {2U, 3U}) {
    const auto other = solve_markov(problem, {1e-8, 200, threads, false});
    EXPECT_EQ(one.class_flow_t, other.class_flow_t);
    EXPECT_EQ(one.log.size(), other.log.size());
  }
}

problem sioux_falls(double dispersion) {
  const auto folder = test::data_dir() / "tntp" / "SiouxFalls";
  diagnostics report;
  const auto net = exchange::read_tntp_network(folder / "SiouxFalls_net.tntp", report);
  const auto trips =
      exchange::read_tntp_trips(folder / "SiouxFalls_trips.tntp", net->zones, report);
  auto made = exchange::make_problem(*net, *trips);
  auto& user = made.problem.classes.front();
  user.dispersion_usd_per_t = user.route_dispersion_usd_per_t = dispersion;
  return made.problem;
}

TEST(markov, successive_averages_lead_to_the_same_flows) {
  // Two-way links on a ring with chords, so that walks have cycles; congestion about doubles costs.
  std::vector<small_arc> arcs;
  for (std::uint32_t i = 0; i < 12; ++i)
    for (const std::uint32_t j : {1U, 5U}) {
      arcs.push_back({i, (i + j) % 12, linear_delay(1 + 0.1 * j, 0.02)});
      arcs.push_back({(i + j) % 12, i, linear_delay(1.2, 0.02)});
    }
  std::vector<od_demand> demand;
  for (std::uint32_t i = 0; i < 12; ++i) demand.push_back(freight(i, (i * 5 + 3) % 12, 10));
  auto problem = small_problem(12, arcs, demand);
  problem.classes[0].dispersion_usd_per_t = 0.5;
  const auto solution = solve_markov(problem, {1e-12, 500, 1, false});
  // Averages halve what is left at each doubling of their loadings.
  options averages{1e-5, 20000, 1, false};
  averages.rule = step_rule::successive_averages;
  const auto averaged = solve_markov(problem, averages);
  ASSERT_EQ(solution.status, status::converged);
  ASSERT_EQ(averaged.status, status::converged);
  EXPECT_LT(10 * solution.log.size(), averaged.log.size());
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc)
    EXPECT_NEAR(solution.volume_pce[arc] / averaged.volume_pce[arc], 1, 1e-4);
}

TEST(markov, reaches_1e_8_in_a_tenth_of_the_loadings_that_averages_take_to_1e_4) {
  AMUR_NEEDS_DATA(test::data_dir() / "tntp" / "SiouxFalls");
  const auto problem = sioux_falls(0.5);
  for (const auto& solve : {solve_markov, solve_logit}) {
    const auto accelerated = solve(problem, {1e-8, 500, 1, false}, {});
    ASSERT_EQ(accelerated.status, status::converged);
    options averages{1e-4, 10 * static_cast<int>(accelerated.log.size()), 1, false};
    averages.rule = step_rule::successive_averages;
    EXPECT_EQ(solve(problem, averages, {}).status, status::iteration_limit);
  }
}

}  // namespace
}  // namespace amur::assign
