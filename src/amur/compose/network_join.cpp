#include "amur/compose/network_join.h"

#include <algorithm>
#include <limits>
#include <map>

#include "amur/osm/geodesy.h"

namespace amur::compose {
namespace {

constexpr double same_place_km = 0.1, island_slack_km = 10;

// Neighbours in the order of nodes: those of node n are [first[n], first[n + 1]).
struct neighbours {
  std::vector<std::uint32_t> first, to;
};

neighbours neighbours_of(std::size_t nodes,
                         const std::vector<std::pair<std::uint32_t, std::uint32_t>>& arcs) {
  neighbours made{std::vector<std::uint32_t>(nodes + 1, 0),
                  std::vector<std::uint32_t>(arcs.size())};
  for (const auto& arc : arcs) ++made.first[arc.first + 1];
  for (std::size_t n = 0; n < nodes; ++n) made.first[n + 1] += made.first[n];
  auto next = made.first;
  for (const auto& arc : arcs) made.to[next[arc.first]++] = arc.second;
  return made;
}

// Nodes in the order in which a search in depth leaves them.
std::vector<std::uint32_t> left_order(const neighbours& graph) {
  const std::size_t count = graph.first.size() - 1;
  std::vector<bool> seen(count, false);
  std::vector<std::uint32_t> order;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> stack;  // node, its next arc
  for (std::uint32_t start = 0; start < count; ++start) {
    if (seen[start]) continue;
    seen[start] = true;
    stack.emplace_back(start, graph.first[start]);
    while (!stack.empty()) {
      auto& [node, next] = stack.back();
      if (next == graph.first[node + 1]) {
        order.push_back(node);
        stack.pop_back();
        continue;
      }
      const auto to = graph.to[next++];
      if (seen[to]) continue;
      seen[to] = true;
      stack.emplace_back(to, graph.first[to]);
    }
  }
  return order;
}

struct mode_nodes {
  mode_parts parts;
  std::map<std::string, std::uint32_t> largest;  // part of each country
};

mode_nodes nodes_of_mode(const cases::case_data& network, mode_id mode) {
  mode_nodes made{parts_of_mode(network, mode), {}};
  const auto& [part, none] = made.parts;
  std::map<std::pair<std::string, std::uint32_t>, std::size_t> sizes;
  for (std::size_t n = 0; n < part.size(); ++n)
    if (part[n] != none) ++sizes[{network.nodes[node_id(n)].country, part[n]}];
  std::map<std::string, std::size_t> most;
  for (const auto& [key, size] : sizes)
    if (size > most[key.first]) {
      most[key.first] = size;
      made.largest[key.first] = key.second;
    }
  return made;
}

struct nearest_node {
  node_id node;
  double km = std::numeric_limits<double>::infinity();
};

nearest_node nearest_to(const place& at, const cases::case_data& network, const mode_nodes& nodes) {
  nearest_node any, main;
  const auto here = osm::place_at(at.longitude, at.latitude);
  const auto largest = nodes.largest.find(at.country);
  if (largest == nodes.largest.end()) return any;
  for (std::size_t n = 0; n < network.nodes.size(); ++n) {
    const auto& node = network.nodes[node_id(n)];
    if (nodes.parts.part[n] == nodes.parts.none || node.country != at.country) continue;
    const double km = osm::distance_km(here, osm::place_at(node.longitude, node.latitude));
    if (km < any.km) any = {node_id(n), km};
    if (nodes.parts.part[n] == largest->second && km < main.km) main = {node_id(n), km};
  }
  return main.km <= any.km + island_slack_km ? main : any;
}

joined_place join(const place& at, const cases::case_data& network,
                  const std::vector<mode_nodes>& modes, const std::vector<bool>& usable,
                  double reach_km) {
  joined_place made;
  made.nearest_km = std::numeric_limits<double>::infinity();
  std::vector<nearest_node> nearest(modes.size());
  for (std::size_t m = 0; m < modes.size(); ++m) {
    if (!usable[m]) continue;
    nearest[m] = nearest_to(at, network, modes[m]);
    if (nearest[m].km < made.nearest_km) made.nearest_km = nearest[m].km;
    if (nearest[m].km <= same_place_km && !made.node) made.node = nearest[m].node;
  }
  for (std::size_t m = 0; m < modes.size(); ++m) {
    if (!usable[m] || !(nearest[m].km <= reach_km)) continue;
    const bool has_mode =
        made.node && modes[m].parts.part[made.node->index()] != modes[m].parts.none;
    if (!has_mode) made.connectors.push_back({mode_id(m), nearest[m].node, nearest[m].km});
  }
  return made;
}

}  // namespace

mode_parts parts_of_mode(const cases::case_data& network, mode_id mode) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> there, back;
  const auto add = [&](node_id from, node_id to) {
    there.emplace_back(from.value, to.value);
    back.emplace_back(to.value, from.value);
  };
  const std::size_t count = network.nodes.size();
  std::vector<bool> has_link(count, false);
  for (const auto& link : network.links) {
    if (link.mode != mode) continue;
    add(link.from, link.to);
    if (link.both_ways) add(link.to, link.from);
    has_link[link.from.index()] = has_link[link.to.index()] = true;
  }
  // Nodes that reach each other are what a search along the arcs turned round finds, begun where a
  // search along the arcs ended last (Kosaraju; Sharir 1981).
  const auto order = left_order(neighbours_of(count, there));
  const auto turned = neighbours_of(count, back);
  constexpr auto unknown = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> part(count, unknown), stack;
  std::uint32_t parts = 0;
  for (auto at = order.rbegin(); at != order.rend(); ++at) {
    if (part[*at] != unknown || !has_link[*at]) continue;
    part[*at] = parts;
    stack.push_back(*at);
    while (!stack.empty()) {
      const auto node = stack.back();
      stack.pop_back();
      for (auto arc = turned.first[node]; arc < turned.first[node + 1]; ++arc) {
        if (part[turned.to[arc]] != unknown) continue;
        part[turned.to[arc]] = parts;
        stack.push_back(turned.to[arc]);
      }
    }
    ++parts;
  }
  std::ranges::replace(part, unknown, parts);
  return {std::move(part), parts};
}

void find_countries(const cases::case_data& network, std::span<place> places) {
  for (auto& each : places) {
    if (!each.country.empty()) continue;
    const auto here = osm::place_at(each.longitude, each.latitude);
    double least_km = std::numeric_limits<double>::infinity();
    for (const auto& node : network.nodes)
      if (const double km = osm::distance_km(here, osm::place_at(node.longitude, node.latitude));
          km < least_km) {
        least_km = km;
        each.country = node.country;
      }
  }
}

std::vector<joined_place> join_places(const cases::case_data& network,
                                      std::span<const place> places,
                                      const std::vector<bool>& usable_modes, double reach_km) {
  std::vector<mode_nodes> modes(network.modes.size());
  for (std::size_t m = 0; m < modes.size(); ++m)
    if (usable_modes[m]) modes[m] = nodes_of_mode(network, mode_id(m));
  std::vector<joined_place> joined;
  for (const auto& each : places)
    joined.push_back(join(each, network, modes, usable_modes, reach_km));
  return joined;
}

reach_graph::reach_graph(const cases::case_data& network, std::vector<bool> modes,
                         const std::string& handling)
    : nodes_(network.nodes.size()), modes_(std::move(modes)) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
  const auto state = [this](node_id node, mode_id mode) {
    return static_cast<std::uint32_t>(node.index() * modes_.size() + mode.index());
  };
  for (const auto& link : network.links) {
    if (!modes_[link.mode.index()]) continue;
    arcs.emplace_back(state(link.from, link.mode), state(link.to, link.mode));
    if (link.both_ways) arcs.emplace_back(state(link.to, link.mode), state(link.from, link.mode));
  }
  for (const auto& change : network.transfers)
    if (change.node.valid() && change.from.valid() && change.to.valid() &&
        (change.handling.empty() ||
         std::ranges::find(change.handling, handling) != change.handling.end()))
      arcs.emplace_back(state(change.node, change.from), state(change.node, change.to));
  auto graph = neighbours_of(nodes_ * modes_.size(), arcs);
  first_ = std::move(graph.first);
  to_ = std::move(graph.to);
}

std::vector<bool> reach_graph::from(node_id origin) const {
  const std::size_t width = modes_.size();
  std::vector<bool> seen(nodes_ * width, false), reached(nodes_, false);
  std::vector<std::size_t> stack;
  const auto visit = [&](std::size_t at) {
    if (seen[at] || !modes_[at % width]) return;
    seen[at] = true;
    reached[at / width] = true;
    stack.push_back(at);
  };
  for (std::size_t m = 0; m < width; ++m) visit(origin.index() * width + m);
  while (!stack.empty()) {
    const auto node = stack.back();
    stack.pop_back();
    for (auto arc = first_[node]; arc < first_[node + 1]; ++arc) visit(to_[arc]);
  }
  return reached;
}

}  // namespace amur::compose
