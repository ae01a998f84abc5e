#include "amur/gis/topology.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "amur/gis/sphere_grid.h"
#include "amur/osm/contraction.h"
#include "amur/osm/geodesy.h"

namespace amur::gis {
namespace {

std::uint32_t find_root(std::vector<std::uint32_t>& parent, std::uint32_t of) {
  while (parent[of] != of) of = parent[of] = parent[parent[of]];
  return of;
}

// The nodes of a link, the lower first where it leads both ways.
auto ends_of(const drawn_link& link) {
  const auto [low, high] = std::minmax(link.from, link.to);
  return link.one_way ? std::pair(link.from, link.to) : std::pair(low, high);
}

void count_islands(drawn_network& network) {
  std::map<std::string, std::vector<std::uint32_t>> links_of_mode;
  for (std::uint32_t i = 0; i < network.links.size(); ++i)
    links_of_mode[network.links[i].mode].push_back(i);
  for (const auto& [mode, links] : links_of_mode) {
    std::vector<std::uint32_t> parent(network.nodes.size());
    std::iota(parent.begin(), parent.end(), 0U);
    for (const auto link : links) {
      auto& of = network.links[link];
      parent[find_root(parent, of.from)] = find_root(parent, of.to);
    }
    std::map<std::uint32_t, network_island> parts;
    for (const auto link : links) {
      const auto& of = network.links[link];
      auto& part =
          parts.try_emplace(find_root(parent, of.from), network_island{mode, 0, 0, of.from})
              .first->second;
      ++part.links;
      part.length_km += of.length_km;
    }
    std::vector<network_island> sorted;
    for (const auto& [root, part] : parts) sorted.push_back(part);
    std::ranges::sort(sorted, [](const auto& a, const auto& b) {
      return std::tie(b.links, a.node) < std::tie(a.links, b.node);
    });
    network.report.islands.insert(network.report.islands.end(), sorted.begin() + 1, sorted.end());
  }
}

std::uint32_t key_of(std::map<std::vector<std::string>, std::uint32_t>& keys,
                     const drawn_link& link) {
  const std::vector<std::string> says = {link.mode,  link.class_name,
                                         link.delay, link.alpha,
                                         link.beta,  std::to_string(link.capacity_pce_per_day)};
  return keys.try_emplace(says, static_cast<std::uint32_t>(keys.size())).first->second;
}

drawn_link joined(const drawn_network& network, const osm::chain& steps) {
  auto made = network.links[steps.front().piece];
  double longest = made.length_km;
  if (steps.front().reversed) {
    std::ranges::reverse(made.points);
    std::swap(made.from, made.to);
  }
  for (std::size_t i = 1; i < steps.size(); ++i) {
    const auto& next = network.links[steps[i].piece];
    auto points = next.points;
    if (steps[i].reversed) std::ranges::reverse(points);
    made.points.insert(made.points.end(), points.begin() + 1, points.end());
    made.to = steps[i].reversed ? next.from : next.to;
    made.length_km += next.length_km;
    made.free_time_h += next.free_time_h;
    made.fee_usd_per_vehicle += next.fee_usd_per_vehicle;
    made.fee_usd_per_t += next.fee_usd_per_t;
    made.length_assumed = made.length_assumed || next.length_assumed;
    made.speed_assumed = made.speed_assumed || next.speed_assumed;
    if (next.length_km <= longest) continue;
    longest = next.length_km;
    made.name = next.name;
  }
  return made;
}

}  // namespace

double length_of(const line& points) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i)
    sum += osm::distance_km(osm::place_at(points[i][0], points[i][1]),
                            osm::place_at(points[i + 1][0], points[i + 1][1]));
  return sum;
}

void join_ends(drawn_network& network, std::span<const drawn_node> given, double snap_m) {
  // Each place that a line ends at, with how many do, in the order of the lines.
  std::map<point, std::uint32_t> number_of;
  std::vector<std::pair<point, std::size_t>> places;
  const auto place_of = [&](const point& at) {
    const auto [found, fresh] = number_of.insert({at, static_cast<std::uint32_t>(places.size())});
    if (fresh) places.push_back({at, 0});
    ++places[found->second].second;
    return found->second;
  };
  for (auto& link : network.links) {
    link.from = place_of(link.points.front());
    link.to = place_of(link.points.back());
  }
  std::vector<std::uint32_t> order(places.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::stable_sort(order,
                           [&](auto a, auto b) { return places[a].second > places[b].second; });
  sphere_grid nodes(snap_m);
  for (const auto& node : given) {
    (void)nodes.add(node.at);
    network.nodes.push_back(node);
  }
  std::vector<std::uint32_t> node_of(places.size());
  for (const auto place : order) {
    const auto& at = places[place].first;
    const auto near = nodes.nearest(at);
    node_of[place] = near ? *near : nodes.add(at);
    if (!near) network.nodes.push_back({at, false, {}, {}, {}, {}});
    const double moved = metres(in_space(at), in_space(nodes.place(node_of[place])));
    if (moved == 0) continue;
    network.report.ends_joined += places[place].second;
    network.report.farthest_m = std::max(network.report.farthest_m, moved);
  }
  for (auto& link : network.links) {
    link.from = node_of[link.from];
    link.to = node_of[link.to];
    link.points.front() = nodes.place(link.from);
    link.points.back() = nodes.place(link.to);
  }
}

void drop_rings(drawn_network& network, double snap_m) {
  auto& report = network.report;
  std::erase_if(network.links, [&](const drawn_link& link) {
    if (link.from != link.to) return false;
    ++(length_of(link.points) * 1000 <= 2 * snap_m ? report.zero_length : report.rings);
    return true;
  });
}

void drop_duplicates(drawn_network& network, double snap_m) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::string, bool>, std::vector<double>> seen;
  const auto before = network.links.size();
  std::erase_if(network.links, [&](const drawn_link& link) {
    const auto [from, to] = ends_of(link);
    auto& lengths = seen[{from, to, link.mode, link.one_way}];
    const double least_off = std::max(link.length_km / 100, snap_m / 1000);
    const bool is_there = std::ranges::any_of(
        lengths, [&](double other) { return std::abs(other - link.length_km) <= least_off; });
    if (!is_there) lengths.push_back(link.length_km);
    return is_there;
  });
  network.report.duplicates += before - network.links.size();
}

void drop_parallel(drawn_network& network) {
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::string, bool>, std::size_t> shortest;
  for (std::size_t i = 0; i < network.links.size(); ++i) {
    const auto& link = network.links[i];
    const auto [from, to] = ends_of(link);
    const auto [at, fresh] = shortest.insert({{from, to, link.mode, link.one_way}, i});
    if (!fresh && link.length_km < network.links[at->second].length_km) at->second = i;
  }
  std::vector<bool> stays(network.links.size(), false);
  for (const auto& [key, link] : shortest) stays[link] = true;
  std::vector<drawn_link> kept;
  for (std::size_t i = 0; i < network.links.size(); ++i)
    if (stays[i]) kept.push_back(std::move(network.links[i]));
  network.report.parallel += network.links.size() - kept.size();
  network.links = std::move(kept);
}

void contract(drawn_network& network, const std::vector<bool>& kept) {
  std::map<std::vector<std::string>, std::uint32_t> keys;
  std::vector<osm::piece> pieces;
  for (const auto& link : network.links)
    pieces.push_back({link.from, link.to, key_of(keys, link), link.one_way});
  std::vector<drawn_link> made;
  for (const auto& steps : osm::join_pieces(pieces, kept)) {
    network.report.contracted += steps.size() - 1;
    made.push_back(joined(network, steps));
  }
  network.links = std::move(made);
}

void finish(drawn_network& network) {
  constexpr std::uint32_t none = UINT32_MAX;
  std::vector<std::uint32_t> number(network.nodes.size(), none);
  std::vector<drawn_node> nodes;
  const auto take = [&](std::uint32_t& node) {
    if (number[node] == none) {
      number[node] = static_cast<std::uint32_t>(nodes.size());
      nodes.push_back(network.nodes[node]);
    }
    node = number[node];
  };
  for (std::uint32_t node = 0; node < network.nodes.size(); ++node)
    if (auto own = node; network.nodes[node].given) take(own);
  std::vector<std::size_t> ends;
  for (auto& link : network.links)
    for (auto* const end : {&link.from, &link.to}) {
      take(*end);
      ends.resize(nodes.size(), 0);
      ++ends[*end];
    }
  network.nodes = std::move(nodes);
  network.report.dangles = static_cast<std::size_t>(std::ranges::count(ends, std::size_t{1}));
  for (const auto& link : network.links) network.report.length_km += link.length_km;
  count_islands(network);
}

}  // namespace amur::gis
