#pragma once
// Small random problems of an optimal network.

#include <random>

#include "amur/invest/optimal_network.h"

namespace amur::test {

/// Places in a ring with chords. Each makes one good, by turns.
inline invest::network_problem random_network(std::uint32_t seed, std::uint32_t places = 5,
                                              std::size_t goods = 3) {
  std::mt19937 random(seed);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
  };
  invest::network_problem made;
  made.places = places;
  made.goods = goods;
  made.productivity.assign(places * goods, 0);
  for (std::uint32_t j = 0; j < places; ++j) {
    made.population.push_back(between(0.5, 5));
    made.housing.push_back(between(0.3, 1.5));
    made.productivity[j * goods + j % goods] = between(1, 10);
  }
  for (std::uint32_t j = 0; j < places; ++j)
    for (const std::uint32_t further : {1U, 2U}) {
      if (further == 2 && between(0, 1) < 0.5) continue;
      invest::road road{.from = j, .to = (j + further) % places};
      road.cost_factor = between(0.1, 0.6);
      road.cost_factor_back = between(0.1, 0.6);
      road.least_infrastructure = between(0.5, 1.5);
      road.most_infrastructure = road.least_infrastructure + between(0.5, 3);
      road.price = between(0.5, 2);
      made.budget += road.price * (road.least_infrastructure + 0.4);
      made.roads.push_back(road);
    }
  made.consumption_share = 0.6;
  made.congestion = 1.2;
  made.returns_to_infrastructure = 0.9;
  made.substitution_elasticity = 3.8;
  return made;
}

}  // namespace amur::test
