#pragma once
// What a stochastic loading of one class gives, and how demand answers to its costs.

#include <vector>

#include "amur/assign/problem.h"

namespace amur::assign {

struct class_loading {
  std::vector<double> flow_t;  ///< [arc]
  std::vector<od_result> od;   ///< [demand]
  double considered_dispersions = 0;  ///< as of `solution`
};

/// Splits the demand of an origin-destination pair whose expected transport cost is
/// `cost_usd_per_t`. Without a route (infinite cost) it is unserved; where `may_refuse` (a capacity
/// is priced), freight that would pay more than the class's `refusal_usd_per_t` tends to be.
[[nodiscard]] od_result serve(const user_class& user, const od_demand& demand,
                              double cost_usd_per_t, bool may_refuse);

}  // namespace amur::assign
