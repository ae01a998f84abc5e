#pragma once
// How the volumes and flows of a stochastic loading answer to times and prices, exactly.

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "amur/assign/class_derivative.h"
#include "amur/assign/network_loading.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// The loading of class `user` at its inputs (`loading_inputs`), with its derivative by the costs
/// of the arcs that are `asked` about, [arc].
using derive_user = std::function<std::unique_ptr<class_derivative>(
    std::size_t user, std::span<const double> inputs, std::span<const std::uint8_t> asked)>;

/// [unknown * unknowns + unknown] by how much volumes (pce a day) and flows over capacities rise
/// with an hour more on an arc, or a USD more of a price, in columns; 0 for those of which `counts`
/// [unknown] is. Empty where `derive` finds no derivative (`no_answer`).
[[nodiscard]] std::vector<double> loading_answers(const problem& problem, const unknowns& unknowns,
                                                  const evaluation& at,
                                                  std::span<const std::uint8_t> counts,
                                                  thread_pool& pool, const derive_user& derive);

}  // namespace amur::assign
