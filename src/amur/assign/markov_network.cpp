#include "amur/assign/markov_network.h"

#include <algorithm>
#include <cmath>

#include "amur/route/reachable.h"

namespace amur::assign {
namespace {

using route::direction;

struct markov_builder {
  const problem& problem_;
  const user_class& user;
  std::vector<double> cost;  // [arc] infinite where no walk of the class can lead
  std::vector<std::uint8_t> is_origin, is_destination;
  markov_network net;

  const network::graph& graph() const { return problem_.graph; }
  bool no_through(std::uint32_t state) const {
    return !problem_.no_through.empty() && problem_.no_through[state] != 0;
  }
  // Whether an arc leads on to a place: only walks that end there enter the others.
  bool is_step(std::uint32_t arc) const {
    const auto head = graph().head[arc];
    return std::isfinite(cost[arc]) && !no_through(head) && net.place_of_state[head] != none;
  }

  void close_useless_arcs();
  void find_places();
  void list_steps();
  void order_places();
  void add_destinations();
  void open_own_steps(markov_destination& end) const;
};

void markov_builder::close_useless_arcs() {
  const auto& g = graph();
  is_origin.assign(g.state_count(), 0);
  is_destination.assign(g.state_count(), 0);
  for (const auto& demand : user.demand) {
    is_origin[demand.origin.value] = 1;
    is_destination[demand.destination.value] = 1;
  }
  for (std::size_t arc = 0; arc < cost.size(); ++arc) {
    const auto tail = g.tail[arc], head = g.head[arc];
    if ((no_through(head) && !is_destination[head]) || (no_through(tail) && !is_origin[tail]))
      cost[arc] = route::unreachable;
  }
  const auto from_origins = route::reachable(g, is_origin, cost, direction::from_root);
  const auto to_destinations = route::reachable(g, is_destination, cost, direction::to_root);
  for (std::size_t arc = 0; arc < cost.size(); ++arc)
    if (!from_origins[g.tail[arc]] || !to_destinations[g.head[arc]]) cost[arc] = route::unreachable;
}

void markov_builder::find_places() {
  const auto& g = graph();
  net.place_of_state.assign(g.state_count(), none);
  std::uint32_t places = 0;
  for (std::uint32_t s = 0; s < g.state_count(); ++s)
    for (auto arc = g.first_out[s]; arc < g.first_out[s + 1]; ++arc)
      if (std::isfinite(cost[arc])) {
        net.place_of_state[s] = places++;
        break;
      }
}

void markov_builder::list_steps() {
  const auto& g = graph();
  std::vector<std::uint32_t> state_of_place(
      static_cast<std::size_t>(std::count_if(net.place_of_state.begin(), net.place_of_state.end(),
                                             [](std::uint32_t place) { return place != none; })));
  for (std::uint32_t s = 0; s < g.state_count(); ++s)
    if (net.place_of_state[s] != none) state_of_place[net.place_of_state[s]] = s;
  net.steps = {{0}, {}};
  net.step_arc.clear();
  for (const auto s : state_of_place) {
    for (auto arc = g.first_out[s]; arc < g.first_out[s + 1]; ++arc)
      if (is_step(arc)) {
        net.steps.head.push_back(net.place_of_state[g.head[arc]]);
        net.step_arc.push_back(arc);
      }
    net.steps.first.push_back(static_cast<std::uint32_t>(net.step_arc.size()));
  }
}

void markov_builder::order_places() {
  const auto order = elimination_order(net.steps);
  std::vector<std::uint32_t> turn(order.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) turn[order[i]] = i;
  for (auto& place : net.place_of_state)
    if (place != none) place = turn[place];
  list_steps();
  net.pattern = find_fill(net.steps);
}

void markov_builder::add_destinations() {
  const auto& g = graph();
  std::vector<std::uint32_t> at(g.state_count(), none);
  for (std::uint32_t i = 0; i < user.demand.size(); ++i) {
    const auto state = user.demand[i].destination.value;
    if (at[state] == none) {
      at[state] = static_cast<std::uint32_t>(net.destinations.size());
      auto& end = net.destinations.emplace_back();
      end.state = state;
      if (!no_through(state)) end.place = net.place_of_state[state];
      if (end.place == none)
        for (const auto arc : g.in_arcs(state))
          if (std::isfinite(cost[arc]))
            end.arrivals.push_back({net.place_of_state[g.tail[arc]], arc});
    }
    net.destinations[at[state]].demands.push_back(i);
  }
  for (auto& end : net.destinations)
    if (end.place != none) open_own_steps(end);
}

// Opens the steps on walks from the destination's origins to it.
void markov_builder::open_own_steps(markov_destination& end) const {
  const auto& g = graph();
  std::vector<double> open(g.arc_count(), route::unreachable);
  for (const auto arc : net.step_arc)
    if (g.tail[arc] != end.state) open[arc] = cost[arc];
  for (const auto& arrival : end.arrivals) open[arrival.arc] = cost[arrival.arc];
  std::vector<std::uint8_t> origins(g.state_count(), 0), destination(g.state_count(), 0);
  for (const auto i : end.demands) origins[user.demand[i].origin.value] = 1;
  destination[end.state] = 1;
  const auto from_origins = route::reachable(g, std::move(origins), open, direction::from_root);
  const auto to_end = route::reachable(g, std::move(destination), open, direction::to_root);
  end.own_step_open.assign(net.step_arc.size() + 1, 0);  // never empty: empty means shared
  for (std::size_t step = 0; step < net.step_arc.size(); ++step) {
    const auto arc = net.step_arc[step];
    end.own_step_open[step] =
        std::isfinite(open[arc]) && from_origins[g.tail[arc]] && to_end[g.head[arc]];
  }
}

}  // namespace

markov_network build_markov_network(const problem& problem, const user_class& user,
                                    std::span<const double> free_cost) {
  markov_builder build{problem, user, {free_cost.begin(), free_cost.end()}, {}, {}, {}};
  build.close_useless_arcs();
  build.find_places();
  build.list_steps();
  build.order_places();
  build.add_destinations();
  std::vector<double> step_cost;
  scale_step_costs(build.net, free_cost, user.dispersion_usd_per_t, step_cost);
  elimination factors;
  if (!eliminate(build.net.steps, build.net.pattern, step_cost, factors))
    for (auto& end : build.net.destinations)
      if (end.own_step_open.empty()) build.open_own_steps(end);
  return std::move(build.net);
}

void scale_step_costs(const markov_network& net, std::span<const double> arc_cost,
                      double dispersion_usd_per_t, std::vector<double>& step_cost) {
  step_cost.resize(net.step_arc.size());
  for (std::size_t step = 0; step < step_cost.size(); ++step)
    step_cost[step] = arc_cost[net.step_arc[step]] / dispersion_usd_per_t;
}

bool eliminate_own(const markov_network& net, const markov_destination& end,
                   std::span<const double> step_cost, elimination& factors) {
  std::vector<double> own(step_cost.begin(), step_cost.end());
  for (std::size_t step = 0; step < own.size(); ++step)
    if (!end.own_step_open[step]) own[step] = route::unreachable;
  return eliminate(net.steps, net.pattern, own, factors);
}

std::optional<std::uint32_t> find_unbounded(const markov_network& net,
                                            std::span<const double> arc_cost,
                                            double dispersion_usd_per_t) {
  std::vector<double> step_cost;
  scale_step_costs(net, arc_cost, dispersion_usd_per_t, step_cost);
  elimination factors;
  for (std::uint32_t d = 0; d < net.destinations.size(); ++d) {
    const auto& end = net.destinations[d];
    // The shared elimination was found finite when the network was built.
    if (!end.own_step_open.empty() && !eliminate_own(net, end, step_cost, factors)) return d;
  }
  return std::nullopt;
}

double bounded_dispersion(const markov_network& net, std::span<const double> arc_cost,
                          double dispersion_usd_per_t) {
  std::vector<double> step_cost;
  elimination factors;
  const auto bounded = [&](double dispersion) {
    scale_step_costs(net, arc_cost, dispersion, step_cost);
    return eliminate(net.steps, net.pattern, step_cost, factors);
  };
  double low = dispersion_usd_per_t, high = low;
  while (!bounded(low)) {
    high = low;
    low /= 4;
    if (low < 1e-6 * dispersion_usd_per_t) return 0;
  }
  while (high > 1.01 * low) {
    const double middle = std::sqrt(low * high);
    (bounded(middle) ? low : high) = middle;
  }
  // Round down to two digits; a dispersion below a bounded one is bounded.
  const double digit = std::pow(10, std::floor(std::log10(low)) - 1);
  return std::floor(low / digit) * digit;
}

}  // namespace amur::assign
