// Goods that hinder each other less than themselves, and people who move: held against sums and
// searches of their own, what must be alike, and slopes by differences.

#include <gtest/gtest.h>

#include <numeric>

#include "amur/invest/optimal_network.h"
#include "support/network_oracle.h"
#include "support/random_network.h"

namespace amur::test {
namespace {

using invest::network_problem;
using invest::network_solution;
using invest::network_status;

double people_of(const network_problem& problem) {
  return std::accumulate(problem.population.begin(), problem.population.end(), 0.0);
}

TEST(flow_substitution, is_certified_by_sums_of_its_own_on_random_networks) {
  for (const double nu : {1.05, 1.3, 2.0, 2.2, 4.0})
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
      auto problem = random_network(seed);
      problem.flow_substitution = nu;
      problem.inequality_aversion = seed % 2;
      const auto made = invest::solve_network(problem);
      SCOPED_TRACE(nu + seed);
      ASSERT_EQ(made.status, network_status::solved) << made.gap;
      const auto told = attained_by(problem, made);
      EXPECT_GT(told.worst, -1e-9);
      EXPECT_LT(told.spent, problem.budget * (1 + 1e-12));
      EXPECT_NEAR(static_cast<double>(told.welfare) / made.welfare, 1, 1e-9);
      EXPECT_NEAR(static_cast<double>(bound_by(problem, made) / told.welfare), 1, 1e-8);
    }
}

// The nearer nu is to 1, the more goods hinder each other, and welfare falls towards that of goods
// which hinder each other as themselves.
TEST(flow_substitution, near_one_is_that_of_one) {
  auto problem = random_network(3);
  const double at_one = invest::solve_network(problem).welfare;
  double before = at_one;
  for (const double nu : {1.0005, 1.01, 1.1, 2.0}) {
    problem.flow_substitution = nu;
    const double welfare = invest::solve_network(problem).welfare;
    EXPECT_GT(welfare, before - 1e-9 * std::abs(before)) << nu;
    before = welfare;
  }
  problem.flow_substitution = 1.0005;
  EXPECT_NEAR(invest::solve_network(problem).welfare / at_one, 1, 1e-4);
}

// What a budget's next unit gives is what welfare rises by.
void expect_slope_of_budget(network_problem problem) {
  const auto made = invest::solve_network(problem);
  ASSERT_EQ(made.status, network_status::solved) << made.gap;
  const double step = 1e-4 * problem.budget;
  problem.budget += step;
  const double up = invest::solve_network(problem).welfare;
  problem.budget -= 2 * step;
  const double down = invest::solve_network(problem).welfare;
  EXPECT_NEAR((up - down) / (2 * step) / made.budget_price, 1, 1e-3);
}

TEST(flow_substitution, price_of_a_budget_is_the_slope_of_welfare) {
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    auto problem = random_network(seed);
    problem.flow_substitution = 1.7;
    expect_slope_of_budget(problem);
  }
}

TEST(moving_labour, price_of_a_budget_is_the_slope_of_welfare) {
  for (std::uint32_t seed = 1; seed <= 3; ++seed) {
    auto problem = random_network(seed);
    problem.labour_moves = true;
    problem.inequality_aversion = seed - 1.0;
    expect_slope_of_budget(problem);
  }
}

TEST(moving_labour, lives_equally_well_everywhere) {
  for (std::uint32_t seed = 1; seed <= 6; ++seed) {
    auto problem = random_network(seed);
    problem.labour_moves = true;
    problem.labour_exponent = seed % 2 == 0 ? 1 : 0.8;
    problem.flow_substitution = seed % 3 == 0 ? 1.5 : 1;
    const auto made = invest::solve_network(problem);
    SCOPED_TRACE(seed);
    ASSERT_EQ(made.status, network_status::solved) << made.gap;
    const double alpha = problem.consumption_share, people = people_of(problem);
    double housed = 0;
    for (std::size_t j = 0; j < problem.places; ++j) {
      const double here = made.population[j];
      housed += here;
      const double house = problem.housing[j] * problem.population[j] / here;
      const double living =
          std::pow(made.consumption[j] / alpha, alpha) * std::pow(house / (1 - alpha), 1 - alpha);
      EXPECT_NEAR(living * people / made.welfare, 1, 1e-8) << j;
      const double at_work = std::accumulate(
          made.labour.begin() + static_cast<std::ptrdiff_t>(j * problem.goods),
          made.labour.begin() + static_cast<std::ptrdiff_t>((j + 1) * problem.goods), 0.0);
      EXPECT_NEAR(at_work / here, 1, 1e-7) << j;
    }
    EXPECT_NEAR(housed / people, 1, 1e-9);
  }
}

// Where all places are alike nobody has a reason to move, and welfare is that of people who stay.
TEST(moving_labour, of_places_alike_stays) {
  network_problem problem;
  problem.places = problem.goods = 3;
  problem.population = {2, 2, 2};
  problem.housing = {0.4, 0.4, 0.4};
  problem.productivity = {3, 0, 0, 0, 3, 0, 0, 0, 3};
  for (std::uint32_t j = 0; j < 3; ++j)
    problem.roads.push_back({.from = j,
                             .to = (j + 1) % 3,
                             .cost_factor = 0.3,
                             .cost_factor_back = 0.3,
                             .least_infrastructure = 0.5,
                             .most_infrastructure = 3,
                             .price = 1});
  problem.budget = 3.3;
  const auto stays = invest::solve_network(problem);
  problem.labour_moves = true;
  const auto moves = invest::solve_network(problem);
  ASSERT_EQ(moves.status, network_status::solved) << moves.gap;
  EXPECT_NEAR(moves.welfare / stays.welfare, 1, 1e-9);
  for (const double here : moves.population) EXPECT_NEAR(here, 2, 1e-6);
  for (std::size_t i = 0; i < stays.price.size(); ++i)
    EXPECT_NEAR(moves.price[i] / stays.price[i], 1, 1e-5);
}

TEST(moving_labour, lives_better_with_a_larger_budget_or_cheaper_carriage) {
  for (std::uint32_t seed = 1; seed <= 4; ++seed) {
    auto problem = random_network(seed);
    problem.labour_moves = true;
    const double before = invest::solve_network(problem).welfare;
    problem.budget *= 1.2;
    const double richer = invest::solve_network(problem).welfare;
    EXPECT_GT(richer, before);
    for (auto& road : problem.roads) road.cost_factor *= 0.9;
    EXPECT_GT(invest::solve_network(problem).welfare, richer);
  }
}

TEST(moving_labour, with_increasing_returns_is_a_local_optimum_below_its_bound) {
  auto problem = random_network(5);
  problem.labour_moves = true;
  problem.returns_to_infrastructure = 1.5;
  const auto made = invest::solve_network(problem);
  EXPECT_EQ(made.status, network_status::local_optimum);
  EXPECT_GE(made.bound, made.welfare * (1 - 1e-9));
}

TEST(moving_labour, needs_housing) {
  auto problem = random_network(1);
  problem.labour_moves = true;
  problem.consumption_share = 1;
  problem.inequality_aversion = 1;
  EXPECT_EQ(invest::solve_network(problem).status, network_status::invalid_data);
  problem = random_network(1);
  problem.flow_substitution = 0.9;
  EXPECT_EQ(invest::solve_network(problem).status, network_status::invalid_data);
}

}  // namespace
}  // namespace amur::test
