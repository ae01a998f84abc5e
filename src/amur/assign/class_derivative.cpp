#include "amur/assign/class_derivative.h"

#include <algorithm>

#include "amur/assign/cost.h"

namespace amur::assign {

loading_inputs inputs_of(const problem& problem, const user_class& user) {
  return {problem.graph.arc_count(), user.demand.size()};
}

std::vector<double> input_values(const problem& problem, const user_class& user,
                                 std::span<const double> arc_time_h,
                                 std::span<const double> price_usd) {
  const auto place = inputs_of(problem, user);
  std::vector<double> cost;
  choice_costs(problem, user, arc_time_h, price_usd, cost);
  std::vector<double> values(place.size());
  std::ranges::copy(cost, values.begin());
  (void)take_off_prices(problem, user, price_usd, cost);
  std::ranges::copy(cost, values.begin() + static_cast<std::ptrdiff_t>(place.arcs));
  values[place.dispersion()] = user.dispersion_usd_per_t;
  values[place.route_dispersion()] = user.route_dispersion_usd_per_t;
  values[place.refusal()] = user.refusal_usd_per_t;
  for (std::size_t i = 0; i < user.demand.size(); ++i) {
    values[place.t_per_day(i)] = user.demand[i].t_per_day;
    values[place.price_base(i)] = user.demand[i].price_base_usd_per_t;
    values[place.reference_price(i)] = user.demand[i].reference_price_usd_per_t;
    values[place.elasticity(i)] = user.demand[i].elasticity;
  }
  return values;
}

}  // namespace amur::assign
