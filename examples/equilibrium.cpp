// General equilibrium of trade between three countries: what the first two gain, and the third
// loses, when trade between them costs a tenth less.
//
// Prints:
//   welfare of country 1: up
//   welfare of country 2: up
//   welfare of country 3: down
//   markets clear

#include <cmath>
#include <cstdio>

#include "amur/trade/one_sector.h"

int main() {
  const std::vector<double> output = {100, 60, 40};
  // Trade costs as factors on prices; the model takes them to the power of 1 - sigma.
  std::vector<double> cost = {1, 1.6, 1.8, 1.6, 1, 1.5, 1.8, 1.5, 1};
  amur::trade::one_sector_world world;
  world.output = world.expenditure = output;
  world.substitution_elasticity = 5;
  const auto factors = [&world](const std::vector<double>& costs) {
    std::vector<double> factor;
    for (const double c : costs) factor.push_back(std::pow(c, 1 - world.substitution_elasticity));
    return factor;
  };
  const auto before = factors(cost);
  world.trade_factor = before;
  const auto baseline = amur::trade::solve_baseline(world);

  cost[1] *= 0.9;
  cost[3] *= 0.9;
  const auto after = amur::trade::solve_full(world, baseline, factors(cost));
  for (std::size_t country = 0; country < output.size(); ++country)
    std::printf("welfare of country %zu: %s\n", country + 1,
                after.welfare[country] > baseline.welfare[country] ? "up" : "down");
  std::printf("markets %s\n", after.residuals.market_clearing < 1e-9 ? "clear" : "do not clear");
}
