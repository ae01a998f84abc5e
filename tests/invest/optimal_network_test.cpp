#include "amur/invest/optimal_network.h"

#include <gtest/gtest.h>

#include <functional>

#include "support/network_oracle.h"
#include "support/random_network.h"

namespace amur::test {
namespace {

using invest::network_problem;
using invest::network_solution;
using invest::network_status;

double relative(real a, real b) { return static_cast<double>(std::abs(a - b) / std::abs(b)); }

void expect_certified(const network_problem& problem, const network_solution& made) {
  ASSERT_EQ(made.status, network_status::solved);
  const auto told = attained_by(problem, made);
  const real bound = bound_by(problem, made);
  EXPECT_GT(told.worst, -1e-9);
  EXPECT_LT(told.out_of_bounds, 1e-12);
  EXPECT_LT(told.spent, problem.budget * (1 + 1e-12));
  EXPECT_LT(relative(made.welfare, told.welfare), 1e-9);
  EXPECT_GE(made.bound * (1 + 1e-12) + 1e-12, static_cast<double>(told.welfare));
  EXPECT_LT(relative(bound, told.welfare), 1e-8);
}

struct setting {
  double alpha, rho, sigma, beta, gamma;
  bool shared;
};

constexpr setting settings[] = {{0.7, 0, 3.8, 1.2, 0.9, true}, {0.7, 0, 3.8, 1.2, 0.9, false},
                                {0.5, 2, 1.5, 1, 1, true},     {0.5, 2, 5, 0.5, 0.3, false},
                                {0.4, 1, 2, 0.3, 0.3, true},   {1, 0.5, 0.6, 2, 0.5, true},
                                {1, 1, 0.8, 1, 0.7, false}};

void set(network_problem& problem, const setting& to) {
  problem.consumption_share = to.alpha;
  problem.inequality_aversion = to.rho;
  problem.substitution_elasticity = to.sigma;
  problem.congestion = to.beta;
  problem.returns_to_infrastructure = to.gamma;
  problem.goods_share_roads = to.shared;
}

TEST(optimal_network, is_certified_by_sums_of_its_own_on_random_networks) {
  for (const auto& each : settings)
    for (std::uint32_t seed = 1; seed <= 6; ++seed) {
      auto problem = random_network(seed);
      set(problem, each);
      SCOPED_TRACE(seed + 0.1 * each.sigma);
      const auto made = invest::solve_network(problem);
      expect_certified(problem, made);
      EXPECT_LT(made.gap, 1e-10);
      EXPECT_GT(made.budget_price, 0);
    }
}

// Two places, each making what the other lacks, and two roads between them.
network_problem two_places() {
  network_problem made;
  made.places = made.goods = 2;
  made.population = {2, 3};
  made.housing = {0.4, 0.5};
  made.productivity = {3, 0, 0, 2};
  made.roads = {{0, 1, 0.5, 0.4, 1, 3, 1}, {1, 0, 0.3, 0.6, 0.5, 2, 1.5}};
  made.budget = 4;
  return made;
}

// The same by searches within searches: the share of the budget that the first road gets, and what
// each place sells. How sales divide over two roads is known: their marginal costs are the same.
real searched(const network_problem& of, const std::function<real(real, real, real)>& welfare_of) {
  const auto& first = of.roads[0];
  const auto& second = of.roads[1];
  const real low =
      std::max<real>(first.least_infrastructure,
                     (of.budget - second.price * second.most_infrastructure) / first.price);
  const real high =
      std::min<real>(first.most_infrastructure,
                     (of.budget - second.price * second.least_infrastructure) / first.price);
  return greatest(
      [&](real infrastructure) {
        return greatest(
            [&](real sold) {
              return greatest([&](real bought) { return welfare_of(infrastructure, sold, bought); },
                              0, 6, 38);
            },
            0, 6, 38);
      },
      low, high, 38);
}

real welfare_of_two(const network_problem& of, real infrastructure, real sold, real bought) {
  const real beta = of.congestion, gamma = of.returns_to_infrastructure;
  const real other = (of.budget - of.roads[0].price * infrastructure) / of.roads[1].price;
  const auto both = [&](real a, real b) {
    return std::pow(std::pow(a / std::pow(infrastructure, gamma), -1 / beta) +
                        std::pow(b / std::pow(other, gamma), -1 / beta),
                    -beta);
  };
  const real cost_sold =
      both(of.roads[0].cost_factor, of.roads[1].cost_factor_back) * std::pow(sold, 1 + beta);
  const real cost_bought =
      both(of.roads[0].cost_factor_back, of.roads[1].cost_factor) * std::pow(bought, 1 + beta);
  const real output[] = {of.productivity[0] * static_cast<real>(of.population[0]),
                         of.productivity[3] * static_cast<real>(of.population[1])};
  real goods[2][2] = {{output[0] - sold, bought}, {sold, output[1] - bought}};
  if (!of.goods_share_roads) {
    goods[0][0] -= cost_sold;
    goods[1][1] -= cost_bought;
  }
  if (goods[0][0] <= 0 || goods[1][1] <= 0) return -1e30L - sold - bought;
  real welfare = 0;
  for (std::size_t j = 0; j < 2; ++j) {
    real mix = mix_of({goods[j][0], goods[j][1]}, of.substitution_elasticity);
    if (of.goods_share_roads) mix -= j == 0 ? cost_sold : cost_bought;
    const real c = mix / of.population[j], least = 1e-3L;
    const auto utility = [&](real at) { return utility_of(of, j, at); };
    // Below nothing along a straight line, so that searches see one peak.
    welfare +=
        of.population[j] *
        (c > least ? utility(c)
                   : utility(least) + (utility(2 * least) - utility(least)) / least * (c - least));
  }
  return welfare;
}

TEST(optimal_network, is_what_searching_all_sales_and_budgets_finds) {
  for (const auto& each : settings) {
    auto problem = two_places();
    set(problem, each);
    const auto made = invest::solve_network(problem);
    ASSERT_EQ(made.status, network_status::solved);
    const real best =
        searched(problem, [&](real i, real s, real b) { return welfare_of_two(problem, i, s, b); });
    EXPECT_LT(relative(made.welfare, best), 1e-8) << each.sigma << ' ' << each.shared;
  }
}

}  // namespace
}  // namespace amur::test
