#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "amur/osm/borders.h"

namespace amur::osm {
namespace {

constexpr double least_share_of_ways = 0.8;
constexpr double most_gap_share = 0.1;

double length_km(const ring& points) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) sum += distance_km(points[i], points[i + 1]);
  return sum;
}

using node_chain = std::vector<std::uint32_t>;

// Ways joined where they share ends, as far as that goes.
std::vector<node_chain> joined_chains(const std::vector<const border_way*>& ways) {
  std::multimap<std::uint32_t, std::size_t> at_end;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    at_end.insert({ways[i]->nodes.front(), i});
    at_end.insert({ways[i]->nodes.back(), i});
  }
  std::vector<bool> used(ways.size(), false);
  const auto extend = [&](node_chain& chain) {
    while (chain.front() != chain.back()) {
      const auto [first, last] = at_end.equal_range(chain.back());
      const auto next =
          std::find_if(first, last, [&](const auto& end) { return !used[end.second]; });
      if (next == last) return;
      used[next->second] = true;
      auto more = ways[next->second]->nodes;
      if (more.front() != chain.back()) std::ranges::reverse(more);
      chain.insert(chain.end(), more.begin() + 1, more.end());
    }
  };
  std::vector<node_chain> chains;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (used[i]) continue;
    used[i] = true;
    auto chain = ways[i]->nodes;
    extend(chain);
    std::ranges::reverse(chain);
    extend(chain);
    chains.push_back(std::move(chain));
  }
  return chains;
}

struct closed_shape {
  std::vector<ring> rings;
  double gap_km = 0;
};

// Open chains are closed by straight lines from end to nearest end.
void close_chains(std::vector<ring> open, closed_shape& to) {
  while (!open.empty()) {
    auto whole = std::move(open.back());
    open.pop_back();
    for (;;) {
      double best = distance_km(whole.back(), whole.front());
      std::size_t next = open.size();
      bool reversed = false;
      for (std::size_t i = 0; i < open.size(); ++i)
        for (const bool turned : {false, true}) {
          const double gap = distance_km(whole.back(), turned ? open[i].back() : open[i].front());
          if (gap < best) {
            best = gap;
            next = i;
            reversed = turned;
          }
        }
      to.gap_km += best;
      if (next == open.size()) break;
      if (reversed) std::ranges::reverse(open[next]);
      whole.insert(whole.end(), open[next].begin(), open[next].end());
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(next));
    }
    to.rings.push_back(std::move(whole));
  }
}

std::optional<closed_shape> shape_of(const country_relation& state, const raw_network& network,
                                     const std::map<std::int64_t, const border_way*>& known) {
  std::vector<const border_way*> present;
  for (const auto id : state.ways)
    if (const auto way = known.find(id); way != known.end()) present.push_back(way->second);
  if (present.empty() || static_cast<double>(present.size()) <
                             least_share_of_ways * static_cast<double>(state.ways.size()))
    return std::nullopt;
  closed_shape shape;
  std::vector<ring> open;
  double total_km = 0;
  for (const auto& chain : joined_chains(present)) {
    ring points;
    for (const auto node : chain) points.push_back(network.places[node]);
    total_km += length_km(points);
    (chain.front() == chain.back() ? shape.rings : open).push_back(std::move(points));
  }
  close_chains(std::move(open), shape);
  if (shape.gap_km > most_gap_share * total_km) return std::nullopt;
  return shape;
}

}  // namespace

border_knowledge borders_of_extracts(const raw_network& network) {
  border_knowledge made;
  // A way that lacks a node is not there.
  std::map<std::int64_t, const border_way*> known;
  for (const auto& way : network.borders)
    if (way.nodes.size() >= 2 &&
        std::ranges::all_of(way.nodes, [&](std::uint32_t node) { return network.located[node]; }))
      known[way.id] = &way;
  std::map<std::int64_t, std::set<country_number>> owners;
  std::set<country_number> whole;
  for (const auto& state : network.countries) {
    const auto country = made.map.number_of(state.country);
    for (const auto way : state.ways)
      if (known.contains(way)) owners[way].insert(country);
    if (whole.contains(country)) continue;
    const auto shape = shape_of(state, network, known);
    if (!shape) continue;
    whole.insert(country);
    made.whole.push_back(state.country);
    made.map.add_shape(country, shape->rings);
    if (shape->gap_km > 0)
      made.gaps.push_back(
          fmt::format("the border of {} lacks {:.1f} km, which straight lines close", state.country,
                      shape->gap_km));
  }
  std::ranges::sort(made.whole);
  for (const auto& [way, countries] : owners) {
    border_line line;
    for (const auto node : known.at(way)->nodes) line.points.push_back(network.places[node]);
    line.countries.assign(countries.begin(), countries.end());
    std::vector<country_number> partial;
    for (const auto country : countries)
      if (!whole.contains(country)) partial.push_back(country);
    if (partial.size() == 1) line.outside = partial.front();
    made.map.add_line(std::move(line));
  }
  return made;
}

}  // namespace amur::osm
