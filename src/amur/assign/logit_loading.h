#pragma once
// One loading of the nested logit at fixed costs: expected costs backward, flows forward.
//
// With W(s) the expected cost from s to the end of a leg, theta_r the route dispersion:
//   W(s) = -theta_r ln sum_a exp(-(c_a + W(head a)) / theta_r)              over reasonable plain
//   arcs
// and V(e) the expected cost from entry e to the destination, theta the commodity's dispersion:
//   U_l(e) = -theta_r ln sum_x exp(-(W_x(e) + c_x + V(head x)) / theta_r)   over exits x of label l
//   V(e)   = -theta ln sum_l exp(-U_l(e) / theta)
// It is a nested recursive logit (Mai, Fosgerau & Frejinger 2015) on the graph of legs; within a
// leg it is Dial's loading (1971).

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/class_loading.h"
#include "amur/assign/leg_network.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

/// Expected costs within legs.
struct leg_costs {
  std::vector<double> plain;                ///< [plain arc] cost of the arc
  std::vector<std::vector<double>> within;  ///< [target][place in order] W
  std::vector<double> matrix;               ///< [leg_network::leg] W of entries
};

/// Fills `costs` from the class's [arc] costs.
void compute_leg_costs(const problem& problem, const user_class& user, const leg_network& net,
                       std::span<const double> arc_cost, thread_pool& pool, leg_costs& costs);

/// Loads one class at its [arc] costs. Where `may_refuse` (a capacity is priced), freight that
/// would pay more than `refusal_usd_per_t` tends to stay unserved; without a route it does in any
/// case.
void load_class(const problem& problem, const user_class& user, const leg_network& net,
                std::span<const double> arc_cost, bool may_refuse, thread_pool& pool,
                leg_costs& costs, class_loading& loading);

}  // namespace amur::assign
