#pragma once
// Factory-gate prices that clear all markets of an endowment economy with one good a country.

#include <cstddef>
#include <span>
#include <vector>

#include "amur/trade/one_sector.h"

namespace amur::trade {

struct endowment_economy {
  std::size_t countries = 0;
  std::size_t reference = 0;
  double price_power = -4;  ///< 1 - sigma
  deficit_rule deficits = deficit_rule::proportional;
  std::vector<double> output;       ///< at prices of 1, as shares of world output
  std::vector<double> expenditure;  ///< the same, at the baseline
  std::vector<double> preference;   ///< beta_i^(1 - sigma)
  std::span<const double> factor;   ///< [exporter * countries + importer] t_ij^(1 - sigma)
  std::vector<std::size_t> bloc;    ///< [country]
};

struct price_solution {
  trade_status status = trade_status::not_converged;
  trade_place place;
  std::vector<double> price;
  std::vector<solver_step> log;
};

/// P_j^(1 - sigma) at these prices.
[[nodiscard]] std::vector<double> price_index_power(const endowment_economy& economy,
                                                    std::span<const double> price);

[[nodiscard]] std::vector<double> expenditure_at(const endowment_economy& economy,
                                                 std::span<const double> price);

/// Sales less output of each country, relative to its output; 0 for countries without output.
[[nodiscard]] std::vector<double> excess_demand(const endowment_economy& economy,
                                                std::span<const double> price);

/// Newton's method on the logarithms of prices from prices of 1; where that fails, the solution is
/// followed from the factors of the baseline, for which all prices are 1.
[[nodiscard]] price_solution solve_prices(const endowment_economy& economy,
                                          std::span<const double> factor_before, double tolerance,
                                          int most_steps);

}  // namespace amur::trade
