#include "amur/io/tntp_problem.h"

namespace amur::io {

assign::problem tntp_problem(const tntp_network& net, std::span<const tntp_trip> trips,
                             double dispersion) {
  std::vector<std::uint32_t> tails, heads;
  for (std::size_t i = 0; i < net.from.size(); ++i) {
    tails.push_back(net.from[i] - 1);
    heads.push_back(net.to[i] - 1);
  }
  const auto built = network::build_graph(net.nodes, tails, heads);
  assign::problem problem;
  problem.graph = built.graph;
  problem.delay.resize(tails.size());
  for (std::size_t i = 0; i < tails.size(); ++i)
    problem.delay[built.arc_of[i]] = {network::delay_kind::bpr, net.free_flow_time[i],
                                      net.capacity[i], net.b[i], net.power[i]};
  for (std::uint32_t node = 1; node <= net.nodes; ++node)
    problem.no_through.push_back(node < net.first_through_node);
  auto& user = problem.classes.emplace_back();
  user.name = "trips";
  user.fixed_cost_usd_per_t.assign(tails.size(), 0.0);
  user.time_cost_usd_per_t_h = user.pce_per_t = user.vehicles_per_t = {1};
  user.dispersion_usd_per_t = user.route_dispersion_usd_per_t = dispersion;
  for (const auto& trip : trips)
    user.demand.push_back({trip.origin - 1, trip.destination - 1, trip.trips});
  return problem;
}

}  // namespace amur::io
