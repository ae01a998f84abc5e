#include "amur/assign/leg_network.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "amur/route/reachable.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

using states = std::vector<std::uint8_t>;

struct builder {
  const problem& problem_;
  const user_class& user;
  std::span<const double> cost;
  leg_network net;
  states useful_arc, origin, destination;
  std::vector<std::uint32_t> component_of_state, target_of_state;

  const network::graph& graph() const { return problem_.graph; }
  bool plain(std::size_t arc) const { return problem_.label(arc) == 0; }

  void find_useful_arcs();
  void list_plain_arcs();
  void find_components();
  void add_entry(std::uint32_t state);
  std::uint32_t add_target(std::uint32_t state);
  void add_entries_and_exits();
  void add_destinations();
  void add_arrivals(leg_destination& end);
  void order_targets(thread_pool& pool);
  void order_destinations(thread_pool& pool);
  void keep_needed(leg_destination& end, std::vector<std::uint8_t>& needed) const;
};

void builder::find_useful_arcs() {
  const auto& g = graph();
  origin.assign(g.state_count(), 0);
  destination.assign(g.state_count(), 0);
  for (const auto& demand : user.demand) {
    origin[demand.origin] = 1;
    destination[demand.destination] = 1;
  }
  const states from_origins = route::reachable(g, origin, cost, route::direction::from_root);
  const states to_destinations = route::reachable(g, destination, cost, route::direction::to_root);
  useful_arc.assign(g.arc_count(), 0);
  for (std::size_t arc = 0; arc < g.arc_count(); ++arc)
    useful_arc[arc] =
        std::isfinite(cost[arc]) && from_origins[g.tail[arc]] && to_destinations[g.head[arc]];
}

void builder::list_plain_arcs() {
  const auto& g = graph();
  net.first_plain.assign(1, 0);
  for (std::size_t s = 0; s < g.state_count(); ++s) {
    for (auto arc = g.first_out[s]; arc < g.first_out[s + 1]; ++arc)
      if (useful_arc[arc] && plain(arc)) {
        net.plain_arc.push_back(arc);
        net.plain_head.push_back(g.head[arc]);
      }
    net.first_plain.push_back(static_cast<std::uint32_t>(net.plain_arc.size()));
  }
}

// Weak components of the plain arcs, numbered by their first state.
void builder::find_components() {
  const auto& g = graph();
  std::vector<std::uint32_t> parent(g.state_count());
  std::iota(parent.begin(), parent.end(), 0U);
  const auto find = [&parent](std::uint32_t s) {
    while (parent[s] != s) s = parent[s] = parent[parent[s]];
    return s;
  };
  for (const auto arc : net.plain_arc) {
    const auto a = find(g.tail[arc]), b = find(g.head[arc]);
    parent[std::max(a, b)] = std::min(a, b);
  }
  component_of_state.assign(g.state_count(), none);
  target_of_state.assign(g.state_count(), none);
  net.entry_of_state.assign(g.state_count(), none);
  std::vector<std::uint32_t> number(g.state_count(), none);
  for (std::uint32_t s = 0; s < g.state_count(); ++s) {
    auto& component = number[find(s)];
    // Components without an entry or exit stay empty and cost nothing.
    if (component == none) {
      component = static_cast<std::uint32_t>(net.components.size());
      net.components.emplace_back();
    }
    component_of_state[s] = component;
  }
}

void builder::add_entry(std::uint32_t state) {
  if (net.entry_of_state[state] != none) return;
  auto& component = net.components[component_of_state[state]];
  const auto entry = static_cast<std::uint32_t>(net.entry_state.size());
  net.entry_of_state[state] = entry;
  net.entry_state.push_back(state);
  net.entry_component.push_back(component_of_state[state]);
  net.entry_row.push_back(static_cast<std::uint32_t>(component.entries.size()));
  component.entries.push_back(entry);
}

// Returns the column of the target in its component.
std::uint32_t builder::add_target(std::uint32_t state) {
  auto& component = net.components[component_of_state[state]];
  if (target_of_state[state] == none) {
    target_of_state[state] = static_cast<std::uint32_t>(net.targets.size());
    const auto column = static_cast<std::uint32_t>(component.targets.size());
    net.targets.push_back({state, component_of_state[state], column, {}, {}});
    component.targets.push_back(target_of_state[state]);
  }
  return net.targets[target_of_state[state]].column;
}

void builder::add_entries_and_exits() {
  const auto& g = graph();
  for (std::uint32_t s = 0; s < g.state_count(); ++s)
    if (origin[s]) add_entry(s);
  const auto leads_on = [&](std::uint32_t arc) {
    return useful_arc[arc] && !plain(arc) && g.out_degree(g.head[arc]) > 0;
  };
  for (std::uint32_t arc = 0; arc < g.arc_count(); ++arc)
    if (leads_on(arc)) add_entry(g.head[arc]);
  for (std::uint32_t arc = 0; arc < g.arc_count(); ++arc) {
    if (!leads_on(arc)) continue;
    const auto component = component_of_state[g.tail[arc]];
    net.components[component].exits.push_back({component, add_target(g.tail[arc]),
                                               problem_.label(arc), arc,
                                               net.entry_of_state[g.head[arc]]});
  }
  for (auto& component : net.components)
    std::stable_sort(component.exits.begin(), component.exits.end(),
                     [](const leg_exit& a, const leg_exit& b) { return a.label < b.label; });
}

void builder::add_arrivals(leg_destination& end) {
  const auto& g = graph();
  const bool reached_plainly =
      std::any_of(g.in_arcs(end.state).begin(), g.in_arcs(end.state).end(),
                  [&](std::uint32_t arc) { return useful_arc[arc] && plain(arc); });
  if (reached_plainly || net.entry_of_state[end.state] != none)
    end.arrivals.push_back({component_of_state[end.state], add_target(end.state), 0, none, none});
  if (g.out_degree(end.state) > 0) return;
  for (const auto arc : g.in_arcs(end.state))
    if (useful_arc[arc] && !plain(arc))
      end.arrivals.push_back({component_of_state[g.tail[arc]], add_target(g.tail[arc]),
                              problem_.label(arc), arc, none});
  std::stable_sort(end.arrivals.begin(), end.arrivals.end(),
                   [](const leg_exit& a, const leg_exit& b) {
                     return std::pair(a.component, a.label) < std::pair(b.component, b.label);
                   });
}

void builder::add_destinations() {
  std::vector<std::uint32_t> place(graph().state_count(), none);
  for (std::uint32_t i = 0; i < user.demand.size(); ++i) {
    auto& at = place[user.demand[i].destination];
    if (at == none) {
      at = static_cast<std::uint32_t>(net.destinations.size());
      net.destinations.emplace_back().state = user.demand[i].destination;
    }
    net.destinations[at].demands.push_back(i);
  }
  for (auto& end : net.destinations) add_arrivals(end);
}

void builder::order_targets(thread_pool& pool) {
  states plain_useful(graph().arc_count(), 0);
  for (const auto arc : net.plain_arc) plain_useful[arc] = 1;
  const std::size_t blocks = std::min<std::size_t>(net.targets.size(), 4 * pool.size());
  pool.run(blocks, [&](std::size_t block) {
    route::tree_search search(graph(), problem_.no_through);
    std::vector<std::uint32_t> position(graph().state_count(), none);
    const auto range = block_of(block, blocks, net.targets.size());
    for (std::size_t t = range.begin; t < range.end; ++t) {
      auto& target = net.targets[t];
      target.order = search.run(target.state, cost, route::direction::to_root, plain_useful).order;
      for (std::uint32_t i = 0; i < target.order.size(); ++i) position[target.order[i]] = i;
      for (const auto entry : net.components[target.component].entries)
        target.row_position.push_back(position[net.entry_state[entry]]);
      for (const auto s : target.order) position[s] = none;
    }
  });
}

void builder::order_destinations(thread_pool& pool) {
  const std::size_t blocks = std::min<std::size_t>(net.destinations.size(), 4 * pool.size());
  pool.run(blocks, [&](std::size_t block) {
    route::tree_search search(graph(), problem_.no_through);
    std::vector<std::uint8_t> needed;
    const auto range = block_of(block, blocks, net.destinations.size());
    for (std::size_t d = range.begin; d < range.end; ++d) {
      auto& end = net.destinations[d];
      end.rank.assign(net.entry_state.size(), none);
      const auto& tree = search.run(end.state, cost, route::direction::to_root, useful_arc);
      for (std::uint32_t i = 0; i < tree.order.size(); ++i) {
        const auto entry = net.entry_of_state[tree.order[i]];
        if (entry == none) continue;
        end.rank[entry] = i;
        end.order.push_back(entry);
      }
      keep_needed(end, needed);
    }
  });
}

// Drops entries that no freight to the destination can come by: reasonable legs never lead to them
// from its origins.
void builder::keep_needed(leg_destination& end, std::vector<std::uint8_t>& needed) const {
  needed.assign(net.entry_state.size(), 0);
  for (const auto i : end.demands) needed[net.entry_of_state[user.demand[i].origin]] = 1;
  std::vector<std::uint32_t> kept;
  for (std::size_t at = end.order.size(); at-- > 0;) {
    const auto entry = end.order[at];
    if (!needed[entry]) continue;
    kept.push_back(entry);
    const auto& component = net.components[net.entry_component[entry]];
    for (const auto& exit : component.exits) {
      const auto& target = net.targets[component.targets[exit.column]];
      if (end.rank[exit.head_entry] < end.rank[entry] &&
          target.row_position[net.entry_row[entry]] != none)
        needed[exit.head_entry] = 1;
    }
  }
  end.order.assign(kept.rbegin(), kept.rend());
}

}  // namespace

leg_network build_leg_network(const problem& problem, const user_class& user,
                              std::span<const double> free_cost, thread_pool& pool) {
  builder build{problem, user, free_cost, {}, {}, {}, {}, {}, {}};
  build.find_useful_arcs();
  build.list_plain_arcs();
  build.find_components();
  build.add_entries_and_exits();
  build.add_destinations();
  for (auto& component : build.net.components) {
    component.matrix_begin = build.net.matrix_size;
    build.net.matrix_size += component.entries.size() * component.targets.size();
  }
  build.order_targets(pool);
  build.order_destinations(pool);
  return std::move(build.net);
}

}  // namespace amur::assign
