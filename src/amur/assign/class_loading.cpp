#include "amur/assign/class_loading.h"

#include <cmath>

#include "amur/assign/cost.h"

namespace amur::assign {

od_result serve(const user_class& user, const od_demand& demand, double cost_usd_per_t,
                bool may_refuse) {
  od_result result;
  result.expected_cost_usd_per_t = cost_usd_per_t;
  result.wanted_t = wanted_t_per_day(demand, cost_usd_per_t);
  if (!std::isfinite(cost_usd_per_t)) {
    result.unserved_t = result.wanted_t;
    result.reason = result.wanted_t > 0 ? unserved_reason::no_route : unserved_reason::served;
    return result;
  }
  result.delivered_t = result.wanted_t;
  if (!may_refuse) return result;
  const double refused =
      1 / (1 + std::exp((user.refusal_usd_per_t - cost_usd_per_t) / user.dispersion_usd_per_t));
  result.unserved_t = result.wanted_t * refused;
  result.delivered_t = result.wanted_t - result.unserved_t;
  if (refused > 1e-9) result.reason = unserved_reason::no_capacity;
  return result;
}

}  // namespace amur::assign
