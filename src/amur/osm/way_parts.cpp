#include "amur/osm/way_parts.h"

#include <algorithm>
#include <set>
#include <unordered_map>

namespace amur::osm {
namespace {

constexpr double shortest_stay_km = 0.3;
constexpr double control_beside_km = 5;

// Streets and lanes that end beside a border mostly end there.
bool may_lead_beyond(const way_kind& kind) {
  return kind.class_name != "unclassified" && kind.class_name != "residential";
}

}  // namespace

std::vector<way_part> located_parts(const raw_network& raw, std::size_t& cut_ways) {
  std::vector<way_part> parts;
  for (std::uint32_t number = 0; number < raw.ways.size(); ++number) {
    const auto& way = raw.ways[number];
    way_part part{number, way.first, 0};
    const auto finish = [&](std::size_t at) {
      part.count = static_cast<std::uint32_t>(at - part.first);
      if (part.count >= 2) parts.push_back(part);
      part.first = at + 1;
    };
    bool cut = false;
    for (std::size_t at = way.first; at < way.first + way.count; ++at)
      if (!raw.located[raw.way_nodes[at]]) {
        finish(at);
        cut = true;
      }
    finish(way.first + way.count);
    cut_ways += cut ? 1 : 0;
  }
  return parts;
}

std::vector<std::uint8_t> segment_ends(const raw_network& raw, const std::vector<way_part>& parts) {
  std::vector<std::uint8_t> ends(raw.node_ids.size(), 0);
  for (const auto& part : parts)
    for (std::size_t i = 0; i < part.count; ++i) {
      auto& count = ends[raw.way_nodes[part.first + i]];
      const int more = i == 0 || i + 1 == part.count ? 1 : 2;
      count = static_cast<std::uint8_t>(std::min(3, count + more));
    }
  return ends;
}

std::vector<country_number> node_countries(const raw_network& raw,
                                           const std::vector<way_part>& parts,
                                           const country_map& map) {
  std::vector<country_number> country(raw.node_ids.size(), nowhere);
  std::vector<bool> asked(raw.node_ids.size(), false);
  for (const auto& part : parts)
    for (std::size_t i = 0; i < part.count; ++i) {
      const auto node = raw.way_nodes[part.first + i];
      if (asked[node]) continue;
      asked[node] = true;
      country[node] = map.country_at(raw.places[node]);
    }
  const auto ends = segment_ends(raw, parts);
  for (const auto& part : parts) {
    const auto node = [&](std::size_t i) { return raw.way_nodes[part.first + i]; };
    for (std::size_t i = 1; i < part.count; ++i) {
      const auto home = country[node(i - 1)];
      if (country[node(i)] == home) continue;
      double stay_km = distance_km(raw.places[node(i - 1)], raw.places[node(i)]);
      std::size_t back = i;
      while (back < part.count && country[node(back)] != home && ends[node(back)] == 2 &&
             stay_km < shortest_stay_km && back + 1 < part.count) {
        stay_km += distance_km(raw.places[node(back)], raw.places[node(back + 1)]);
        ++back;
      }
      if (country[node(back)] != home || stay_km >= shortest_stay_km) continue;
      for (std::size_t k = i; k < back; ++k) country[node(k)] = home;
    }
  }
  return country;
}

border_plan plan_borders(const raw_network& raw, const std::vector<way_part>& parts,
                         const std::vector<std::uint8_t>& ends_at,
                         const std::vector<country_number>& country, const country_map& map,
                         double edge_km) {
  border_plan plan;
  std::vector<place> known;
  const auto is_known = [&](place at, double within_km) {
    return std::ranges::any_of(known,
                               [&](place other) { return distance_km(at, other) < within_km; });
  };
  for (const auto& part : parts)
    for (std::size_t i = 1; i < part.count; ++i) {
      const auto before = raw.way_nodes[part.first + i - 1], node = raw.way_nodes[part.first + i];
      if (country[before] == country[node] || country[before] == nowhere ||
          country[node] == nowhere)
        continue;
      plan.changes.push_back({before, node});
      known.push_back(raw.places[node]);
    }
  // What ends beside a border and beside a way over it is that way's end beyond.
  for (const auto& part : parts) {
    if (edge_km <= 0 || !may_lead_beyond(raw.kinds[raw.ways[part.way].kind])) continue;
    for (const auto node :
         {raw.way_nodes[part.first], raw.way_nodes[part.first + part.count - 1]}) {
      const auto at = raw.places[node];
      if (ends_at[node] != 1 || !map.has_shape(country[node])) continue;
      const auto border = map.nearest(at, edge_km);
      if (!border || is_known(at, edge_km)) continue;
      const auto beyond = map.beyond(at, *border, country[node]);
      if (beyond != nowhere) plan.ends.push_back({node, border->at, beyond});
    }
  }
  for (const auto& end : plan.ends) known.push_back(raw.places[end.node]);
  std::unordered_map<std::int64_t, place> controls;
  for (const auto& control : raw.controls)
    if (std::ranges::none_of(
            known, [&](place at) { return distance_km(at, control.at) < control_beside_km; }))
      controls.insert({control.node, control.at});
  if (controls.empty()) return plan;
  for (const auto& part : parts)
    for (std::size_t i = 0; i < part.count; ++i) {
      const auto node = raw.way_nodes[part.first + i];
      if (controls.erase(raw.node_ids[node]) == 0) continue;
      const auto beside = raw.way_nodes[part.first + (i + 1 < part.count ? i + 1 : i - 1)];
      plan.controls.push_back({node, beside});
    }
  return plan;
}

}  // namespace amur::osm
