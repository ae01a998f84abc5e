#include "amur/exchange/tntp_problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace amur::exchange {
namespace {

network::delay_function delay_of(const tntp_network& net, std::size_t link) {
  return {network::delay_kind::bpr, net.free_flow_time[link], net.capacity[link], net.b[link],
          net.power[link]};
}

void add_demand(std::vector<tntp_trip> trips, tntp_problem& made) {
  const auto pair_of = [](const tntp_trip& trip) {
    return std::pair(trip.origin, trip.destination);
  };
  const auto before = [&](const tntp_trip& a, const tntp_trip& b) {
    return pair_of(a) < pair_of(b);
  };
  if (!std::is_sorted(trips.begin(), trips.end(), before))
    std::stable_sort(trips.begin(), trips.end(), before);
  auto& demand = made.problem.classes.front().demand;
  demand.reserve(trips.size());
  for (std::size_t i = 0; i < trips.size(); ++i) {
    const auto& trip = trips[i];
    if (trip.origin == trip.destination) {
      made.trips_within_zones += trip.trips;
      continue;
    }
    made.trips += trip.trips;
    if (i > 0 && pair_of(trip) == pair_of(trips[i - 1]))
      demand.back().t_per_day += trip.trips;
    else
      demand.push_back(
          {state_id(trip.origin - 1), state_id(trip.destination - 1), trip.trips, 0, 0, 0});
  }
}

}  // namespace

double fixed_cost(const tntp_network& net, const tntp_factors& factors, std::size_t link) {
  return factors.toll.value_or(net.toll_factor) * net.toll[link] +
         factors.distance.value_or(net.distance_factor) * net.length[link];
}

bool check_generalised_costs(const tntp_network& net, const tntp_factors& factors,
                             const std::string& file, diagnostics& report) {
  bool good = true;
  for (std::size_t i = 0; i < net.from.size(); ++i) {
    const double fixed = fixed_cost(net, factors, i);
    if (fixed >= 0 || is_closed(net, i) || net.free_flow_time[i] + fixed > 0) continue;
    good = false;
    report.error(file, 0, "toll", fmt::format("{}", net.toll[i]),
                 fmt::format("the generalised cost from {} to {} without traffic is {}",
                             number_in_file(net, net.from[i]), number_in_file(net, net.to[i]),
                             net.free_flow_time[i] + fixed),
                 "a negative toll that leaves it above 0");
  }
  return good;
}

bool is_closed(const tntp_network& net, std::size_t link) {
  return net.capacity[link] == 0 && net.b[link] > 0 && net.free_flow_time[link] > 0 &&
         net.power[link] > 0;
}

tntp_problem make_problem(const tntp_network& net, std::vector<tntp_trip> trips,
                          const tntp_factors& factors) {
  tntp_problem made;
  const std::size_t links = net.from.size();
  std::vector<std::uint32_t> tails(links), heads(links);
  for (std::size_t i = 0; i < links; ++i) {
    tails[i] = net.from[i] - 1;
    heads[i] = net.to[i] - 1;
  }
  auto built = network::build_graph(net.nodes, tails, heads);
  auto& problem = made.problem;
  problem.graph = std::move(built.graph);
  made.arc_of_link = std::move(built.arc_of);
  problem.delay.resize(links);
  auto& user = problem.classes.emplace_back();
  user.name = "trips";
  user.fixed_cost_usd_per_t.resize(links);
  user.time_cost_usd_per_t_h = user.pce_per_t = user.vehicles_per_t = {1};
  made.cost_in_time.resize(links);
  for (std::size_t i = 0; i < links; ++i) {
    const auto arc = made.arc_of_link[i];
    problem.delay[arc] = delay_of(net, i);
    user.fixed_cost_usd_per_t[arc] = fixed_cost(net, factors, i);
    if (user.fixed_cost_usd_per_t[arc] < 0 && !is_closed(net, i)) {
      // t (1 + b x) + f is (t + f) (1 + b t / (t + f) x).
      auto& delay = problem.delay[arc];
      made.cost_in_time[arc] = std::exchange(user.fixed_cost_usd_per_t[arc], 0);
      const double time = net.free_flow_time[i], both = time + made.cost_in_time[arc];
      delay = {network::delay_kind::bpr, both, net.capacity[i], net.b[i] * time / both,
               net.power[i]};
    }
    if (!is_closed(net, i)) continue;
    ++made.closed_links;
    problem.delay[arc] = {network::delay_kind::constant, net.free_flow_time[i]};
    user.fixed_cost_usd_per_t[arc] = std::numeric_limits<double>::infinity();
  }
  for (std::uint32_t node = 1; node <= net.nodes; ++node)
    problem.no_through.push_back(node < net.first_through_node);
  add_demand(std::move(trips), made);
  return made;
}

}  // namespace amur::exchange
