#include "amur/assign/class_loading.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"

namespace amur::assign {

namespace {

// ln(1 + e^x)
double log_one_plus_exp(double x) {
  return x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
}

constexpr double nobody = 23;  // dispersions below the refusal price: e^-23 is 1e-10
constexpr double noticed = 1e-9;

}  // namespace

bool may_refuse_at(const user_class& user, double cost_usd_per_t) {
  return cost_usd_per_t > user.refusal_usd_per_t - nobody * user.dispersion_usd_per_t;
}

od_result serve(const user_class& user, const od_demand& demand, double cost_usd_per_t,
                double unpriced_usd_per_t) {
  od_result result;
  result.expected_cost_usd_per_t = cost_usd_per_t;
  result.wanted_t = wanted_t_per_day(demand, cost_usd_per_t);
  if (!std::isfinite(cost_usd_per_t)) {
    result.unserved_t = result.wanted_t;
    result.reason = result.wanted_t > 0 ? unserved_reason::no_route : unserved_reason::served;
    return result;
  }
  const auto beyond = [&user](double cost) {
    return (cost - user.refusal_usd_per_t) / user.dispersion_usd_per_t;
  };
  const double stays = std::min(1.0, std::exp(log_one_plus_exp(beyond(unpriced_usd_per_t)) -
                                              log_one_plus_exp(beyond(cost_usd_per_t))));
  result.delivered_t = result.wanted_t * stays;
  result.unserved_t = result.wanted_t - result.delivered_t;
  if (1 - stays > noticed) result.reason = unserved_reason::no_capacity;
  return result;
}

}  // namespace amur::assign
