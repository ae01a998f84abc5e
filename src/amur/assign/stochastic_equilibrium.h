#pragma once
// The loop around a stochastic loading, shared by the nested logit and the Markovian equilibrium:
// volumes, capacity prices and demand that agree with the costs they bring about.

#include "amur/assign/loading_answers.h"
#include "amur/assign/network_loading.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Finds volumes v with v = F(v), F being the loading at the costs of v (Fisk 1980), and prices of
/// hard capacities such that flow <= limit, priced only where full (Bell 1995).
///
/// `tolerance` bounds |F(v) - v|_1 over what is loaded on the arcs whose time depends on volume or
/// delivered in all, and each capacity's relative excess (or, where it is priced, its room). Each
/// line of the log is one loading. The answer are the flows of a loading, so they conserve demand
/// to rounding; it is called converged when a fresh loading at the times of these very flows meets
/// the tolerance too, or, on roads too stiff for that, when the times at which they were loaded,
/// which the answer then has, are those that they bring about within a billionth. Otherwise
/// `worst_arc` or `worst_constraint` says what moves most.
///
/// Of a logit on fixed alternatives the equilibrium maximises a concave function of times and
/// prices (Fisk 1980; Daganzo 1982), whose slopes are F - v and flow - limit. A step, accelerated
/// or plain, is therefore taken only if at its end that function does not fall much more steeply
/// than it rose at the start; else it is shortened to where the two slopes say the top is.
[[nodiscard]] solution solve_stochastic(const problem& problem, const options& options,
                                        thread_pool& pool, const progress_callback& progress,
                                        const load_user& load, const derive_user& derive = {});

}  // namespace amur::assign
