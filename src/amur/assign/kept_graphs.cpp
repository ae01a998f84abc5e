#include "amur/assign/kept_graphs.h"

#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

constexpr double margin = 2.5;  // dispersions: graphs grow by a fifth or so

// By how much chains may have become cheaper or dearer than each other. A chain uses a crossing
// once, but a change of mode perhaps several times; so where that moved nothing is known.
double widest_move(const leg_network& net, std::span<const double> before,
                   std::span<const double> after) {
  double dearer = 0, cheaper = 0;
  const auto add = [&](const leg_exit& exit) {
    if (exit.arc == none || before[exit.arc] == after[exit.arc]) return;
    const double moved =
        exit.kind == exit_kind::crossing ? after[exit.arc] - before[exit.arc] : route::unreachable;
    (moved > 0 ? dearer : cheaper) += std::abs(moved);
  };
  for (const auto& component : net.components)
    for (const auto& exit : component.exits) add(exit);
  for (const auto& end : net.destinations)
    for (const auto& exit : end.arrivals) add(exit);
  return dearer + cheaper;
}

// Whether any step of the graph costs something else now.
bool take_costs(const leg_network& net, std::span<const double> arc_cost,
                std::span<const std::uint8_t> moved, const leg_costs& legs, choice_graph& graph) {
  bool any = false;
  for (const auto& state : graph.states) {
    const auto& component = net.components[net.component_of_place(state.place)];
    const double* leg = &legs.by_row[component.matrix_begin +
                                     net.place_row[state.place] * component.targets.size()];
    for (auto s = state.first_step; s < state.end_step; ++s) {
      const auto& exit = *graph.steps[s].exit;
      if (exit.arc == none || !moved[exit.arc]) continue;
      any = true;
      graph.steps[s].cost_usd_per_t = leg[exit.column] + arc_cost[exit.arc];
      graph.bound[s] = std::max(0.0, graph.steps[s].cost_usd_per_t);
    }
  }
  return any;
}

// a of the part's states, from B of the origins' own.
void find_from_origin(const choice_part& part, choice_graph& graph) {
  const auto first = part.first_state;
  std::vector<double> ahead(part.end_state - first, route::unreachable);
  for (auto at = part.end_state; at-- > first;)
    for (auto s = graph.states[at].first_step; s < graph.states[at].end_step; ++s) {
      const auto to = graph.steps[s].to;
      ahead[at - first] =
          std::min(ahead[at - first], graph.bound[s] + (to == none ? 0 : ahead[to - first]));
    }
  std::fill(graph.from_origin.begin() + static_cast<std::ptrdiff_t>(first),
            graph.from_origin.begin() + static_cast<std::ptrdiff_t>(part.end_state),
            route::unreachable);
  for (const auto start : graph.start)
    if (start != none && start >= first && start < part.end_state)
      graph.from_origin[start] = std::min(graph.from_origin[start], -ahead[start - first]);
  for (auto at = first; at < part.end_state; ++at)
    for (auto s = graph.states[at].first_step; s < graph.states[at].end_step; ++s)
      if (const auto to = graph.steps[s].to; to != none)
        graph.from_origin[to] =
            std::min(graph.from_origin[to], graph.from_origin[at] + graph.bound[s]);
}

}  // namespace

void kept_graphs::open(const problem& problem, const user_class& user, const leg_network& net,
                       std::span<const double> arc_cost, bool same_legs) {
  graphs_.resize(net.groups.size());
  const bool holds = same_legs && !built_.empty() &&
                     widest_move(net, built_, arc_cost) <= margin * user.dispersion_usd_per_t;
  if (!holds) {
    for (auto& each : graphs_) each.holds = false;
    built_.assign(arc_cost.begin(), arc_cost.end());
  }
  moved_.assign(problem.graph.arc_count(), 0);
  if (holds)
    for (std::size_t arc = 0; arc < moved_.size(); ++arc) moved_[arc] = arc_cost[arc] != last_[arc];
  last_.assign(arc_cost.begin(), arc_cost.end());
}

const choice_graph& kept_graphs::graph(const problem& problem, const user_class& user,
                                       const leg_network& net, std::span<const double> arc_cost,
                                       const leg_costs& legs, std::size_t group,
                                       choice_search& search, step_choice& choice) {
  auto& kept = graphs_[group];
  if (kept.is_too_large) return search.run(net.groups[group]);
  if (!kept.holds) {
    const auto& built = search.run(net.groups[group], margin);
    kept.is_too_large = built.margin_dispersions < margin ||
                        built.considered_dispersions < problem.rules.considered_dispersions ||
                        built.steps.size() > most_kept_steps / net.groups.size();
    if (kept.is_too_large) return built;
    kept.graph = built;
    kept.holds = true;
    return kept.graph;
  }
  auto& graph = kept.graph;
  if (!take_costs(net, arc_cost, moved_, legs, graph)) return graph;
  for (const auto& part : graph.parts) {
    find_from_origin(part, graph);
    choice.run({user.dispersion_usd_per_t, user.route_dispersion_usd_per_t}, part, graph);
  }
  return graph;
}

}  // namespace amur::assign
