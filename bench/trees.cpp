// Milliseconds a shortest path tree on one core: `trees NETWORK_net.tntp`, by method, with all
// zones as roots. `trees --arcs NETWORK_net.tntp` prints the network for other programs instead.

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>
#include <limits>
#include <span>
#include <vector>

#include "amur/route/contraction_hierarchy.h"
#include "amur/route/shortest_path.h"
#include "amur/route/tree_batch.h"
#include "support/tntp_graph.h"

namespace {

using namespace amur;

// The least of several runs: what others do on the machine only adds.
double least_ms(int runs, const std::function<void()>& work) {
  double least = std::numeric_limits<double>::infinity();
  for (int run = 0; run < runs; ++run) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    least = std::min(least, took.count());
  }
  return least;
}

void print_arcs(const test::tntp_graph& net) {
  fmt::print("{} {}\n", net.graph.state_count(), net.zones.size());
  for (std::size_t arc = 0; arc < net.graph.arc_count(); ++arc)
    fmt::print("{} {} {:.17g} {}\n", net.graph.tail[arc], net.graph.head[arc], net.time[arc],
               net.no_through[net.graph.tail[arc]]);
}

void print_times(const test::tntp_graph& net) {
  const double trees = static_cast<double>(net.zones.size());
  const auto zones = indices_of(net.zones);
  const auto each_batch = [&zones](const auto& run) {
    for (std::size_t i = 0; i < zones.size(); i += route::batch_lanes)
      run(std::span(zones).subspan(i, std::min(route::batch_lanes, zones.size() - i)));
  };
  route::tree_search search(net.graph, net.no_through);
  const double dijkstra = least_ms(3, [&] {
    for (const auto root : zones) (void)search.run(root, net.time, route::direction::from_root);
  });
  route::contraction_hierarchy hierarchy;
  const double build = least_ms(
      3, [&] { hierarchy = route::build_contraction_hierarchy(net.graph, net.no_through); });
  route::hierarchy_customizer customizer(hierarchy, net.graph);
  const double customize = least_ms(5, [&] { (void)customizer.run(net.time); });
  const auto& customized = customizer.run(net.time);
  route::tree_batch batch(hierarchy, customized);
  const double costs = least_ms(
      5, [&] { each_batch([&](auto r) { batch.run_costs(r, route::direction::from_root); }); });
  const double full = least_ms(
      5, [&] { each_batch([&](auto r) { (void)batch.run(r, route::direction::from_root); }); });

  const auto row = [&](const char* method, double ms) {
    fmt::print("{:<44} {:>9.4f} {:>7.1f}\n", method, ms / trees, dijkstra / ms);
  };
  fmt::print("{} states, {} arcs, {} roots; order {:.1f} ms, new costs {:.1f} ms\n",
             net.graph.state_count(), net.graph.arc_count(), net.zones.size(), build, customize);
  fmt::print("{:<44} {:>9} {:>7}\n", "method", "ms/tree", "ratio");
  row("Dijkstra, 4-ary heap", dijkstra);
  row("hierarchy, costs only", costs);
  row("hierarchy, costs only, with new costs", costs + customize);
  row("hierarchy, full trees", full);
  row("hierarchy, full trees, with new costs", full + customize);
  row("hierarchy, full trees, with order and costs", full + customize + build);
}

}  // namespace

int main(int count, char** arguments) {
  const bool arcs = count == 3 && std::strcmp(arguments[1], "--arcs") == 0;
  if (count != 2 && !arcs) {
    fmt::print(stderr, "usage: trees [--arcs] NETWORK_net.tntp\n");
    return 2;
  }
  const auto net = test::read_tntp_graph(arguments[count - 1]);
  if (arcs)
    print_arcs(net);
  else
    print_times(net);
  return 0;
}
