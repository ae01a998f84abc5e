// Tolls on two crossings side by side, beside the answers of theory.

#include "amur/model/tolls.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "amur/finance/toll_setting.h"
#include "support/border_case.h"

namespace amur::test {
namespace {

using namespace amur::model;

// Two bridges for trucks, the way over each taking longer the more use it: cost a + b x USD a tonne
// for x tonnes a day, the tolls aside.
struct two_bridges {
  case_data data;
  std::array<crossing_id, 2> crossings;
  std::array<double, 2> a{}, b{};
  double total_t = 1000, payload_t = 20;
};

two_bridges make_two_bridges() {
  auto border = make_border_case();
  auto& data = border.data;
  data.settings.equilibrium = equilibrium::user;
  data.settings.tolerance = 1e-14;
  data.settings.max_iterations = 1000;
  data.links[border.boat].mode = border.road;
  data.transfers = {data.transfers[transfer_id(0)], data.transfers[transfer_id(1)]};
  data.demands.pop_back();
  two_bridges made;
  made.crossings = {border.bridge_crossing, border.boat_crossing};
  const std::array links{border.bridge, border.boat};
  const std::array capacity_pce{60.0, 90.0}, length_km{20.0, 35.0};
  for (std::size_t i = 0; i < 2; ++i) {
    auto& link = data.links[links[i]];
    link.delay = delay_kind::bpr;
    link.alpha = 2;
    link.beta = 1;
    link.free_time_h = 4;
    link.capacity_pce_per_day = capacity_pce[i];
    link.length_km = length_km[i];
    auto& crossing = data.crossings[made.crossings[i]];
    crossing.fee_usd_per_vehicle = crossing.fee_usd_per_t = 0;
    crossing.wait_h = 0;
    const double usd_per_t_h = 0.1 + 10.0 / made.payload_t, pce_per_t = 2 / made.payload_t;
    made.a[i] = length_km[i] / made.payload_t + usd_per_t_h * link.free_time_h;
    made.b[i] = usd_per_t_h * link.free_time_h * link.alpha * pce_per_t / capacity_pce[i];
  }
  made.data = data;
  return made;
}

run_answer at_tolls(const two_bridges& made, std::span<const double> tolls) {
  return solve_at_tolls(made.data, {}, {}, made.crossings, tolls, {});
}
double income(const two_bridges& made, const run_answer& answer, std::size_t i) {
  return use_of(made.data, answer, made.crossings[i]).fee_income_usd;
}

TEST(tolls, income_is_greatest_at_the_toll_of_two_route_theory) {
  const auto made = make_two_bridges();
  const auto best = finance::best_toll(
      [&](double toll) {
        return income(made, at_tolls(made, std::array{toll, 0.0}), 0);
      },
      {0, 200, 10, 1e-6});
  // x1 (b1 + b2) = a2 - a1 + b2 D - p1, so p1 x1 is greatest at half of the toll that empties it.
  const double toll_usd_per_t = (made.a[1] - made.a[0] + made.b[1] * made.total_t) / 2;
  EXPECT_NEAR(best.toll, made.payload_t * toll_usd_per_t, 1e-6 * best.toll);
}

TEST(tolls, welfare_is_greatest_where_users_pay_the_difference_of_their_delays) {
  const auto made = make_two_bridges();
  const auto before = at_tolls(made, std::array{0.0, 0.0});
  const auto best = finance::best_toll(
      [&](double toll) {
        return welfare_beyond(before, at_tolls(made, std::array{toll, 0.0})).total_usd();
      },
      {0, 200, 10, 1e-6});
  // Least total cost: a1 + 2 b1 x1 = a2 + 2 b2 x2 (Pigou 1920), so p1 = b1 x1 - b2 x2.
  const auto& [a, b] = std::pair{made.a, made.b};
  const double x1 = (a[1] - a[0] + 2 * b[1] * made.total_t) / (2 * (b[0] + b[1]));
  const double toll_usd_per_t = b[0] * x1 - b[1] * (made.total_t - x1);
  EXPECT_NEAR(best.toll, made.payload_t * toll_usd_per_t, 1e-6 * best.toll);
}

TEST(tolls, two_owners_settle_at_the_duopoly_of_theory) {
  const auto made = make_two_bridges();
  const auto game = finance::play_prices(
      [&](std::span<const double> tolls) {
        const auto answer = at_tolls(made, tolls);
        return std::vector{income(made, answer, 0), income(made, answer, 1)};
      },
      std::vector<finance::toll_range>(2, {0, 400, 10, 1e-6}), {0, 0});
  ASSERT_TRUE(game.settled);
  // Acemoglu & Ozdaglar (2007), fixed total: p = (b1 + b2) x on either route.
  const double sum_b = made.b[0] + made.b[1];
  const double x1 = (made.total_t + (made.a[1] - made.a[0] + made.b[1] * made.total_t) / sum_b) / 3;
  const auto& toll = game.rounds.back().toll;
  EXPECT_NEAR(toll[0], made.payload_t * sum_b * x1, 1e-6 * toll[0]);
  EXPECT_NEAR(toll[1], made.payload_t * sum_b * (made.total_t - x1), 1e-6 * toll[1]);
}

TEST(tolls, welfare_of_elastic_demand_is_the_area_of_its_curve) {
  auto made = make_two_bridges();
  for (const double elasticity : {0.5, 1.0, 2.0}) {
    made.data.commodities[commodity_id(0)].elasticity = elasticity;
    made.data.crossings[made.crossings[0]].fee_usd_per_vehicle = 10;
    const auto anchors = observed_demand(made.data, {}).anchors;
    const auto solve = [&](double toll) {
      return solve_at_tolls(made.data, anchors, {}, made.crossings, std::array{toll, 0.0}, {});
    };
    // Simpson's rule over the toll: surplus falls by what an extra dollar costs its payers, that is
    // dS/dc = -q.
    const auto before = solve(10);
    const auto cost = [](const run_answer& answer) {
      return answer.solution.od[0][0].expected_cost_usd_per_t;
    };
    double sum = 0;
    constexpr int steps = 20;
    for (int step = 0; step < steps; step += 2) {
      const auto low = solve(10 + 4.0 * step), middle = solve(10 + 4.0 * (step + 1)),
                 high = solve(10 + 4.0 * (step + 2));
      const auto q = [](const run_answer& answer) { return answer.solution.od[0][0].wanted_t; };
      // Costs are unevenly spaced: the parabola through the three points, integrated.
      const double c0 = cost(low), c1 = cost(middle), c2 = cost(high), h = c2 - c0;
      const double s = (c1 - c0) / h;
      const double d1 = (q(middle) - q(low)) / s, d2 = (q(high) - q(low) - d1) / (1 - s);
      sum += h * (q(low) + d1 / 2 + d2 * (1.0 / 3 - s / 2));
    }
    EXPECT_NEAR(welfare_beyond(before, solve(10 + 4.0 * steps)).surplus_usd, -sum, 1e-5 * sum)
        << elasticity;
  }
}

TEST(tolls, nothing_changes_at_the_tolls_of_the_case) {
  const auto made = make_two_bridges();
  const auto same = at_tolls(made, std::array{0.0, 0.0});
  EXPECT_EQ(welfare_beyond(same, same).total_usd(), 0);
}

}  // namespace
}  // namespace amur::test
