#pragma once
// What a demand sends, and how that answers to its costs.

#include "amur/assign/class_loading.h"
#include "amur/assign/problem.h"

namespace amur::assign {

/// Tonnes a day that are delivered, with their partial derivatives.
struct served_demand {
  double delivered_t = 0;
  double by_cost = 0, by_unpriced = 0, by_t = 0, by_price_base = 0, by_reference_price = 0,
         by_elasticity = 0, by_dispersion = 0, by_refusal = 0;
};

/// Of `serve` at these costs, USD per tonne.
[[nodiscard]] served_demand derive_served(const user_class& user, const od_demand& demand,
                                          double cost, double unpriced);

}  // namespace amur::assign
