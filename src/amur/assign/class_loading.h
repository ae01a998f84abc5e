#pragma once
// What a stochastic loading of one class gives, and how demand answers to its costs.

#include <vector>

#include "amur/assign/problem.h"

namespace amur::assign {

struct class_loading {
  std::vector<double> flow_t;         ///< [arc]
  std::vector<od_result> od;          ///< [demand]
  double considered_dispersions = 0;  ///< as of `solution`
};

/// Splits the demand of an origin-destination pair whose expected transport cost is
/// `cost_usd_per_t`, and would be `unpriced_usd_per_t` were no capacity full. Without a route
/// (infinite cost) it is unserved. What prices of full capacities raise above the class's
/// `refusal_usd_per_t` tends to be: of the freight that would go without them, the share that stays
/// is s(cost) / s(unpriced), with s(c) = 1 / (1 + exp((c - refusal) / dispersion)).
[[nodiscard]] od_result serve(const user_class& user, const od_demand& demand,
                              double cost_usd_per_t, double unpriced_usd_per_t);

/// Whether `serve` needs the unpriced cost at all: at lower costs fewer than 1 in 10^10 refuse.
[[nodiscard]] bool may_refuse_at(const user_class& user, double cost_usd_per_t);

}  // namespace amur::assign
