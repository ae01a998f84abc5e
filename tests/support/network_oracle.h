#pragma once
// An optimal network held against its problem by plain sums in long double: what an allocation
// attains, and what Lagrange's dual allows at its prices. Shares nothing with src/amur/invest/.

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "amur/invest/optimal_network.h"

namespace amur::test {

using real = long double;

inline real utility_of(const invest::network_problem& of, std::size_t place, real c) {
  const real alpha = of.consumption_share, rho = of.inequality_aversion;
  real core = std::pow(c / alpha, alpha);
  if (alpha < 1) core *= std::pow(of.housing[place] / (1 - alpha), 1 - alpha);
  return rho == 1 ? std::log(core) : std::pow(core, 1 - rho) / (1 - rho);
}

inline real mix_of(const std::vector<real>& goods, real sigma) {
  real sum = 0;
  for (const real each : goods) sum += std::pow(each, (sigma - 1) / sigma);
  return std::pow(sum, sigma / (sigma - 1));
}

struct told_allocation {
  real welfare = 0;
  real worst = 0;  ///< least quantity of a good consumed or left over, where it is below 0
  real spent = 0;
  real out_of_bounds = 0;
};

/// What the flows, labour and infrastructure attain.
inline told_allocation attained_by(const invest::network_problem& of,
                                   const invest::network_solution& made) {
  const std::size_t goods = of.goods;
  std::vector<std::vector<real>> left(of.places, std::vector<real>(goods, 0));
  std::vector<real> paid(of.places, 0);
  told_allocation told;
  for (std::size_t j = 0; j < of.places; ++j)
    for (std::size_t n = 0; n < goods; ++n)
      if (of.productivity[j * goods + n] > 0)
        left[j][n] =
            of.productivity[j * goods + n] * std::pow(static_cast<real>(made.labour[j * goods + n]),
                                                      static_cast<real>(of.labour_exponent));
  for (std::size_t i = 0; i < of.roads.size(); ++i) {
    const auto& road = of.roads[i];
    const real infrastructure = made.infrastructure[i];
    told.spent += road.price * infrastructure;
    told.out_of_bounds = std::max({told.out_of_bounds, road.least_infrastructure - infrastructure,
                                   infrastructure - road.most_infrastructure});
    for (std::size_t way = 0; way < 2; ++way) {
      const auto from = way == 0 ? road.from : road.to, to = way == 0 ? road.to : road.from;
      const real cost = (way == 0 ? road.cost_factor : road.cost_factor_back) /
                        std::pow(infrastructure, static_cast<real>(of.returns_to_infrastructure));
      const real power = 1 + static_cast<real>(of.congestion);
      const real nu = of.flow_substitution;
      real together = 0;
      for (std::size_t n = 0; n < goods; ++n) {
        const real q = made.flow[(2 * i + way) * goods + n];
        together += std::pow(q, nu);
        left[from][n] -= q;
        left[to][n] += q;
        if (!of.goods_share_roads) left[from][n] -= cost * std::pow(q, power);
      }
      if (of.goods_share_roads) paid[from] += cost * std::pow(together, power / nu);
    }
  }
  for (std::size_t j = 0; j < of.places; ++j) {
    for (auto& each : left[j]) {
      told.worst = std::min(told.worst, each);
      each = std::max(each, real{0});
    }
    const real mix = mix_of(left[j], of.substitution_elasticity) - paid[j];
    told.worst = std::min(told.worst, mix);
    if (of.population[j] > 0)
      told.welfare += of.population[j] * utility_of(of, j, mix / of.population[j]);
  }
  return told;
}

/// Of a function with one peak between two numbers, or at one of them.
template <class Function>
real greatest(const Function& of, real low, real high, int steps) {
  const real ratio = (std::sqrt(real{5}) - 1) / 2;
  real a = high - ratio * (high - low), b = low + ratio * (high - low);
  real at_a = of(a), at_b = of(b);
  real best = std::max({of(low), of(high), at_a, at_b});
  for (int i = 0; i < steps; ++i) {
    if (at_a > at_b) {
      high = b;
      b = a;
      at_b = at_a;
      a = high - ratio * (high - low);
      best = std::max(best, at_a = of(a));
    } else {
      low = a;
      a = b;
      at_a = at_b;
      b = low + ratio * (high - low);
      best = std::max(best, at_b = of(b));
    }
  }
  return best;
}

/// No allocation gives more than this: everybody's best at these prices of goods and of the budget,
/// each search a golden section of its own. One budget; labour makes one good a place.
inline real bound_by(const invest::network_problem& of, const invest::network_solution& made) {
  const std::size_t goods = of.goods;
  const real sigma = of.substitution_elasticity, beta = of.congestion;
  const real budget_price = made.budget_price;
  std::vector<real> index(of.places);
  real bound = budget_price * of.budget;
  for (std::size_t j = 0; j < of.places; ++j) {
    real sum = 0;
    for (std::size_t n = 0; n < goods; ++n) {
      const real price = made.price[j * goods + n];
      sum += std::pow(price, 1 - sigma);
      bound += price * of.productivity[j * goods + n] *
               std::pow(static_cast<real>(of.population[j]), static_cast<real>(of.labour_exponent));
    }
    index[j] = std::pow(sum, 1 / (1 - sigma));
    if (of.population[j] > 0) {
      const real near = std::log(static_cast<real>(made.consumption[j]));
      bound += of.population[j] * greatest(
                                      [&](real log_c) {
                                        const real c = std::exp(log_c);
                                        return utility_of(of, j, c) - index[j] * c;
                                      },
                                      near - 3, near + 3, 90);
    }
  }
  for (const auto& road : of.roads) {
    real earned = 0;  // at infrastructure 1
    for (std::size_t way = 0; way < 2; ++way) {
      const auto from = way == 0 ? road.from : road.to, to = way == 0 ? road.to : road.from;
      const real factor = way == 0 ? road.cost_factor : road.cost_factor_back;
      const real nu = of.flow_substitution;
      real widest = 0, sum = 0;  // of gains, as one
      for (std::size_t n = 0; n < goods; ++n) {
        const real gap = static_cast<real>(made.price[to * goods + n]) -
                         static_cast<real>(made.price[from * goods + n]);
        if (!of.goods_share_roads && gap > 0)
          earned += beta / (1 + beta) * gap *
                    std::pow(gap / ((1 + beta) * made.price[from * goods + n] * factor), 1 / beta);
        if (nu == 1)
          widest = std::max(widest, gap);
        else if (gap > 0)
          sum += std::pow(gap, nu / (nu - 1));
      }
      if (nu > 1) widest = std::pow(sum, (nu - 1) / nu);
      if (of.goods_share_roads && widest > 0)
        earned += beta / (1 + beta) * widest *
                  std::pow(widest / ((1 + beta) * index[from] * factor), 1 / beta);
    }
    const auto worth = [&](real infrastructure) {
      return earned *
                 std::pow(infrastructure, static_cast<real>(of.returns_to_infrastructure) / beta) -
             budget_price * road.price * infrastructure;
    };
    bound += std::max({worth(road.least_infrastructure), worth(road.most_infrastructure),
                       greatest(worth, road.least_infrastructure, road.most_infrastructure, 90)});
  }
  return bound;
}

}  // namespace amur::test
