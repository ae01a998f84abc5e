#include "amur/assign/leg_network.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "amur/route/reachable.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

// A component with so few independent circles, or states, has few routes between any two states
// that visit none twice: at most some thousands, of which few are near the cheapest.
constexpr std::size_t most_listed_circles = 10, most_listed_states = 8;

std::uint32_t count_of(std::span<const std::uint32_t> numbers) {
  std::uint32_t count = 0;
  for (const auto number : numbers)
    if (number != none) count = std::max(count, number + 1);
  return count;
}

struct leg_builder {
  const problem& problem_;
  const user_class& user;
  std::span<const double> cost;
  leg_network net;
  std::vector<std::uint8_t> useful_arc, origin, destination;

  const network::graph& graph() const { return problem_.graph; }
  bool plain(std::size_t arc) const { return problem_.label(arc) == 0; }

  void find_useful_arcs();
  void list_plain_arcs();
  void find_components();
  void add_place(std::uint32_t state);
  std::uint32_t add_target(std::uint32_t state);
  leg_exit exit_over(std::uint32_t arc, std::uint32_t head_place);
  void add_places_and_exits();
  void add_destinations();
  void add_arrivals(leg_destination& end);
  void add_groups();
  void list_exits();
  void number_straits();
  void count_circles(leg_component& component) const;
};

void leg_builder::find_useful_arcs() {
  const auto& g = graph();
  origin.assign(g.state_count(), 0);
  destination.assign(g.state_count(), 0);
  for (const auto& demand : user.demand) {
    origin[demand.origin.value] = 1;
    destination[demand.destination.value] = 1;
  }
  const auto from_origins = route::reachable(g, origin, cost, route::direction::from_root);
  const auto to_destinations = route::reachable(g, destination, cost, route::direction::to_root);
  useful_arc.assign(g.arc_count(), 0);
  for (std::size_t arc = 0; arc < g.arc_count(); ++arc)
    useful_arc[arc] =
        std::isfinite(cost[arc]) && from_origins[g.tail[arc]] && to_destinations[g.head[arc]];
}

void leg_builder::list_plain_arcs() {
  const auto& g = graph();
  net.first_plain.assign(1, 0);
  net.is_plain.assign(g.arc_count(), 0);
  for (std::size_t s = 0; s < g.state_count(); ++s) {
    for (auto arc = g.first_out[s]; arc < g.first_out[s + 1]; ++arc)
      if (useful_arc[arc] && plain(arc)) {
        net.plain_arc.push_back(arc);
        net.plain_head.push_back(g.head[arc]);
        net.is_plain[arc] = 1;
      }
    net.first_plain.push_back(static_cast<std::uint32_t>(net.plain_arc.size()));
  }
}

// Weak components of the plain arcs, numbered by their first state.
void leg_builder::find_components() {
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
  net.component_of_state.assign(g.state_count(), none);
  net.target_of_state.assign(g.state_count(), none);
  net.place_of_state.assign(g.state_count(), none);
  std::vector<std::uint32_t> number(g.state_count(), none);
  for (std::uint32_t s = 0; s < g.state_count(); ++s) {
    auto& component = number[find(s)];
    // Components without a place or exit stay empty and cost nothing.
    if (component == none) {
      component = static_cast<std::uint32_t>(net.components.size());
      net.components.emplace_back();
    }
    net.component_of_state[s] = component;
    net.components[component].states.push_back(s);
  }
  for (std::uint32_t p = 0; p < net.plain_arc.size(); ++p)
    net.components[net.component_of_state[net.plain_head[p]]].plain_arcs.push_back(p);
}

void leg_builder::add_place(std::uint32_t state) {
  if (net.place_of_state[state] != none) return;
  auto& component = net.components[net.component_of_state[state]];
  const auto place = static_cast<std::uint32_t>(net.place_state.size());
  net.place_of_state[state] = place;
  net.place_state.push_back(state);
  net.place_row.push_back(static_cast<std::uint32_t>(component.places.size()));
  component.places.push_back(place);
}

// Returns the column of the target in its component.
std::uint32_t leg_builder::add_target(std::uint32_t state) {
  const auto number = net.component_of_state[state];
  auto& component = net.components[number];
  if (net.target_of_state[state] == none) {
    net.target_of_state[state] = static_cast<std::uint32_t>(net.targets.size());
    const auto column = static_cast<std::uint32_t>(component.targets.size());
    net.targets.push_back({state, number, column});
    component.targets.push_back(net.target_of_state[state]);
  }
  return net.targets[net.target_of_state[state]].column;
}

leg_exit leg_builder::exit_over(std::uint32_t arc, std::uint32_t head_place) {
  const auto tail = graph().tail[arc];
  return {net.component_of_state[tail],
          add_target(tail),
          problem_.label(arc),
          arc,
          head_place,
          problem_.crossing(arc) == none ? exit_kind::change : exit_kind::crossing};
}

void leg_builder::add_places_and_exits() {
  const auto& g = graph();
  for (std::uint32_t s = 0; s < g.state_count(); ++s)
    if (origin[s]) add_place(s);
  const auto leads_on = [&](std::uint32_t arc) {
    return useful_arc[arc] && !plain(arc) && g.out_degree(g.head[arc]) > 0;
  };
  for (std::uint32_t arc = 0; arc < g.arc_count(); ++arc)
    if (leads_on(arc)) add_place(g.head[arc]);
  for (std::uint32_t arc = 0; arc < g.arc_count(); ++arc)
    if (leads_on(arc))
      net.components[net.component_of_state[g.tail[arc]]].exits.push_back(
          exit_over(arc, net.place_of_state[g.head[arc]]));
  for (auto& component : net.components)
    std::stable_sort(component.exits.begin(), component.exits.end(),
                     [](const leg_exit& a, const leg_exit& b) { return a.label < b.label; });
}

void leg_builder::add_arrivals(leg_destination& end) {
  const auto& g = graph();
  const auto into = g.in_arcs(end.state);
  const bool reached_plainly = std::any_of(
      into.begin(), into.end(), [&](std::uint32_t arc) { return useful_arc[arc] && plain(arc); });
  if (reached_plainly || net.place_of_state[end.state] != none)
    end.arrivals.push_back({net.component_of_state[end.state], add_target(end.state), 0, none, none,
                            exit_kind::arrival});
  if (g.out_degree(end.state) > 0) return;
  for (const auto arc : into)
    if (useful_arc[arc] && !plain(arc)) end.arrivals.push_back(exit_over(arc, none));
  std::stable_sort(end.arrivals.begin(), end.arrivals.end(),
                   [](const leg_exit& a, const leg_exit& b) {
                     return std::pair(a.component, a.label) < std::pair(b.component, b.label);
                   });
}

void leg_builder::add_destinations() {
  std::vector<std::uint8_t> known(graph().state_count(), 0);
  for (const auto& demand : user.demand)
    if (!std::exchange(known[demand.destination.value], 1)) {
      auto& end = net.destinations.emplace_back();
      end.state = demand.destination.value;
      add_arrivals(end);
    }
}

void leg_builder::add_groups() {
  std::map<std::uint32_t, std::uint32_t> place;
  for (std::uint32_t d = 0; d < net.destinations.size(); ++d) place[net.destinations[d].state] = d;
  std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, choice_group> groups;
  for (std::uint32_t i = 0; i < user.demand.size(); ++i) {
    const auto& demand = user.demand[i];
    auto& group = groups[{place[demand.destination.value], problem_.country(demand.origin.value),
                          demand.may_reenter}];
    group.destination = place[demand.destination.value];
    group.may_reenter = demand.may_reenter;
    group.demands.push_back(i);
  }
  for (auto& [key, group] : groups) net.groups.push_back(std::move(group));
}

void leg_builder::list_exits() {
  net.first_into.assign(net.place_state.size() + 1, 0);
  const auto for_each_exit = [this](auto&& use) {
    for (std::uint32_t c = 0; c < net.components.size(); ++c)
      for (std::uint32_t e = 0; e < net.components[c].exits.size(); ++e)
        use(net.components[c].exits[e].head_place, exit_place{c, e});
  };
  for_each_exit([&](std::uint32_t place, const exit_place&) { ++net.first_into[place + 1]; });
  for (std::size_t place = 0; place < net.place_state.size(); ++place)
    net.first_into[place + 1] += net.first_into[place];
  net.exits_into.resize(net.first_into.back());
  auto next = net.first_into;
  for_each_exit(
      [&](std::uint32_t place, const exit_place& at) { net.exits_into[next[place]++] = at; });
  for (const auto& group : net.groups)
    for (const auto i : group.demands)
      net.destinations[group.destination].origins.push_back(
          net.place_of_state[user.demand[i].origin.value]);
}

void leg_builder::number_straits() {
  net.countries = count_of(problem_.state_country);
  net.crossings = count_of(problem_.arc_crossing);
  net.strait.assign(net.crossings, none);
  auto next = net.countries;
  for (std::size_t arc = 0; arc < problem_.arc_crossing.size(); ++arc) {
    const auto crossing = problem_.arc_crossing[arc];
    if (crossing == none || net.strait[crossing] != none) continue;
    const auto from = problem_.country(graph().tail[arc]), to = problem_.country(graph().head[arc]);
    if (from == to || from == none || to == none) net.strait[crossing] = next++;
  }
}

// Two arcs there and back are one link.
void leg_builder::count_circles(leg_component& component) const {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::size_t, std::size_t>> ways;
  for (const auto p : component.plain_arcs) {
    const auto tail = graph().tail[net.plain_arc[p]], head = net.plain_head[p];
    auto& [there, back] = ways[std::minmax(tail, head)];
    ++(tail < head ? there : back);
  }
  std::size_t links = 0;
  for (const auto& [ends, counts] : ways) links += std::max(counts.first, counts.second);
  component.listed = component.states.size() <= most_listed_states ||
                     links + 1 <= component.states.size() + most_listed_circles;
}

}  // namespace

leg_network build_leg_network(const problem& problem, const user_class& user,
                              std::span<const double> open_cost) {
  leg_builder build{problem, user, open_cost, {}, {}, {}, {}};
  build.find_useful_arcs();
  build.list_plain_arcs();
  build.find_components();
  build.add_places_and_exits();
  build.add_destinations();
  build.add_groups();
  build.list_exits();
  build.number_straits();
  for (auto& component : build.net.components) {
    component.matrix_begin = build.net.matrix_size;
    build.net.matrix_size += component.places.size() * component.targets.size();
    build.count_circles(component);
  }
  return std::move(build.net);
}

}  // namespace amur::assign
