#pragma once
// What each arc adds to the averages along a route, and those averages read back.

#include <cstddef>

#include "amur/assign/replay.h"
#include "amur/model/run.h"

namespace amur::model {

/// Of class `user` at the times and prices of the solution.
[[nodiscard]] assign::arc_attributes attributes_of(const network_model& model,
                                                   const assign::solution& solution,
                                                   std::size_t user);

/// `values` are sums or means of the attributes along a route.
[[nodiscard]] flow_average to_average(const double* values, std::size_t modes);

}  // namespace amur::model
