#include "amur/assign/served_demand.h"

#include <cmath>

namespace amur::assign {
namespace {

double logistic(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

served_demand derive_served(const user_class& user, const od_demand& demand, double cost,
                            double unpriced) {
  served_demand made;
  const auto served = serve(user, demand, cost, unpriced);
  made.delivered_t = served.delivered_t;
  if (!std::isfinite(cost)) return made;
  const double stays = served.wanted_t > 0 ? served.delivered_t / served.wanted_t : 1;
  made.by_t = demand.t_per_day > 0 ? served.delivered_t / demand.t_per_day : [&] {
    auto one = demand;
    one.t_per_day = 1;
    return serve(user, one, cost, unpriced).delivered_t;
  }();
  const double price = demand.price_base_usd_per_t + cost,
               reference = demand.reference_price_usd_per_t;
  // `wanted_t_per_day` keeps prices from falling to 0.
  if (reference > 0 && std::isfinite(reference) && price > 1e-6 * reference) {
    made.by_elasticity = -served.delivered_t * std::log(price / reference);
    made.by_price_base = -demand.elasticity * served.delivered_t / price;
    made.by_reference_price = demand.elasticity * served.delivered_t / reference;
    made.by_cost = made.by_price_base;
  }
  if (!(cost > unpriced)) return made;
  const double theta = user.dispersion_usd_per_t;
  const double beyond = (cost - user.refusal_usd_per_t) / theta,
               beyond_unpriced = (unpriced - user.refusal_usd_per_t) / theta;
  const double part = served.wanted_t * stays / theta;
  const double goes = part * logistic(beyond), went = part * logistic(beyond_unpriced);
  made.by_cost -= goes;
  made.by_unpriced = went;
  made.by_refusal = goes - went;
  made.by_dispersion = goes * beyond - went * beyond_unpriced;
  return made;
}

}  // namespace amur::assign
