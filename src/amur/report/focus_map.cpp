// The map of a briefing.

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "amur/report/focus.h"
#include "amur/report/map_frame.h"

namespace amur::report {
namespace {

constexpr std::size_t places_around = 16;  // the nearest ones that a map shows with a crossing

using point = std::array<double, 2>;

// Both directions of a link as one line.
std::map<std::string, map_line> lines_of(const told_result& told) {
  std::map<std::string, map_line> lines;
  for (const auto& link : told.links) {
    auto& line = lines[link.link_id];
    line.mode = link.mode;
    line.value += link.t;
    if (line.points.empty() || link.direction == "forward") line.points = link.points;
  }
  return lines;
}

std::map<std::string, point> places_of(const told_result& told) {
  std::map<std::string, point> places;
  for (const auto& link : told.links)
    if (!link.points.empty()) places.emplace(link.from_node_id, link.points.front());
  return places;
}

// The middle of each crossing of the focus, where its links are drawn.
std::vector<map_label> crossing_labels(const told_result& told, const focus_crossings& focus,
                                       const std::map<std::string, map_line>& lines) {
  std::vector<map_label> labels;
  if (focus.crossings.empty()) return labels;
  std::set<std::string> named;
  for (const auto& row : told.pages
                             .rows("SELECT crossing_id, link_id FROM links WHERE crossing_id IN (" +
                                       sql_list(focus) + ")",
                                   "tt")
                             .rows) {
    const auto line = lines.find(text(row[1]));
    const auto crossing = std::ranges::find(focus.crossings, text(row[0]), &focus_crossing::id);
    if (line == lines.end() || line->second.points.empty() || crossing == focus.crossings.end() ||
        !named.insert(crossing->id).second)
      continue;
    const auto& points = line->second.points;
    const auto &first = points[(points.size() - 1) / 2], &second = points[points.size() / 2];
    labels.push_back(
        {crossing->name, (first[0] + second[0]) / 2, (first[1] + second[1]) / 2, true});
  }
  return labels;
}

// The crossings and the places nearest to them.
std::vector<point> window_around(const std::vector<map_label>& crossings,
                                 const std::map<std::string, point>& places) {
  std::vector<point> window;
  for (const auto& label : crossings) window.push_back({label.longitude, label.latitude});
  std::vector<std::pair<double, point>> near;
  std::set<point> seen;
  for (const auto& [id, at] : places) {
    if (!seen.insert(at).second) continue;
    double nearest = 1;
    for (const auto& label : crossings) {
      const auto a = projected(at[0], at[1]), b = projected(label.longitude, label.latitude);
      nearest = std::min(nearest, std::hypot(a[0] - b[0], a[1] - b[1]));
    }
    near.emplace_back(nearest, at);
  }
  std::ranges::sort(near);
  for (std::size_t i = 0; i < std::min(near.size(), places_around); ++i)
    window.push_back(near[i].second);
  return window;
}

}  // namespace

std::string focus_map(const asked_report& asked, const focus_crossings& focus) {
  auto lines = lines_of(asked.now);
  const auto places = places_of(asked.now);
  flow_map map;
  map.labels = crossing_labels(asked.now, focus, lines);
  if (focus.is_stated && !map.labels.empty()) map.window = window_around(map.labels, places);
  for (const auto& row : asked.now.pages
                             .rows("SELECT node_id, name FROM nodes ORDER BY node_type = 'city' "
                                   "DESC, node_type",
                                   "tt")
                             .rows)
    if (const auto at = places.find(text(row[0])); at != places.end())
      map.labels.push_back({text(row[1]), at->second[0], at->second[1]});
  map.shows_changes = asked.before != nullptr;
  map.title = asked.before ? "What changed, tonnes a day by link" : "Tonnes a day by link";
  if (asked.before)
    for (const auto& [id, line] : lines_of(*asked.before)) {
      const auto [at, is_gone] = lines.try_emplace(id, line);
      at->second.value = is_gone ? -line.value : at->second.value - line.value;
    }
  for (auto& [id, line] : lines) map.lines.push_back(std::move(line));
  return draw(map, asked.land);
}

}  // namespace amur::report
