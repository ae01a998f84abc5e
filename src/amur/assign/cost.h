#pragma once
// Arc costs of a class, and the volumes that class flows add up to.

#include <span>
#include <vector>

#include "amur/assign/problem.h"

namespace amur::assign {

/// Throws std::invalid_argument, naming the array, where lengths or values don't fit together.
void validate(const problem& problem);

/// [arc] pce a day, from [class][arc] tonnes a day.
[[nodiscard]] std::vector<double> volumes_pce(const problem& problem,
                                              std::span<const std::vector<double>> class_flow_t);

/// [arc] hours at the given volumes.
[[nodiscard]] std::vector<double> arc_times_h(const problem& problem,
                                              std::span<const double> volume_pce);

/// [constraint] vehicles or tonnes a day.
[[nodiscard]] std::vector<double> constraint_flows(
    const problem& problem, std::span<const std::vector<double>> class_flow_t);

/// Units of a constraint's measure that one tonne of the class on this arc takes.
[[nodiscard]] double constraint_units_per_t(const user_class& user, measure measure,
                                            std::uint32_t group);

/// [arc] USD per tonne for one class, written to `cost`.
void class_costs(const problem& problem, const user_class& user, std::span<const double> arc_time_h,
                 std::span<const double> constraint_price_usd, std::vector<double>& cost);

/// The same with the class's constants, which the stochastic models choose by.
void choice_costs(const problem& problem, const user_class& user,
                  std::span<const double> arc_time_h, std::span<const double> constraint_price_usd,
                  std::vector<double>& cost);

/// Takes the prices of full capacities off the class's [arc] costs. False where it meets none.
bool take_off_prices(const problem& problem, const user_class& user,
                     std::span<const double> constraint_price_usd, std::vector<double>& cost);

/// [class] what brings the class's costs to hours of one pce: pce per tonne over time cost per
/// tonne, of a group where both are above zero (with time costs in proportion to pce it does not
/// matter which), else 1. Counted so, the costs of all classes on an arc have the same slope and
/// the user equilibrium is a convex problem.
[[nodiscard]] std::vector<double> hours_per_usd(const problem& problem);

/// Tonnes wanted at a transport cost (the demand function of `od_demand`).
[[nodiscard]] double wanted_t_per_day(const od_demand& demand, double transport_cost_usd_per_t);

}  // namespace amur::assign
