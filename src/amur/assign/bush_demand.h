#pragma once
// Demand that answers to the cost of transport: elastic, or refused where it would pay too much.

#include "amur/assign/bush.h"
#include "amur/assign/bush_shift.h"
#include "amur/assign/congestion.h"

namespace amur::assign {

/// Whether what a pair delivers can differ from its `t_per_day`.
[[nodiscard]] bool may_vary(const od_demand& demand, bool may_refuse);

/// Tonnes wanted at a least cost, none above the class's refusal cost where freight may be refused.
[[nodiscard]] double delivered_at(const user_class& user, const od_demand& demand, double least,
                                  bool may_refuse);

/// What the wrong amount delivered is worth: tonnes off, times the least cost or, where freight is
/// refused, times what that misses of the refusal cost.
[[nodiscard]] double demand_excess(const user_class& user, const od_demand& demand,
                                   double delivered_t, double least, bool may_refuse);

/// One Newton step of each varying demand of a bush of the set towards what is wanted at the
/// network's present costs, over its cheapest route (more) or where most freight comes from (less).
void answer_demand(const user_class& user, bool may_refuse, const bush_places& places,
                   bush_labels& labels, bush_set& set, std::size_t bush_index, congestion& network);

/// What became of each demand, [class][demand], at the least costs that were measured last.
[[nodiscard]] std::vector<std::vector<od_result>> demand_results(
    const problem& problem, const bush_set& set,
    const std::vector<std::vector<double>>& least_cost);

}  // namespace amur::assign
