// User equilibrium where roads are far above capacity, powers are high or classes lean on each
// other.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "amur/assign/user_equilibrium.h"
#include "amur/exchange/tntp_folder.h"
#include "amur/exchange/tntp_problem.h"
#include "support/data_dir.h"
#include "support/equilibrium_witness.h"
#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::bear_witness;
using test::constant_delay;
using test::freight;
using test::small_problem;

// The root of a rising function between two ends.
template <class Function>
double bisect(double low, double high, Function&& rising) {
  for (int i = 0; i < 300; ++i) {
    const double middle = (low + high) / 2;
    (rising(middle) < 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

network::delay_function bpr(double free_time_h, double capacity, double alpha, double power) {
  return {network::delay_kind::bpr, free_time_h, capacity, alpha, power};
}

TEST(hard_equilibrium, a_power_of_sixty_on_a_road_for_one_does_not_overflow) {
  // All million trips on the narrow road would take 10^359 hours.
  const auto problem = small_problem(2, {{0, 1, bpr(1, 1, 0.15, 60)}, {0, 1, bpr(1, 1e9, 0.15, 4)}},
                                     {freight(0, 1, 1e6)});
  const auto solution = solve_user_equilibrium(problem, {1e-20, 200, 1, false});
  ASSERT_EQ(solution.status, status::converged);
  ASSERT_TRUE(std::isfinite(solution.log.front().residual));
  const double narrow = bisect(
      0, 2, [](double v) { return 0.15 * std::pow(v, 60) - 0.15 * std::pow((1e6 - v) / 1e9, 4); });
  EXPECT_NEAR(narrow, 0.631, 0.001);
  EXPECT_NEAR(solution.volume_pce[0], narrow, 0.01);
  EXPECT_NEAR(solution.volume_pce[0] + solution.volume_pce[1], 1e6, 1e-6);
}

TEST(hard_equilibrium, parallel_roads_of_any_power_share_what_they_should) {
  EXPECT_TRUE(rc::check([] {
    const auto count = *rc::gen::inRange(2, 6);
    std::vector<test::small_arc> arcs;
    for (int i = 0; i < count; ++i) {
      const auto power = *rc::gen::element(1, 4, 20, 60, 200);
      arcs.push_back({0, 1, bpr(*rc::gen::inRange(1, 5), *rc::gen::inRange(1, 100), 0.15, power)});
    }
    const double trips = *rc::gen::element(1, 100, 10000);
    arcs.push_back({0, 1, bpr(4, 100, 0.5, 1)});
    const auto problem = small_problem(2, arcs, {freight(0, 1, trips)});
    const auto solution = solve_user_equilibrium(problem, {1e-11, 500, 1, false});
    RC_ASSERT(solution.status == status::converged);
    const auto volume_at = [&](const network::delay_function& f, double time) {
      if (time <= f.free_time_h) return 0.0;
      return f.capacity_pce * std::pow((time / f.free_time_h - 1) / f.alpha, 1 / f.beta);
    };
    const double time = bisect(0, 1e6, [&](double t) {
      double sum = -trips;
      for (const auto& f : problem.delay) sum += volume_at(f, t);
      return sum;
    });
    RC_ASSERT(std::abs(solution.od[0][0].expected_cost_usd_per_t - time) < 1e-6 * time);
    // Where a high power has hardly begun to rise, rounding hides the volume.
    for (std::size_t arc = 0; arc < problem.delay.size(); ++arc)
      if (time > 1.01 * problem.delay[arc].free_time_h)
        RC_ASSERT(std::abs(solution.volume_pce[arc] - volume_at(problem.delay[arc], time)) <
                  1e-3 * trips);
  }));
}

// Cars, and lorries that count twice and hold an hour dearer, each with tolls of its own.
void split_into_classes(problem& problem, double times_demand) {
  auto lorries = problem.classes.front();
  lorries.name = "lorries";
  lorries.pce_per_t = {2};
  lorries.time_cost_usd_per_t_h = {4};
  auto& cars = problem.classes.front();
  for (auto& demand : cars.demand) demand.t_per_day *= 0.6 * times_demand;
  for (auto& demand : lorries.demand) demand.t_per_day *= 0.2 * times_demand;
  for (std::uint32_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
    if (arc % 5 == 1) cars.fixed_cost_usd_per_t[arc] += 0.5 + arc % 3;
    if (arc % 3 == 0) lorries.fixed_cost_usd_per_t[arc] += 0.3 * (1 + arc % 4);
  }
  problem.classes.push_back(std::move(lorries));
}

class tolled_classes : public testing::TestWithParam<std::tuple<const char*, int>> {};

TEST_P(tolled_classes, reach_an_equilibrium_by_the_test_s_own_reckoning) {
  const auto [name, times_demand] = GetParam();
  const auto folder = test::data_dir() / "tntp" / name;
  AMUR_NEEDS_DATA(folder);
  diagnostics report;
  const auto files = exchange::find_tntp_files({folder, {}, {}}, report);
  ASSERT_TRUE(files);
  const auto net = exchange::read_tntp_network(files->network, report);
  ASSERT_TRUE(net);
  auto trips = exchange::read_tntp_trips(files->trips, net->zones, report);
  ASSERT_TRUE(trips);
  auto problem = exchange::make_problem(*net, std::move(*trips), {}).problem;
  split_into_classes(problem, times_demand);
  const auto solution = solve_user_equilibrium(problem, {5e-11, 300, 2, false});
  EXPECT_EQ(solution.status, status::converged);
  const auto found = bear_witness(problem, solution.class_flow_t);
  EXPECT_LT(std::abs(found.gap), 1e-10L);
  EXPECT_LT(found.balance, 1e-12L);
}

INSTANTIATE_TEST_SUITE_P(networks, tolled_classes,
                         testing::Combine(testing::Values("SiouxFalls", "Anaheim"),
                                          testing::Range(1, 6)));

TEST(hard_equilibrium, classes_on_crowded_grids_reach_an_equilibrium) {
  EXPECT_TRUE(rc::check([] {
    const auto size = *rc::gen::inRange<std::uint32_t>(2, 6);
    std::vector<test::small_arc> arcs;
    const auto road = [&](std::uint32_t a, std::uint32_t b) {
      for (const auto& [tail, head] : {std::pair{a, b}, std::pair{b, a}})
        arcs.push_back(
            {tail, head, bpr(*rc::gen::inRange(1, 9) / 4.0, *rc::gen::inRange(50, 150), 0.15, 4)});
    };
    for (std::uint32_t y = 0; y < size; ++y)
      for (std::uint32_t x = 0; x < size; ++x) {
        if (x + 1 < size) road(y * size + x, y * size + x + 1);
        if (y + 1 < size) road(y * size + x, y * size + x + size);
      }
    std::vector<od_demand> demand;
    const auto trips = *rc::gen::inRange(1, 400);
    for (std::uint32_t a = 0; a < size * size; ++a)
      for (std::uint32_t b = 0; b < size * size; ++b)
        if (a != b && (a + 2 * b) % 3 == 0) demand.push_back(freight(a, b, 1.0 * trips));
    auto problem = small_problem(size * size, arcs, demand);
    split_into_classes(problem, 1);
    const auto solution = solve_user_equilibrium(problem, {5e-11, 500, 1, false});
    RC_ASSERT(solution.status == status::converged);
    const auto found = bear_witness(problem, solution.class_flow_t);
    RC_ASSERT(std::abs(found.gap) < 1e-10L);
    RC_ASSERT(found.balance < 1e-12L);
  }));
}

}  // namespace
}  // namespace amur::assign
