#pragma once
// How a model of trade ended, and where it has no solution.

#include <cstddef>

namespace amur::trade {

enum class trade_status {
  solved,
  not_converged,
  invalid_data,         ///< a number that is negative or not finite, or an elasticity out of range
  no_supplier,          ///< somebody wants what nobody can deliver to them
  no_buyer,             ///< somebody makes what nobody can take
  unbalanced_bloc,      ///< countries without trade with the rest would owe or be owed for ever
  one_way_trade,        ///< somebody could sell to others without any way to be paid in goods
  negative_absorption,  ///< a country would spend less than nothing
};

/// Numbers of countries and of the sector; `nobody` where not meant.
struct trade_place {
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);
  std::size_t country = nobody;
  std::size_t partner = nobody;
  std::size_t sector = nobody;
};

struct solver_step {
  int number = 0;
  double residual = 0;
};

}  // namespace amur::trade
