#pragma once
// The field's test networks as graphs with free-flow times.

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "amur/base/ids.h"
#include "amur/exchange/tntp.h"
#include "amur/network/graph.h"

namespace amur::test {

struct tntp_graph {
  network::graph graph;
  std::vector<double> time, length;      // [arc]
  std::vector<std::uint8_t> no_through;  // [state]
  std::vector<state_id> zones;
};

inline tntp_graph read_tntp_graph(const std::filesystem::path& path) {
  diagnostics report;
  const auto net = exchange::read_tntp_network(path, report);
  if (!net) throw std::runtime_error("can't read " + path.string());
  std::vector<std::uint32_t> tails, heads;
  for (std::size_t i = 0; i < net->from.size(); ++i) {
    tails.push_back(net->from[i] - 1);
    heads.push_back(net->to[i] - 1);
  }
  const auto built = network::build_graph(net->nodes, tails, heads);
  tntp_graph made{built.graph,
                  std::vector<double>(tails.size()),
                  std::vector<double>(tails.size()),
                  std::vector<std::uint8_t>(net->nodes, 0),
                  {}};
  for (std::size_t i = 0; i < tails.size(); ++i) {
    made.time[built.arc_of[i]] = net->free_flow_time[i];
    made.length[built.arc_of[i]] = net->length[i];
  }
  for (std::uint32_t s = 0; s + 1 < net->first_through_node; ++s) made.no_through[s] = 1;
  for (std::uint32_t s = 0; s < net->zones; ++s) made.zones.emplace_back(s);
  return made;
}

}  // namespace amur::test
