#pragma once
// All-or-nothing loading: each origin-destination pair on its one cheapest route.

#include <span>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

struct all_or_nothing_loading {
  std::vector<std::vector<double>> class_flow_t;  ///< [class][arc]
  std::vector<std::vector<od_result>> od;         ///< [class][demand]; expected cost = least cost
};

/// Indices of a class's demand in order of origin, so that one tree serves all of an origin's.
[[nodiscard]] std::vector<std::uint32_t> demands_by_origin(const user_class& user);

/// Loads every class at the given arc times and prices. With `may_refuse`, freight whose least cost
/// is above the class's `refusal_usd_per_t` stays unserved; without a route it does in any case.
[[nodiscard]] all_or_nothing_loading load_all_or_nothing(
    const problem& problem, std::span<const double> arc_time_h,
    std::span<const double> constraint_price_usd, bool may_refuse, thread_pool& pool);

/// The answer where delay and hard capacities are ignored: one loading at free-flow times.
[[nodiscard]] solution solve_all_or_nothing(const problem& problem, const options& options);

}  // namespace amur::assign
