// The cheapest paths of a ring of four states, and how long they are.
//
// Prints:
//   0 to 1: 3 h, 300 km
//   0 to 2: 4 h, 250 km
//   0 to 3: 2 h, 150 km

#include <cstdio>

#include "amur/route/skim.h"

int main() {
  const std::vector<std::uint32_t> tails = {0, 1, 0, 3}, heads = {1, 2, 3, 2};
  const std::vector<double> hours = {3, 2, 2, 2}, kilometres = {300, 200, 150, 100};
  const auto built = amur::network::build_graph(4, tails, heads);
  // The graph sorts arcs by their tails, so values follow them.
  std::vector<double> cost(4), length(4);
  for (std::size_t i = 0; i < 4; ++i) {
    cost[built.arc_of[i]] = hours[i];
    length[built.arc_of[i]] = kilometres[i];
  }

  using amur::state_id;
  const std::vector<state_id> origins = {state_id(0)},
                              destinations = {state_id(1), state_id(2), state_id(3)};
  const std::vector<std::span<const double>> attributes = {length};
  amur::route::skim_options options;
  options.attributes = attributes;
  amur::thread_pool pool;
  const auto matrix = amur::route::skim(built.graph, cost, origins, destinations, options, pool);
  for (std::size_t i = 0; i < destinations.size(); ++i)
    std::printf("0 to %u: %g h, %g km\n", destinations[i].value, matrix.cost[matrix.at(0, i)],
                matrix.attributes[0][matrix.at(0, i)]);
}
