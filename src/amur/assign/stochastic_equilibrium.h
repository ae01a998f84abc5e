#pragma once
// The loop around a stochastic loading, shared by the nested logit and the Markovian equilibrium:
// volumes, capacity prices and demand that agree with the costs they bring about.

#include <cstddef>
#include <functional>
#include <span>

#include "amur/assign/class_loading.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Loads class `user` at its [arc] costs in USD per tonne; `pool` and `thread` as in `class_task`.
using load_user =
    std::function<void(std::size_t user, std::span<const double> arc_cost, thread_pool& pool,
                       std::size_t thread, class_loading& loading)>;

/// Finds volumes v with v = F(v), F being the loading at the costs of v (Fisk 1980), and prices of
/// hard capacities such that flow <= limit, priced only where full (Bell 1995).
///
/// `tolerance` bounds |F(v) - v|_1 / |F(v)|_1 over arcs whose time depends on volume, and each
/// capacity's relative excess (or, where it is priced, its room). Without `start` a first loading,
/// at free flow, gives the starting volumes; each line of the log is one further loading. The flows
/// are those of the last loading, so they conserve demand to rounding.
[[nodiscard]] solution solve_stochastic(const problem& problem, const options& options,
                                        thread_pool& pool, const progress_callback& progress,
                                        const load_user& load);

}  // namespace amur::assign
