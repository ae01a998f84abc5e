#include "amur/osm/crossing_groups.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace amur::osm {
namespace {

constexpr double same_crossing_km = 0.5;
constexpr double control_names_km = 0.5;
constexpr double gauge_reach_km = 1;

std::string lower(std::string text) {
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

// Controls stand on roads.
std::string name_beside(const std::string& mode, place at, const raw_network& raw) {
  std::string name;
  if (mode != "road") return name;
  double least = control_names_km;
  for (const auto& control : raw.controls)
    if (const double away = distance_km(at, control.at); !control.name.empty() && away < least) {
      least = away;
      name = control.name;
    }
  return name;
}

std::uint32_t root_of(std::vector<std::uint32_t>& parent, std::uint32_t node) {
  while (parent[node] != node) node = parent[node] = parent[parent[node]];
  return node;
}

std::vector<island> islands_of(const std::string& mode, const built_network& network,
                               const raw_network& raw) {
  std::vector<std::uint32_t> parent(network.nodes.size());
  std::iota(parent.begin(), parent.end(), 0U);
  std::vector<const built_link*> links;
  for (const auto& link : network.links)
    if (raw.kinds[link.kind].mode == mode) {
      links.push_back(&link);
      const auto a = root_of(parent, link.from), b = root_of(parent, link.to);
      parent[std::max(a, b)] = std::min(a, b);
    }
  std::map<std::uint32_t, island> parts;
  for (const auto* link : links) {
    const auto root = root_of(parent, link->from);
    auto& part = parts[root];
    part.mode = mode;
    part.node = root;
    ++part.links;
    part.length_km += link->length_km;
  }
  std::vector<island> found;
  for (auto& [root, part] : parts) found.push_back(std::move(part));
  std::ranges::stable_sort(found, std::greater<>(), &island::length_km);
  if (!found.empty()) found.erase(found.begin());
  return found;
}

// Nodes by longitude, to look through those nearby.
using by_longitude = std::multimap<std::int32_t, std::uint32_t>;

std::uint32_t nearest_of(const by_longitude& nodes, const built_network& network, place at) {
  const double shrink = std::max(0.02, std::cos(at.latitude() * 3.14159265358979 / 180));
  const auto reach = static_cast<std::int32_t>(gauge_reach_km / 111 / shrink * 1e7);
  std::uint32_t best = UINT32_MAX;
  double least = gauge_reach_km;
  for (auto near = nodes.lower_bound(at.x - std::min(reach, at.x + 1'800'000'000));
       near != nodes.end() && near->first - reach <= at.x; ++near)
    if (const double away = distance_km(at, network.nodes[near->second].at); away < least) {
      least = away;
      best = near->second;
    }
  return best;
}

struct rail_mode {
  std::string mode;
  std::map<std::uint32_t, std::size_t> ends;  // of links, at each node
  std::map<std::uint32_t, std::uint32_t> kind;
  by_longitude places;
};

}  // namespace

std::vector<built_crossing> group_crossings(const std::vector<crossing_link>& crossing_links,
                                            const std::vector<built_link>& links,
                                            const raw_network& raw, const country_map& map) {
  std::vector<built_crossing> made;
  std::map<std::string, std::size_t> numbers;
  for (const auto& each : crossing_links) {
    const auto& link = links[each.link];
    const auto& mode = raw.kinds[link.kind].mode;
    auto first = each.first, second = each.second;
    if (map.code_of(second) < map.code_of(first)) std::swap(first, second);
    const auto group = std::ranges::find_if(made, [&](const built_crossing& other) {
      return other.mode == mode && other.first == first && other.second == second &&
             distance_km(other.at, each.at) < same_crossing_km;
    });
    if (group != made.end()) {
      group->links.push_back(each.link);
      if (group->name.empty()) group->name = name_beside(mode, each.at, raw);
      continue;
    }
    const auto pair =
        fmt::format("{}-{}-{}", mode, lower(map.code_of(first)), lower(map.code_of(second)));
    made.push_back({fmt::format("{}-{}", pair, ++numbers[pair]),
                    name_beside(mode, each.at, raw),
                    mode,
                    {each.link},
                    first,
                    second,
                    each.origin,
                    each.at});
  }
  for (auto& crossing : made) {
    if (crossing.name.empty()) crossing.name = raw.names[links[crossing.links.front()].name];
    const auto countries = map.code_of(crossing.first) + "-" + map.code_of(crossing.second);
    if (crossing.first == crossing.second && !crossing.name.empty()) continue;
    crossing.name = crossing.name.empty() ? fmt::format("{} {}", crossing.mode, countries)
                                          : fmt::format("{} ({})", crossing.name, countries);
  }
  return made;
}

std::vector<island> find_islands(const built_network& network, const raw_network& raw) {
  std::vector<island> all;
  for (const auto& mode : network.modes) {
    auto found = islands_of(mode, network, raw);
    all.insert(all.end(), found.begin(), found.end());
  }
  return all;
}

void find_gauge_breaks(const raw_network& raw, const defaults_table& defaults,
                       built_network& network) {
  std::map<std::string, rail_mode> rails;
  for (const auto& link : network.links) {
    const auto& mode = raw.kinds[link.kind].mode;
    if (!mode.starts_with("rail_")) continue;
    auto& rail = rails[mode];
    for (const auto node : {link.from, link.to}) {
      if (++rail.ends[node] == 1) rail.places.insert({network.nodes[node].at.x, node});
      rail.kind[node] = link.kind;
    }
  }
  std::set<std::pair<std::uint32_t, std::uint32_t>> joined;
  for (auto& [mode, rail] : rails)
    for (auto& [other_mode, other] : rails) {
      if (mode == other_mode) continue;
      for (const auto& [node, ends] : rail.ends) {
        if (other.ends.contains(node)) {
          network.gauge_breaks.push_back({node, mode, other_mode});
          continue;
        }
        if (ends != 1) continue;
        const auto near = nearest_of(other.places, network, network.nodes[node].at);
        // Where each is the other's nearest end, one link joins them.
        if (near == UINT32_MAX || rail.ends.contains(near) || joined.contains({near, node}))
          continue;
        joined.insert({node, near});
        built_link joint;
        joint.id = fmt::format("{}-{}-{}", mode, network.nodes[node].id, network.nodes[near].id);
        joint.kind = rail.kind.at(node);
        joint.from = node;
        joint.to = near;
        joint.line = {network.nodes[node].at, network.nodes[near].at};
        joint.length_km = std::max(0.01, distance_km(joint.line[0], joint.line[1]));
        joint.free_time_h =
            joint.length_km / defaults.find(raw.kinds[joint.kind].class_name)->speed_kmh;
        joint.speed_assumed = joint.made_up = true;
        network.links.push_back(std::move(joint));
        network.gauge_breaks.push_back({near, mode, other_mode});
        network.gauge_breaks.push_back({near, other_mode, mode});
      }
    }
  const auto key = [](const gauge_break& each) {
    return std::tie(each.node, each.from_mode, each.to_mode);
  };
  auto& breaks = network.gauge_breaks;
  std::ranges::sort(breaks, {}, key);
  const auto same = [&](const gauge_break& a, const gauge_break& b) { return key(a) == key(b); };
  breaks.erase(std::unique(breaks.begin(), breaks.end(), same), breaks.end());
}

}  // namespace amur::osm
