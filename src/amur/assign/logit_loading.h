#pragma once
// One loading of the nested logit at fixed costs: costs of legs, choices among chains of legs
// (`choice_graph`), flows forward.

#include <functional>
#include <span>

#include "amur/assign/choice_graph.h"
#include "amur/assign/class_loading.h"
#include "amur/assign/kept_graphs.h"
#include "amur/assign/leg_network.h"
#include "amur/assign/leg_routes.h"
#include "amur/assign/problem.h"
#include "amur/base/parallel.h"

namespace amur::assign {

[[nodiscard]] leg_model leg_model_of(const problem& problem, const user_class& user,
                                     const leg_network& net);

/// What a demand of a group can expect to pay, USD per tonne; infinite without a valid chain.
[[nodiscard]] double expected_cost(const choice_graph& graph, const user_class& user,
                                   const leg_network& net, const choice_group& group,
                                   std::size_t demand_of_group);

/// Builds the graph of each group of the class and calls `visit` with it, block by block: groups of
/// one block in order on one thread, blocks side by side.
using graph_visitor =
    std::function<void(std::size_t block, const choice_group& group, const choice_graph& graph)>;
void for_each_group(const problem& problem, const user_class& user, const leg_network& net,
                    std::span<const double> arc_cost, const leg_costs& legs, std::size_t blocks,
                    thread_pool& pool, const graph_visitor& visit);

/// Of the costs that a class was loaded at last: its legs, and at these costs without prices; the
/// routes of legs; and the graphs of its groups.
struct known_choice {
  leg_costs priced, unpriced;
  listed_legs routes;
  kept_graphs graphs;
};

/// Loads one class at its [arc] costs, of which the prices of capacities are part.
void load_class(const problem& problem, const user_class& user, const leg_network& net,
                std::span<const double> arc_cost, std::span<const double> price_usd,
                thread_pool& pool, known_choice& known, class_loading& loading);

}  // namespace amur::assign
