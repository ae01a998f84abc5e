#include "amur/assign/choice_graph.h"

#include <algorithm>
#include <cmath>
#include <queue>
#include <stdexcept>
#include <utility>

#include "amur/assign/chain_rules.h"
#include "amur/assign/expanded_states.h"
#include "amur/assign/step_choice.h"

namespace amur::assign {
namespace {

// Beyond this a graph is cut back to what is nearer to the least cost.
constexpr std::size_t most_listed_steps = 1'000'000;
constexpr double cut_back = 0.75;
constexpr double most_negative = 10;  // route dispersions
// A search for one valid chain that has seen so many expanded states finds none.
constexpr std::size_t most_searched = 50'000;

struct queued {
  double key;
  std::uint32_t item;
  friend bool operator>(const queued& a, const queued& b) {
    return a.key != b.key ? a.key > b.key : a.item > b.item;
  }
};
using least_first = std::priority_queue<queued, std::vector<queued>, std::greater<>>;

// An exit that leads to the destination, at a cost from the leg's end on.
struct onward_exit {
  const leg_exit* exit;
  std::uint32_t column;
  double cost;
};

struct found_step {
  std::uint32_t from, to;
  const leg_exit* exit;
  double cost, bound;  // what it costs, and not below zero for the search
};

}  // namespace

struct choice_search::implementation {
  const problem& problem_;
  const user_class& user;
  const leg_network& net;
  std::span<const double> arc_cost;
  const leg_costs& legs;
  chain_rules rules;
  double margin = 0;  // dispersions

  implementation(const problem& problem, const user_class& user_class, const leg_network& network,
                 std::span<const double> costs, const leg_costs& costs_of_legs)
      : problem_(problem),
        user(user_class),
        net(network),
        arc_cost(costs),
        legs(costs_of_legs),
        rules(problem, network) {}

  const leg_destination* searched = nullptr;     // the one that `to_end` is of
  bool searched_all = false;                     // and not only what is near enough
  std::vector<double> to_end;                    // [place] least cost by any legs, valid or not
  std::vector<const leg_exit*> next_exit;        // [place] where that leads first
  std::vector<std::vector<onward_exit>> onward;  // [component] exits that lead to the destination
  std::vector<std::uint8_t> onward_known;        // [component]
  std::vector<double> least;                     // [demand of the group]
  expanded_states found;
  std::vector<found_step> found_steps;
  step_choice choice;
  choice_graph graph;

  double exit_cost(const leg_exit& exit) const { return exit.arc == none ? 0 : arc_cost[exit.arc]; }
  double end_cost(const leg_exit& exit) const {
    return exit.head_place == none ? 0 : to_end[exit.head_place];
  }
  const std::vector<onward_exit>& onward_from(const leg_destination& end, std::uint32_t component);

  void search_back(const leg_destination& end, bool all);
  bool least_is_valid(std::uint32_t origin);
  double search_valid(const leg_destination& end, std::uint32_t origin);
  bool explore(const leg_destination& end, std::span<const std::uint32_t> demands, double within);
  void expand(const leg_destination& end, std::uint32_t from, double within, least_first& queue);
  void sort_states(std::span<const std::uint32_t> demands, std::span<std::uint32_t> start);
  std::vector<std::uint32_t> add_part(const leg_destination& end,
                                      std::span<const std::uint32_t> demands,
                                      const chain_exceptions& exceptions);
  void build(const choice_group& group);

  const choice_group* group_ = nullptr;
};

const std::vector<onward_exit>& choice_search::implementation::onward_from(
    const leg_destination& end, std::uint32_t component) {
  auto& list = onward[component];
  if (std::exchange(onward_known[component], 1)) return list;
  list.clear();
  const auto add = [&](const leg_exit& exit) {
    const double cost = exit_cost(exit) + end_cost(exit);
    if (std::isfinite(cost)) list.push_back({&exit, exit.column, cost});
  };
  for (const auto& exit : net.components[component].exits) add(exit);
  for (const auto& exit : end.arrivals)
    if (exit.component == component) add(exit);
  std::ranges::stable_sort(list, {}, &onward_exit::cost);
  return list;
}

// Least costs to a destination by any legs: from all places, or from those that lie no farther than
// the farthest origin and what is considered beyond it.
void choice_search::implementation::search_back(const leg_destination& end, bool all) {
  if (searched == &end && (searched_all || !all)) return;
  searched = &end;
  searched_all = all;
  const double beyond =
      all ? route::unreachable
          : (problem_.rules.considered_dispersions + margin) * user.dispersion_usd_per_t;
  onward.resize(net.components.size());
  onward_known.assign(net.components.size(), 0);
  to_end.assign(net.place_state.size(), route::unreachable);
  next_exit.assign(net.place_state.size(), nullptr);
  std::vector<std::uint8_t> settled(net.place_state.size(), 0), awaited(net.place_state.size(), 0);
  std::size_t missing = 0;
  for (const auto place : end.origins) missing += std::exchange(awaited[place], 1) == 0;
  least_first queue;
  std::vector<double> reached(net.targets.size(), route::unreachable);  // [target] from there on
  const auto relax = [&](const leg_exit& exit) {
    const auto& component = net.components[exit.component];
    const double rest = exit_cost(exit), then = end_cost(exit);
    auto& from_here = reached[component.targets[exit.column]];
    if (!(rest + then < from_here)) return;
    from_here = rest + then;
    const double* column = &legs.matrix[net.leg(exit.component, 0, exit.column)];
    for (std::size_t row = 0; row < component.places.size(); ++row) {
      const auto place = component.places[row];
      const double cost = std::max(0.0, column[row] + rest) + then;
      if (settled[place] || !(cost < to_end[place])) continue;
      to_end[place] = cost;
      next_exit[place] = &exit;
      queue.push({cost, place});
    }
  };
  for (const auto& exit : end.arrivals) relax(exit);
  double limit = route::unreachable;
  while (!queue.empty()) {
    const auto [cost, place] = queue.top();
    queue.pop();
    if (std::exchange(settled[place], 1)) continue;
    if (cost > limit) break;
    if (awaited[place] && --missing == 0) limit = cost + beyond;
    for (const auto& into : net.exits_to(place)) relax(net.exit(into));
  }
}

bool choice_search::implementation::least_is_valid(std::uint32_t origin) {
  auto memory = rules.at_start(net.place_state[origin]);
  for (auto place = origin; place != none;) {
    const auto* exit = next_exit[place];
    if (!exit || !rules.take(place, *exit, memory)) return false;
    place = exit->head_place;
  }
  return true;
}

// The least cost of a valid chain from the origin (A*, Hart, Nilsson & Raphael 1968).
double choice_search::implementation::search_valid(const leg_destination& end,
                                                   std::uint32_t origin) {
  found.clear();
  found_steps.clear();
  least_first queue;
  const auto first = found.find(origin, rules.at_start(net.place_state[origin]));
  found[first].from_origin = 0;
  queue.push({to_end[origin], first});
  double best = route::unreachable;
  while (!queue.empty() && queue.top().key < best && found.size() < most_searched) {
    const auto at = queue.top().item;
    queue.pop();
    if (std::exchange(found[at].settled, true)) continue;
    expand(end, at, route::unreachable, queue);
    for (const auto& step : found_steps)
      if (step.to == none) best = std::min(best, found[at].from_origin + step.bound);
    found_steps.clear();
  }
  return best;
}

// Adds the steps from an expanded state whose chains may cost up to `within`.
void choice_search::implementation::expand(const leg_destination& end, std::uint32_t from,
                                           double within, least_first& queue) {
  const auto place = found[from].place;
  const double so_far = found[from].from_origin;
  const auto number = net.component_of_place(place);
  const auto& component = net.components[number];
  const double* leg =
      &legs.by_row[component.matrix_begin + net.place_row[place] * component.targets.size()];
  const double room = within - so_far;
  // Many cheap routes may make a leg's expected cost negative, though hardly more than this.
  const double below_zero = most_negative * user.route_dispersion_usd_per_t;
  for (const auto& [exit, column, rest] : onward_from(end, number)) {
    if (rest > room + below_zero) break;
    if (!(leg[column] + rest <= room) || !std::isfinite(leg[column])) continue;
    const double cost = leg[column] + exit_cost(*exit), bound = std::max(0.0, cost);
    const double whole = so_far + bound + end_cost(*exit);
    auto memory = found[from].memory;
    if (!(whole <= within) || !rules.take(place, *exit, memory)) continue;
    auto to = none;
    if (exit->head_place != none) {
      to = found.find(exit->head_place, memory);
      auto& next = found[to];
      if (!next.settled && so_far + bound < next.from_origin) {
        next.from_origin = so_far + bound;
        queue.push({whole, to});
      }
    }
    found_steps.push_back({from, to, exit, cost, bound});
  }
}

// All chains from the demands' origins that cost up to `within` more than the least; false where
// they are too many.
bool choice_search::implementation::explore(const leg_destination& end,
                                            std::span<const std::uint32_t> demands, double within) {
  found.clear();
  found_steps.clear();
  least_first queue;
  for (const auto i : demands) {
    const auto state = user.demand[group_->demands[i]].origin.value;
    const auto place = net.place_of_state[state];
    const auto at = found.find(place, rules.at_start(state));
    if (-least[i] >= found[at].from_origin) continue;
    found[at].from_origin = -least[i];
    queue.push({to_end[place] - least[i], at});
  }
  while (!queue.empty()) {
    const auto at = queue.top().item;
    queue.pop();
    if (std::exchange(found[at].settled, true)) continue;
    expand(end, at, within, queue);
    if (found_steps.size() > most_listed_steps) return false;
  }
  return true;
}

// Brings what was found into an order in which steps lead onward (Kahn 1962), behind what the graph
// holds already.
void choice_search::implementation::sort_states(std::span<const std::uint32_t> demands,
                                                std::span<std::uint32_t> start) {
  std::vector<std::uint32_t> entering(found.size(), 0), number(found.size(), none), order;
  std::vector<std::size_t> first(found.size() + 1, 0);
  for (const auto& step : found_steps) {
    ++first[step.from + 1];
    if (step.to != none) ++entering[step.to];
  }
  for (std::size_t i = 0; i < found.size(); ++i) first[i + 1] += first[i];
  std::vector<std::uint32_t> by_state(found_steps.size());
  {
    auto next = first;
    for (std::uint32_t s = 0; s < found_steps.size(); ++s)
      by_state[next[found_steps[s].from]++] = s;
  }
  for (std::uint32_t i = 0; i < found.size(); ++i)
    if (entering[i] == 0) order.push_back(i);
  for (std::size_t at = 0; at < order.size(); ++at)
    for (auto s = first[order[at]]; s < first[order[at] + 1]; ++s)
      if (const auto to = found_steps[by_state[s]].to; to != none && --entering[to] == 0)
        order.push_back(to);
  if (order.size() != found.size())
    throw std::logic_error("a chain of legs leads round in a circle");

  const auto base = static_cast<std::uint32_t>(graph.states.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) number[order[i]] = base + i;
  // Nests are steps of one label in a row.
  const auto nested = [this](std::uint32_t a, std::uint32_t b) {
    const auto *one = found_steps[a].exit, *other = found_steps[b].exit;
    return one->label != other->label ? one->label < other->label : one->arc < other->arc;
  };
  for (const auto each : order) {
    std::sort(by_state.begin() + static_cast<std::ptrdiff_t>(first[each]),
              by_state.begin() + static_cast<std::ptrdiff_t>(first[each + 1]), nested);
    const auto begin = graph.steps.size();
    for (auto s = first[each]; s < first[each + 1]; ++s) {
      const auto& step = found_steps[by_state[s]];
      graph.steps.push_back({step.exit, step.to == none ? none : number[step.to], step.cost, 0});
      graph.bound.push_back(step.bound);
    }
    graph.states.push_back({found[each].place, begin, graph.steps.size()});
    graph.from_origin.push_back(found[each].from_origin);
  }
  for (const auto i : demands) {
    const auto state = user.demand[group_->demands[i]].origin.value;
    start[i] = number[found.find(net.place_of_state[state], rules.at_start(state))];
  }
}

// Adds the chains of some demands; returns those without a valid one.
std::vector<std::uint32_t> choice_search::implementation::add_part(
    const leg_destination& end, std::span<const std::uint32_t> demands,
    const chain_exceptions& exceptions) {
  rules.begin(exceptions);
  std::vector<std::uint32_t> stranded;
  std::vector<std::uint32_t> origins, served;
  for (const auto i : demands)
    origins.push_back(net.place_of_state[user.demand[group_->demands[i]].origin.value]);
  double considered = problem_.rules.considered_dispersions;
  search_back(end, false);
  const bool all_valid = std::all_of(origins.begin(), origins.end(), [this](std::uint32_t place) {
    return !std::isfinite(to_end[place]) || least_is_valid(place);
  });
  if (!all_valid) search_back(end, true);
  for (std::size_t j = 0; j < demands.size(); ++j) {
    const auto i = demands[j];
    least[i] = !std::isfinite(to_end[origins[j]]) || least_is_valid(origins[j])
                   ? to_end[origins[j]]
                   : search_valid(end, origins[j]);
    if (std::isfinite(least[i]))
      served.push_back(i);
    else if (std::isfinite(to_end[origins[j]]))
      stranded.push_back(i);
  }
  if (served.empty()) return stranded;
  while (!explore(end, served, (considered + graph.margin_dispersions) * user.dispersion_usd_per_t))
    if (std::exchange(graph.margin_dispersions, 0.0) == 0) considered *= cut_back;
  choice_part part{graph.states.size(), 0, considered};
  sort_states(served, graph.start);
  part.end_state = graph.states.size();
  graph.parts.push_back(part);
  choice.run({user.dispersion_usd_per_t, user.route_dispersion_usd_per_t}, part, graph);
  graph.considered_dispersions = std::min(graph.considered_dispersions, considered);
  return stranded;
}

void choice_search::implementation::build(const choice_group& group) {
  group_ = &group;
  graph.states.clear();
  graph.steps.clear();
  graph.start.assign(group.demands.size(), none);
  graph.considered_dispersions = problem_.rules.considered_dispersions;
  graph.bound.clear();
  graph.from_origin.clear();
  graph.parts.clear();
  graph.margin_dispersions = margin;
  least.assign(group.demands.size(), route::unreachable);
  const auto& end = net.destinations[group.destination];
  std::vector<std::uint32_t> demands;
  for (std::uint32_t i = 0; i < group.demands.size(); ++i)
    if (user.demand[group.demands[i]].origin.value != end.state) demands.push_back(i);
  // Who has no other way may stay in a mode without moving (unload from the road where the ship
  // lands), and then come back into a country (an exclave).
  for (const chain_exceptions& exceptions :
       {chain_exceptions{group.may_reenter, false}, chain_exceptions{group.may_reenter, true},
        chain_exceptions{true, true}})
    if (!demands.empty()) demands = add_part(end, demands, exceptions);
}

choice_search::choice_search(const problem& problem, const user_class& user, const leg_network& net,
                             std::span<const double> arc_cost, const leg_costs& legs)
    : own_(std::make_unique<implementation>(problem, user, net, arc_cost, legs)) {}

choice_search::~choice_search() = default;

const choice_graph& choice_search::run(const choice_group& group, double margin_dispersions) {
  // What was searched back is too little for a wider margin.
  if (std::exchange(own_->margin, margin_dispersions) < margin_dispersions)
    own_->searched = nullptr;
  own_->build(group);
  return own_->graph;
}

}  // namespace amur::assign
