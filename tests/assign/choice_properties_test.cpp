// What must hold of the nested logit whatever the network: shares fall as costs rise and never
// jump, borders let nothing turn back, known cases have their known answers.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

#include "amur/assign/conservation.h"
#include "amur/assign/logit_equilibrium.h"
#include "support/choice_oracle.h"
#include "support/numbered_states.h"
#include "support/random_choice.h"

namespace amur::assign {
namespace {

using test::choice_arc;
using test::choice_case;
using test::choice_maker;
using test::constant_delay;
using test::freight;

constexpr options strict{1e-12, 5000, 1, false};
constexpr int sweep_steps = 10'000;

choice_arc road(std::uint32_t tail, std::uint32_t head, double usd) {
  return {{tail, head, constant_delay(0), usd, 0}, none, 0};
}
choice_arc labelled(std::uint32_t tail, std::uint32_t head, double usd, std::uint32_t label,
                    std::uint32_t crossing = none) {
  return {{tail, head, constant_delay(0), usd, label}, crossing, 0};
}

choice_case case_of(std::vector<std::uint32_t> country, std::vector<choice_arc> arcs,
                    std::vector<od_demand> demand, double dispersion, double route_dispersion) {
  choice_case made;
  made.country = std::move(country);
  made.arcs = std::move(arcs);
  made.classes = {{dispersion, route_dispersion, 1, 1, 1, std::move(demand)}};
  return made;
}

// [listed arc] shares of all demand.
std::vector<double> shares(const choice_case& made, const std::vector<double>& flow) {
  std::vector<double> result;
  for (const auto place : places_of_arcs(made)) result.push_back(flow[place] / made.demand());
  return result;
}

// Shares as the cost of a listed arc goes from `low` to `high`.
using step_visitor = std::function<void(double rise, const std::vector<double>& before,
                                        const std::vector<double>& after, double cost)>;
void sweep(const choice_case& made, std::size_t arc, double low, double high, int steps,
           const step_visitor& visit) {
  auto problem = problem_of(made);
  const auto place = places_of_arcs(made)[arc];
  std::vector<double> before;
  for (int i = 0; i <= steps; ++i) {
    const double cost = low + (high - low) * i / steps;
    problem.classes[0].fixed_cost_usd_per_t[place] = cost;
    auto after = shares(made, solve_logit(problem, strict).class_flow_t[0]);
    if (i > 0) visit((high - low) / steps, before, after, cost);
    before = std::move(after);
  }
}

// No share rises with its own cost, and none changes faster than a logit's can.
void expect_calm(const choice_case& made, std::size_t arc, double low, double high) {
  const auto& user = made.classes[0];
  const double steepest = 1.5 / (4 * std::min(user.dispersion, user.route_dispersion));
  double highest_rise = 0, largest_jump = 0, at = 0;
  sweep(made, arc, low, high, sweep_steps,
        [&](double rise, const auto& before, const auto& after, double cost) {
          highest_rise = std::max(highest_rise, after[arc] - before[arc]);
          for (std::size_t i = 0; i < after.size(); ++i) {
            const double over = std::abs(after[i] - before[i]) - steepest * rise;
            if (over > largest_jump) at = cost;
            largest_jump = std::max(largest_jump, over);
          }
        });
  EXPECT_LE(highest_rise, 1e-9);
  EXPECT_LE(largest_jump, 1e-9) << "where it costs " << at;
}

// Countries 0 and 1, two modes: a road over two bridges, rail over one, a change on either side.
choice_case three_crossings(double route_dispersion) {
  // States: 0 gate, 1 to 3 roads and 4 rail in country 0; 5 to 7 and 8 in country 1, 9 gate.
  return case_of(
      {0, 0, 0, 0, 0, 1, 1, 1, 1, 1},
      {labelled(2, 6, 4, 1, 0), labelled(3, 7, 6, 2, 1), labelled(4, 8, 3, 3, 2),
       labelled(0, 1, 2, 20), labelled(0, 4, 5, 21), road(1, 2, 3), road(1, 3, 2), road(2, 3, 1),
       road(3, 2, 1), labelled(1, 4, 4, 10), labelled(8, 5, 4, 11), road(6, 5, 3), road(7, 5, 3),
       road(6, 7, 2), road(7, 6, 2), labelled(5, 9, 1, 30), labelled(8, 9, 5, 31)},
      {freight(0, 9, 1000)}, 5, route_dispersion);
}

TEST(choice_sweep, the_fee_of_a_crossing_moves_shares_smoothly) {
  for (const double route_dispersion : {0.5, 1.5, 5.0})
    for (const std::size_t crossing : {0U, 1U, 2U})
      expect_calm(three_crossings(route_dispersion), crossing, 0, 120);
}

// Two roads side by side with a connector between their midpoints.
choice_case two_roads(double connector) {
  return case_of({0, 0, 0, 0},
                 {road(0, 1, 5), road(1, 3, 5), road(0, 2, 5.01), road(2, 3, 5),
                  road(1, 2, connector), road(2, 1, connector)},
                 {freight(0, 3, 1000), freight(1, 3, 10)}, 10, 1);
}

TEST(choice_sweep, the_cost_of_one_of_two_roads_moves_shares_smoothly) {
  for (const double connector : {0.0, 0.01, 2.0}) expect_calm(two_roads(connector), 0, 0, 40);
}

TEST(choice_sweep, the_cost_of_a_connector_between_two_roads_moves_shares_smoothly) {
  expect_calm(two_roads(0.01), 4, 0, 0.1);
  expect_calm(two_roads(0.01), 4, 0, 30);
}

TEST(choice_sweep, no_share_rises_with_its_own_cost_on_random_networks) {
  const auto seed = test::random_seed();
  for (std::size_t i = 0; i < test::random_networks(200, 0.1); ++i) {
    choice_maker maker(seed + i);
    auto made = maker.make();
    if (made.arcs.empty()) continue;
    made.classes.resize(1);
    const auto arc = maker.below(made.arcs.size());
    const double low = made.arcs[arc].fixed_cost;
    double worst = 0, at = 0;
    sweep(made, arc, low, low + 5 * made.classes[0].dispersion, 20,
          [&](double, const auto& before, const auto& after, double cost) {
            if (after[arc] - before[arc] > worst) at = cost;
            worst = std::max(worst, after[arc] - before[arc]);
          });
    EXPECT_LE(worst, 1e-9) << "AMUR_RANDOM_SEED=" << seed + i << " arc " << arc << " at " << at
                           << '\n'
                           << printed(made);
  }
}

constexpr std::uint32_t grid_side = 8;

// More circles than routes are listed for.
choice_case grid(double dispersion) {
  std::vector<choice_arc> arcs;
  choice_maker costs(7);
  const auto both_ways = [&](std::uint32_t a, std::uint32_t b) {
    const double usd = costs.between(0.5, 2);
    arcs.push_back(road(a, b, usd));
    arcs.push_back(road(b, a, usd));
  };
  for (std::uint32_t row = 0; row < grid_side; ++row)
    for (std::uint32_t column = 0; column < grid_side; ++column) {
      const auto at = row * grid_side + column;
      if (column + 1 < grid_side) both_ways(at, at + 1);
      if (row + 1 < grid_side) both_ways(at, at + grid_side);
    }
  return case_of(std::vector<std::uint32_t>(grid_side * grid_side, 0), arcs,
                 {freight(0, 63, 500), freight(7, 56, 300), freight(27, 36, 200)}, dispersion,
                 dispersion);
}

TEST(choice_in_dense_nets, no_share_jumps_as_a_road_gets_dearer) {
  const auto made = grid(0.3);
  const std::size_t in_the_middle = 100;
  const double low = 0.2, high = 4;
  double worst = 0, at = 0;
  sweep(made, in_the_middle, low, high, sweep_steps,
        [&](double rise, const auto& before, const auto& after, double cost) {
          const double allowed = 4 * rise / std::min(low, 0.3);
          for (std::size_t i = 0; i < after.size(); ++i) {
            const double jump = std::abs(after[i] - before[i]) - allowed;
            if (jump > worst) at = cost;
            worst = std::max(worst, jump);
          }
        });
  EXPECT_LE(worst, 0) << "where it costs " << at;
}

// Least costs from all states to one, by plain relaxation (Bellman 1958).
std::vector<double> least_costs(const problem& problem, std::uint32_t end) {
  std::vector<double> cost(problem.graph.state_count(), INFINITY);
  cost[end] = 0;
  for (std::size_t round = 0; round < cost.size(); ++round)
    for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc)
      cost[problem.graph.tail[arc]] =
          std::min(cost[problem.graph.tail[arc]],
                   problem.classes[0].fixed_cost_usd_per_t[arc] + cost[problem.graph.head[arc]]);
  return cost;
}

TEST(choice_in_dense_nets, the_cheapest_route_is_always_used) {
  for (const double dispersion : {0.05, 0.3, 3.0}) {
    auto made = grid(dispersion);
    made.classes[0].demand.resize(1);
    const auto problem = problem_of(made);
    const auto flow = solve_logit(problem, strict).class_flow_t[0];
    const auto cost = least_costs(problem, 63);
    for (std::uint32_t state = 0; state != 63;) {
      const auto from = problem.graph.first_out[state], to = problem.graph.first_out[state + 1];
      auto best = from;
      for (auto arc = from; arc < to; ++arc)
        if (problem.classes[0].fixed_cost_usd_per_t[arc] + cost[problem.graph.head[arc]] <
            problem.classes[0].fixed_cost_usd_per_t[best] + cost[problem.graph.head[best]])
          best = arc;
      EXPECT_GT(flow[best], 0);
      for (auto arc = from; arc < to; ++arc)
        if (dispersion < 0.1) {
          EXPECT_GE(flow[best], flow[arc]);
        }
      state = problem.graph.head[best];
    }
  }
}

TEST(choice_in_dense_nets, freight_is_conserved_and_threads_change_no_bit) {
  auto made = grid(0.3);
  for (std::size_t i = 0; i < made.arcs.size(); i += 3)
    made.arcs[i].delay = {network::delay_kind::bpr, 0.5, 150, 0.15, 4};
  const auto problem = problem_of(made);
  const auto one = solve_logit(problem, {1e-9, 2000, 1, false});
  EXPECT_EQ(one.status, status::converged);
  EXPECT_LT(conservation_error(problem, one), 1e-12);
  for (const std::size_t threads : {2U, 3U}) {
    const auto more = solve_logit(problem, {1e-9, 2000, threads, false});
    EXPECT_EQ(one.class_flow_t, more.class_flow_t);
    EXPECT_EQ(one.log.size(), more.log.size());
  }
}

// Leaves only freight that need not and may not enter a country again.
void drop_who_comes_back(choice_case& made) {
  made.classes.resize(1);
  auto& demand = made.classes[0].demand;
  for (auto& pair : demand) pair.may_reenter = false;
  const auto problem = problem_of(made);
  const std::vector<test::real> still(problem.graph.arc_count(), 0);
  const auto& user = problem.classes[0];
  const auto came_back =
      test::choice_oracle(problem, user)
          .load(test::oracle_costs(problem, user, test::oracle_times(problem, still), {}))
          .came_back;
  std::vector<od_demand> kept;
  for (std::size_t i = 0; i < demand.size(); ++i)
    if (!came_back[i]) kept.push_back(demand[i]);
  demand = kept;
}

double demand_beyond(const choice_case& made, std::uint32_t country, state_id od_demand::*end) {
  double sum = 0;
  for (const auto& pair : made.classes[0].demand)
    if (made.country[(pair.*end).index()] != country) sum += pair.t_per_day;
  return sum;
}

// Who ends in a country does not leave it; who starts there does not come in from another.
void check_borders(const choice_case& made, const std::vector<double>& flow) {
  const auto problem = problem_of(made);
  std::map<std::uint32_t, double> leaves, enters;
  for (std::size_t arc = 0; arc < flow.size(); ++arc) {
    const auto from = made.country[problem.graph.tail[arc]];
    const auto to = made.country[problem.graph.head[arc]];
    if (problem.crossing(arc) == none || from == to || from == none) continue;
    leaves[from] += flow[arc];
    if (to != none) enters[to] += flow[arc];
  }
  for (const auto& [country, t] : leaves)
    EXPECT_LE(t, demand_beyond(made, country, &od_demand::destination) * (1 + 1e-9));
  for (const auto& [country, t] : enters)
    EXPECT_LE(t, demand_beyond(made, country, &od_demand::origin) * (1 + 1e-9));
}

TEST(choice_at_borders, no_more_crosses_than_demand_sends) {
  const auto seed = test::random_seed();
  for (std::size_t n = 0; n < test::random_networks(500, 0.25); ++n) {
    auto made = choice_maker(seed + n).make();
    drop_who_comes_back(made);
    const auto problem = problem_of(made);
    const auto flow = solve_logit(problem, strict).class_flow_t[0];
    check_borders(made, solve_logit(problem, strict).class_flow_t[0]);
    ASSERT_FALSE(HasFailure()) << "AMUR_RANDOM_SEED=" << seed + n << '\n' << printed(made);
  }
}

// A port and the high seas joined by plain lanes, and a canal that leads from the sea into the same
// country: freight must not go round through the canal again and again.
TEST(choice_at_borders, a_canal_from_the_sea_is_passed_once) {
  // States: 0 and 3 gates, 1 port, 2 high seas.
  const auto made = case_of(
      {0, 0, none, 0},
      {labelled(0, 1, 1, 20), road(1, 2, 1), labelled(2, 1, 1, 1, 0), labelled(1, 3, 1, 30)},
      {freight(0, 3, 100)}, 2, 2);
  const auto flow = shares(made, solve_logit(problem_of(made), strict).class_flow_t[0]);
  // Once round costs 2 more than to load and unload at once, which moves by no link.
  EXPECT_NEAR(flow[1], 1, 1e-12);
  EXPECT_NEAR(flow[2], 1, 1e-12);
  EXPECT_NEAR(flow[3], 1, 1e-12);
}

TEST(choice_nests, members_of_a_label_share_a_nest_where_one_of_them_ends_at_the_destination) {
  // A crossing of two links: one leads to the destination, one to a road that ends there, as
  // another crossing does.
  const auto made = case_of(
      {0, 1, 1},
      {labelled(0, 1, 10, 1, 0), labelled(0, 2, 5, 1, 0), labelled(0, 2, 5, 2, 1), road(2, 1, 5)},
      {freight(0, 1, 100)}, 20, 2);
  const auto answer = solve_logit(problem_of(made), strict);
  const double first = 10 - 2 * std::log(2.0), second = 10;
  EXPECT_NEAR(answer.od[0][0].expected_cost_usd_per_t,
              -20 * std::log(std::exp(-first / 20) + std::exp(-second / 20)), 1e-9);
}

TEST(choice_cases, a_mode_dearer_by_more_than_its_loading_keeps_its_share) {
  for (const double dearer : {4.95, 5.05, 20.0}) {
    const auto made =
        case_of({0, 0, 0, 1, 1, 1},
                {labelled(1, 3, 5 + dearer, 1, 0), labelled(2, 4, 5, 2, 1), labelled(0, 1, 5, 20),
                 labelled(0, 2, 5, 21), labelled(3, 5, 5, 30), labelled(4, 5, 5, 31)},
                {freight(0, 5, 1000)}, 14, 1.4);
    const double by_road =
        solve_logit(problem_of(made), strict).class_flow_t[0][places_of_arcs(made)[0]];
    EXPECT_NEAR(by_road, 1000 / (1 + std::exp(dearer / 14)), 1e-6);
    if (dearer == 5.05) {
      EXPECT_NEAR(by_road, 410.8, 0.05);
    }
  }
}

TEST(choice_cases, nobody_turns_back_at_the_end_of_a_spur_over_a_border) {
  // Rail 1 - 2 - 3 in country 0, a spur from 2 over a border to 4; gates 0 and 5.
  for (const double constant : {0.0, -30.0}) {
    auto made =
        case_of({0, 0, 0, 0, 1, 0},
                {labelled(2, 4, 5, 1, 0), labelled(4, 2, 5, 1, 0), road(1, 2, 25), road(2, 1, 25),
                 road(2, 3, 75), road(3, 2, 75), labelled(0, 1, 5, 20), labelled(3, 5, 5, 30)},
                {freight(0, 5, 1000)}, 14, 1.4);
    // However much freight is used to the border.
    made.arcs[0].constant = made.arcs[1].constant = constant;
    const auto share = shares(made, solve_logit(problem_of(made), strict).class_flow_t[0]);
    EXPECT_EQ(share[0], 0);
    EXPECT_EQ(share[1], 0);
    EXPECT_NEAR(share[4], 1, 1e-12);
  }
}

TEST(choice_cases, a_road_with_delay_beside_a_free_one_carries_what_makes_them_even) {
  auto made = case_of({0, 0}, {road(0, 1, 20), road(0, 1, 0)}, {freight(0, 1, 2000)}, 2, 2);
  made.arcs[0].delay = constant_delay(3);
  made.arcs[1].delay = {network::delay_kind::bpr, 1.5, 500, 0.15, 4};
  made.classes[0].time_cost = 5;
  const auto answer = solve_logit(problem_of(made), strict);
  ASSERT_EQ(answer.status, status::converged);
  EXPECT_NEAR(answer.class_flow_t[0][places_of_arcs(made)[1]], 1107.4, 0.05);
}

}  // namespace
}  // namespace amur::assign
