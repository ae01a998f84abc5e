// Labour among goods, budgets of zones, what prices of budgets mean, increasing returns, refusals.

#include <gtest/gtest.h>

#include "amur/invest/optimal_network.h"
#include "support/network_oracle.h"
#include "support/random_network.h"

namespace amur::test {
namespace {

using invest::network_problem;
using invest::network_solution;
using invest::network_status;

// Both places make both goods, the first better the first one; one road that can't be changed.
network_problem two_makers(double labour_exponent) {
  network_problem made;
  made.places = made.goods = 2;
  made.population = {2, 3};
  made.housing = {0.4, 0.5};
  made.productivity = {3, 1, 1, 2};
  made.roads = {{.from = 0, .to = 1, .cost_factor = 0.3, .cost_factor_back = 0.2}};
  made.labour_exponent = labour_exponent;
  return made;
}

// Labour in the first good, at each place, and sales of each place's best good.
real welfare_of(const network_problem& of, real first, real second, real sold, real bought) {
  const real a = of.labour_exponent, beta = of.congestion;
  const real people[] = {static_cast<real>(of.population[0]), static_cast<real>(of.population[1])};
  const real labour[2][2] = {{first, people[0] - first}, {second, people[1] - second}};
  real goods[2][2];
  for (std::size_t j = 0; j < 2; ++j)
    for (std::size_t n = 0; n < 2; ++n)
      goods[j][n] = of.productivity[2 * j + n] * std::pow(std::max<real>(labour[j][n], 0), a);
  goods[0][0] -= sold;
  goods[1][0] += sold;
  goods[1][1] -= bought;
  goods[0][1] += bought;
  if (goods[0][0] <= 0 || goods[1][1] <= 0) return -1e30L - sold - bought;
  const real cost[] = {of.roads[0].cost_factor * std::pow(sold, 1 + beta),
                       of.roads[0].cost_factor_back * std::pow(bought, 1 + beta)};
  real welfare = 0;
  for (std::size_t j = 0; j < 2; ++j)
    welfare +=
        people[j] *
        utility_of(
            of, j,
            std::max<real>(mix_of({goods[j][0], goods[j][1]}, of.substitution_elasticity) - cost[j],
                           1e-9L) /
                people[j]);
  return welfare;
}

TEST(optimal_network, labour_goes_where_searching_sends_it) {
  for (const double exponent : {1.0, 0.7}) {
    const auto problem = two_makers(exponent);
    const auto made = invest::solve_network(problem);
    ASSERT_EQ(made.status, network_status::solved);
    EXPECT_LT(made.gap, 1e-10);
    constexpr int steps = 22;
    const real best = greatest(
        [&](real first) {
          return greatest(
              [&](real second) {
                return greatest(
                    [&](real sold) {
                      return greatest(
                          [&](real bought) {
                            return welfare_of(problem, first, second, sold, bought);
                          },
                          0, 5, steps);
                    },
                    0, 5, steps);
              },
              0, 3, steps);
        },
        0, 2, steps);
    EXPECT_NEAR(static_cast<double>((made.welfare - best) / best), 0, 1e-8) << exponent;
    for (std::size_t j = 0; j < 2; ++j)
      EXPECT_NEAR(made.labour[2 * j] + made.labour[2 * j + 1], problem.population[j], 1e-12);
    const auto told = attained_by(problem, made);
    EXPECT_NEAR(static_cast<double>(told.welfare), made.welfare, 1e-9);
  }
}

TEST(optimal_network, a_budgets_price_is_what_one_more_of_it_gives) {
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    auto problem = random_network(seed);
    problem.zone_budget = {0, 0};
    for (std::size_t i = 0; i < problem.roads.size(); ++i) {
      auto& road = problem.roads[i];
      road.zone = i % 3 == 0 ? invest::road::no_zone : static_cast<std::uint32_t>(i % 3 - 1);
      if (i % 3 > 0)
        problem.zone_budget[road.zone] += road.price * (road.least_infrastructure + 0.2);
    }
    const auto made = invest::solve_network(problem, {.tolerance = 1e-12});
    ASSERT_LT(made.gap, 1e-11);
    const double step = 1e-3;
    const auto slope = [&](double& budget) {
      const double here = budget;
      budget = here + step;
      const double more = invest::solve_network(problem, {.tolerance = 1e-12}).welfare;
      budget = here - step;
      const double less = invest::solve_network(problem, {.tolerance = 1e-12}).welfare;
      budget = here;
      return (more - less) / (2 * step);
    };
    EXPECT_NEAR(slope(problem.budget), made.budget_price, 1e-5 * made.welfare);
    for (std::size_t z = 0; z < 2; ++z) {
      EXPECT_NEAR(slope(problem.zone_budget[z]), made.zone_budget_price[z], 1e-5 * made.welfare);
      double spent = 0;
      for (std::size_t i = 0; i < problem.roads.size(); ++i)
        if (problem.roads[i].zone == z) spent += problem.roads[i].price * made.infrastructure[i];
      EXPECT_LE(spent, problem.zone_budget[z] * (1 + 1e-12));
    }
  }
}

// What more infrastructure of a road gives is gamma P B / I of both its directions.
TEST(optimal_network, a_roads_worth_is_the_slope_of_welfare) {
  for (const bool shared : {true, false}) {
    auto problem = random_network(7);
    problem.goods_share_roads = shared;
    std::vector<double> infrastructure;
    for (const auto& each : problem.roads) infrastructure.push_back(each.least_infrastructure);
    const invest::network_options exact{.tolerance = 1e-12};
    const auto made = invest::solve_at(problem, infrastructure, exact);
    for (std::size_t i = 0; i < problem.roads.size(); ++i) {
      const auto& road = problem.roads[i];
      double worth = 0;
      for (std::size_t way = 0; way < 2; ++way) {
        const auto from = way == 0 ? road.from : road.to;
        const double factor = (way == 0 ? road.cost_factor : road.cost_factor_back) /
                              std::pow(infrastructure[i], problem.returns_to_infrastructure);
        double together = 0, apart = 0;
        for (std::size_t n = 0; n < problem.goods; ++n) {
          const double q = made.flow[(2 * i + way) * problem.goods + n];
          together += q;
          apart += made.price[from * problem.goods + n] * std::pow(q, 1 + problem.congestion);
        }
        worth +=
            problem.returns_to_infrastructure * factor / infrastructure[i] *
            (shared ? made.price_index[from] * std::pow(together, 1 + problem.congestion) : apart);
      }
      const double step = 1e-3, here = infrastructure[i];
      infrastructure[i] = here + step;
      const double more = invest::solve_at(problem, infrastructure, exact).welfare;
      infrastructure[i] = here - step;
      const double less = invest::solve_at(problem, infrastructure, exact).welfare;
      infrastructure[i] = here;
      EXPECT_NEAR((more - less) / (2 * step), worth, 1e-5 * made.welfare);
    }
  }
}

TEST(optimal_network, no_other_use_of_the_budget_is_better) {
  const auto problem = random_network(3);
  const auto made = invest::solve_network(problem);
  ASSERT_EQ(made.status, network_status::solved);
  const auto again = invest::solve_at(problem, made.infrastructure);
  EXPECT_NEAR(again.welfare, made.welfare, 1e-9 * made.welfare);
  for (std::size_t from = 0; from < problem.roads.size(); ++from)
    for (std::size_t to = 0; to < problem.roads.size(); ++to) {
      auto other = made.infrastructure;
      const double moved = 0.05;
      other[from] -= moved / problem.roads[from].price;
      other[to] += moved / problem.roads[to].price;
      if (other[from] < problem.roads[from].least_infrastructure ||
          other[to] > problem.roads[to].most_infrastructure)
        continue;
      EXPECT_LE(invest::solve_at(problem, other).welfare, made.welfare * (1 + 1e-9));
    }
}

// On two roads every use of the budget can be tried.
TEST(optimal_network, increasing_returns_find_the_best_of_all_on_two_roads) {
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    auto problem = random_network(seed, 3, 3);
    problem.roads.resize(2);
    problem.roads[0].to = 1;
    problem.roads[1].from = 1;
    problem.returns_to_infrastructure = 1.6;
    auto& first = problem.roads[0];
    auto& second = problem.roads[1];
    problem.budget = first.price * (first.least_infrastructure + 0.5) +
                     second.price * (second.least_infrastructure + 0.4);
    const auto made = invest::solve_network(problem);
    ASSERT_EQ(made.status, network_status::local_optimum);
    EXPECT_LE(made.spent, problem.budget * (1 + 1e-12));
    double best = 0;
    for (int i = 0; i <= 200; ++i) {
      const double one = first.least_infrastructure +
                         0.005 * i * (first.most_infrastructure - first.least_infrastructure);
      const double left = (problem.budget - first.price * one) / second.price;
      if (left < second.least_infrastructure) continue;
      const std::vector<double> tried = {one, std::min(left, second.most_infrastructure)};
      best = std::max(best, invest::solve_at(problem, tried).welfare);
    }
    EXPECT_GE(made.welfare, best * (1 - 1e-9));
    EXPECT_GE(made.bound, best);
    EXPECT_LT(made.welfare, best * (1 + 1e-3));
  }
}

TEST(optimal_network, says_why_there_is_no_answer) {
  auto poor = random_network(1);
  poor.budget = 0.1;
  EXPECT_EQ(invest::solve_network(poor).status, network_status::over_budget);
  auto bare = random_network(1);
  bare.productivity[1 * 3 + 1] = bare.productivity[4 * 3 + 1] = 0;
  const auto made = invest::solve_network(bare);
  EXPECT_EQ(made.status, network_status::good_not_made);
  EXPECT_EQ(made.good, 1U);
  auto wrong = random_network(1);
  wrong.roads[0].cost_factor = 0;
  EXPECT_EQ(invest::solve_network(wrong).status, network_status::invalid_data);
  auto linear = random_network(1);
  linear.consumption_share = 1;
  EXPECT_EQ(invest::solve_network(linear).status, network_status::invalid_data);
}

TEST(optimal_network, all_that_may_be_built_is_built_where_money_is_no_matter) {
  auto problem = random_network(2);
  problem.budget = 1e6;
  const auto made = invest::solve_network(problem);
  ASSERT_EQ(made.status, network_status::solved);
  for (std::size_t i = 0; i < problem.roads.size(); ++i)
    EXPECT_NEAR(made.infrastructure[i], problem.roads[i].most_infrastructure, 1e-4);
  problem.budget = 0;
  for (const auto& each : problem.roads) problem.budget += each.price * each.least_infrastructure;
  const auto none = invest::solve_network(problem);
  ASSERT_EQ(none.status, network_status::solved);
  for (std::size_t i = 0; i < problem.roads.size(); ++i)
    EXPECT_EQ(none.infrastructure[i], problem.roads[i].least_infrastructure);
}

}  // namespace
}  // namespace amur::test
