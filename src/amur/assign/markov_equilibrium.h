#pragma once
// Markovian traffic equilibrium: the logit over all walks, cycles included.

#include "amur/assign/problem.h"

namespace amur::assign {

/// The equilibrium of `solve_stochastic` under the loading of `load_markov_class` (Akamatsu 1996;
/// Baillon & Cominetti 2008). It is a plain logit over walks: theta is the class's
/// `dispersion_usd_per_t` throughout, and labels make no nests (`route_dispersion_usd_per_t` is not
/// read). Walks may repeat arcs and states, but pass no `no_through` state and end on first coming
/// to their destination.
///
/// The sum over walks is finite where theta is small enough beside the costs of cycles: a larger
/// dispersion makes dear detours likelier, until each round of a cycle is worth another one. (In
/// Akamatsu's notation theta is the inverse, which must be large enough.) Where the spectral radius
/// of exp(-c / theta) over walks to some destination is one or more at free-flow costs, the status
/// is `no_finite_solution`, with `solution::unbounded` and no flows. Costs only rise with
/// volumes and prices, so walks that are bounded at free flow stay so.
///
/// Throws std::invalid_argument on arrays that don't fit together; unroutable demand is an answer
/// (`od_result`), not an error.
[[nodiscard]] solution solve_markov(const problem& problem, const options& options,
                                    const progress_callback& progress = {});

}  // namespace amur::assign
