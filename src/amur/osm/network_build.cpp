#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "amur/osm/contraction.h"
#include "amur/osm/crossing_groups.h"
#include "amur/osm/way_parts.h"

namespace amur::osm {
namespace {

constexpr double same_place_beyond_km = 0.5;
constexpr double least_length_km = 0.01;

/// Where a piece lies: nodes `first` to `last` of a way, in the order of the way.
struct piece_place {
  std::uint32_t way = 0;
  std::size_t first = 0, last = 0;
  bool against = false;      ///< its one direction is against the way's
  std::uint32_t number = 0;  ///< of its way's pieces, from 1
};

std::uint64_t pair_of(std::uint32_t a, std::uint32_t b) {
  return (std::uint64_t{std::min(a, b)} << 32) | std::max(a, b);
}

std::string lower_code(std::string code) {
  for (char& letter : code) letter = static_cast<char>(letter - 'A' + 'a');
  return code;
}

class builder {
 public:
  builder(const raw_network& raw, const border_knowledge& borders, const defaults_table& defaults,
          const build_options& options)
      : raw_(raw), borders_(borders), defaults_(defaults), options_(options) {}

  built_network build();

 private:
  void build_mode(const std::string& mode, const std::vector<way_part>& parts);
  void cut_parts(const std::vector<way_part>& parts, const std::vector<std::uint8_t>& ends);
  void add_piece(std::uint32_t way, std::size_t first, std::size_t last);
  void add_link(const std::string& mode, const chain& steps);
  void add_piece_to(built_link& link, const piece_place& at, double& longest_km) const;
  void add_ends(const std::string& mode, const std::vector<end_at_border>& ends,
                std::size_t first_link);
  void finish_nodes();
  std::uint32_t key_of(std::uint32_t kind);
  double way_length_km(const raw_way& way) const;

  const raw_network& raw_;
  const border_knowledge& borders_;
  const defaults_table& defaults_;
  const build_options& options_;
  built_network made_;
  std::vector<country_number> country_;
  std::vector<built_node> beyond_;  // numbers go on behind the extracts' nodes
  std::vector<crossing_link> crossing_links_;
  std::vector<std::uint32_t> key_kinds_;
  // Of the mode at hand:
  std::vector<bool> kept_;
  std::set<std::uint64_t> changes_;
  std::map<std::uint64_t, std::uint32_t> controls_;  // segments beside a control, and its node
  std::vector<piece> pieces_;
  std::vector<piece_place> piece_places_;
};

std::uint32_t builder::key_of(std::uint32_t kind) {
  const auto& wanted = raw_.kinds[kind];
  for (std::uint32_t key = 0; key < key_kinds_.size(); ++key) {
    const auto& other = raw_.kinds[key_kinds_[key]];
    if (other.mode == wanted.mode && other.class_name == wanted.class_name &&
        other.toll == wanted.toll)
      return key;
  }
  key_kinds_.push_back(kind);
  return static_cast<std::uint32_t>(key_kinds_.size() - 1);
}

double builder::way_length_km(const raw_way& way) const {
  double sum = 0;
  for (std::size_t at = way.first; at + 1 < way.first + way.count; ++at)
    sum += distance_km(raw_.places[raw_.way_nodes[at]], raw_.places[raw_.way_nodes[at + 1]]);
  return sum;
}

void builder::add_piece(std::uint32_t way, std::size_t first, std::size_t last) {
  const auto& kind = raw_.kinds[raw_.ways[way].kind];
  // A ring by itself is cut in two, so that no link ends where it starts.
  if (raw_.way_nodes[first] == raw_.way_nodes[last]) {
    const auto middle = (first + last) / 2;
    if (middle == first) return;
    kept_[raw_.way_nodes[middle]] = true;
    add_piece(way, first, middle);
    add_piece(way, middle, last);
    return;
  }
  const bool against = kind.direction == way_direction::backward;
  const bool follows = !piece_places_.empty() && piece_places_.back().way == way;
  piece_places_.push_back(
      {way, first, last, against, follows ? piece_places_.back().number + 1 : 1});
  pieces_.push_back({raw_.way_nodes[against ? last : first], raw_.way_nodes[against ? first : last],
                     key_of(raw_.ways[way].kind), kind.direction != way_direction::both});
}

void builder::cut_parts(const std::vector<way_part>& parts, const std::vector<std::uint8_t>& ends) {
  for (const auto& part : parts) {
    auto from = part.first;
    for (auto at = part.first + 1; at < part.first + part.count; ++at) {
      const auto node = raw_.way_nodes[at];
      if (at + 1 < part.first + part.count && ends[node] == 2 && !kept_[node]) continue;
      add_piece(part.way, from, at);
      from = at;
    }
  }
}

void builder::add_piece_to(built_link& link, const piece_place& at, double& longest_km) const {
  const auto& way = raw_.ways[at.way];
  const auto& kind = raw_.kinds[way.kind];
  const auto& usual = *defaults_.find(kind.class_name);
  double length = 0;
  for (auto i = at.first; i < at.last; ++i)
    length += distance_km(raw_.places[raw_.way_nodes[i]], raw_.places[raw_.way_nodes[i + 1]]);
  double speed = kind.speed_kmh;
  if (speed <= 0) {
    link.speed_assumed = link.speed_assumed || kind.duration_h <= 0;
    speed = usual.speed_kmh;
    if (kind.unpaved) speed = std::min(speed, defaults_.find(unpaved_row)->speed_kmh);
  }
  const double way_km = kind.duration_h > 0 ? way_length_km(way) : 0;
  link.free_time_h += way_km > 0 ? kind.duration_h * length / way_km : length / speed;
  if (std::isfinite(usual.capacity_pce_per_lane_per_day)) {
    const bool both = kind.direction == way_direction::both;
    const double lanes = kind.lanes > 0 ? kind.lanes / (both ? 2 : 1) : usual.lanes_each_way;
    link.lanes_assumed = true;  // what a lane takes always is
    const double capacity = lanes * usual.capacity_pce_per_lane_per_day;
    if (std::isfinite(capacity) &&
        (link.capacity_pce_per_day <= 0 || capacity < link.capacity_pce_per_day))
      link.capacity_pce_per_day = capacity;
  }
  const double toll = kind.toll ? defaults_.find(toll_row)->fee_usd_per_vehicle_km : 0;
  for (const double per_km : {toll, usual.fee_usd_per_vehicle_km})
    if (std::isfinite(per_km)) link.fee_usd_per_vehicle += per_km * length;
  link.length_km += length;
  if (kind.bridge) link.bridge_km += length;
  if (kind.unpaved) link.unpaved_km += length;
  if (length > longest_km && way.name != 0) {
    longest_km = length;
    link.name = way.name;
  }
}

void builder::add_link(const std::string& mode, const chain& steps) {
  built_link link;
  double longest_km = -1;
  for (const auto& step : steps) {
    const auto& at = piece_places_[step.piece];
    add_piece_to(link, at, longest_km);
    const bool turned = at.against != step.reversed;
    for (auto i = at.first; i <= at.last; ++i) {
      const auto node = raw_.way_nodes[turned ? at.first + at.last - i : i];
      if (link.line.empty() || i > at.first) link.line.push_back(raw_.places[node]);
    }
  }
  const auto& first = steps.front();
  const auto& last = steps.back();
  const auto& start = pieces_[first.piece];
  const auto& at = piece_places_[first.piece];
  link.from = first.reversed ? start.to : start.from;
  link.to = last.reversed ? pieces_[last.piece].from : pieces_[last.piece].to;
  link.one_way = start.one_way;
  link.kind = raw_.ways[at.way].kind;
  link.id = fmt::format("{}-{}-{}", mode, raw_.ways[at.way].id, at.number);
  const auto ends = pair_of(link.from, link.to);
  const auto control = controls_.find(ends);
  const bool at_control = control != controls_.end();
  if (at_control || changes_.contains(ends))
    crossing_links_.push_back(
        {static_cast<std::uint32_t>(made_.links.size()), country_[link.from], country_[link.to],
         at_control ? crossing_origin::border_control : crossing_origin::change_of_country,
         raw_.places[at_control ? control->second : std::min(link.from, link.to)]});
  made_.links.push_back(std::move(link));
}

void builder::add_ends(const std::string& mode, const std::vector<end_at_border>& ends,
                       std::size_t first_link) {
  std::unordered_map<std::uint32_t, std::size_t> link_at;
  for (auto i = first_link; i < made_.links.size(); ++i)
    for (const auto node : {made_.links[i].from, made_.links[i].to}) link_at[node] = i;
  const auto first_beyond = beyond_.size();
  for (const auto& end : ends) {
    const auto found = link_at.find(end.node);
    if (found == link_at.end()) continue;
    auto beyond = first_beyond;
    while (beyond < beyond_.size() &&
           (beyond_[beyond].country != end.beyond ||
            distance_km(beyond_[beyond].at, end.beyond_at) > same_place_beyond_km))
      ++beyond;
    if (beyond == beyond_.size())
      beyond_.push_back({fmt::format("{}-n{}-{}", mode, raw_.node_ids[end.node],
                                     lower_code(borders_.map.code_of(end.beyond))),
                         end.beyond_at, end.beyond, true});
    const auto& inside = made_.links[found->second];
    const auto outer = static_cast<std::uint32_t>(raw_.node_ids.size() + beyond);
    built_link link;
    link.id = fmt::format("{}-n{}-border", mode, raw_.node_ids[end.node]);
    link.kind = inside.kind;
    link.name = inside.name;
    link.one_way = inside.one_way;
    const bool inwards = inside.one_way && inside.from == end.node;
    link.from = inwards ? outer : end.node;
    link.to = inwards ? end.node : outer;
    link.line = {raw_.places[end.node], beyond_[beyond].at};
    if (inwards) std::ranges::reverse(link.line);
    link.length_km = std::max(least_length_km, distance_km(link.line[0], link.line[1]));
    link.free_time_h = link.length_km / defaults_.find(raw_.kinds[link.kind].class_name)->speed_kmh;
    link.capacity_pce_per_day = inside.capacity_pce_per_day;
    link.speed_assumed = link.lanes_assumed = link.made_up = true;
    crossing_links_.push_back({static_cast<std::uint32_t>(made_.links.size()), country_[end.node],
                               end.beyond, crossing_origin::end_at_border, raw_.places[end.node]});
    made_.links.push_back(std::move(link));
  }
}

void builder::build_mode(const std::string& mode, const std::vector<way_part>& parts) {
  const auto ends = segment_ends(raw_, parts);
  kept_.assign(raw_.node_ids.size(), false);
  pieces_.clear();
  piece_places_.clear();
  changes_.clear();
  controls_.clear();
  border_plan plan;
  // A river that is a border lies in both countries.
  if (mode != "river")
    plan = plan_borders(raw_, parts, ends, country_, borders_.map, options_.edge_km);
  for (const auto& [before, after] : plan.changes) {
    kept_[before] = kept_[after] = true;
    changes_.insert(pair_of(before, after));
  }
  for (const auto& [control, beside] : plan.controls) {
    kept_[control] = kept_[beside] = true;
    controls_.insert({pair_of(control, beside), control});
  }
  cut_parts(parts, ends);
  const auto first_link = made_.links.size();
  for (const auto& steps : join_pieces(pieces_, kept_)) add_link(mode, steps);
  add_ends(mode, plan.ends, first_link);
}

// Nodes that links have get numbers from 0.
void builder::finish_nodes() {
  const auto known = static_cast<std::uint32_t>(raw_.node_ids.size());
  std::vector<bool> used(known + beyond_.size(), false), at_border(used);
  for (const auto& link : made_.links) used[link.from] = used[link.to] = true;
  for (const auto& each : crossing_links_)
    for (const auto node : {made_.links[each.link].from, made_.links[each.link].to})
      at_border[node] = true;
  std::vector<std::uint32_t> number(used.size());
  for (std::uint32_t node = 0; node < used.size(); ++node) {
    if (!used[node]) continue;
    number[node] = static_cast<std::uint32_t>(made_.nodes.size());
    made_.nodes.push_back(node >= known
                              ? beyond_[node - known]
                              : built_node{fmt::format("n{}", raw_.node_ids[node]),
                                           raw_.places[node], country_[node], at_border[node]});
  }
  for (auto& link : made_.links) {
    link.from = number[link.from];
    link.to = number[link.to];
  }
}

built_network builder::build() {
  const auto parts = located_parts(raw_, made_.cut_ways);
  country_ = node_countries(raw_, parts, borders_.map);
  std::set<std::string> modes;
  for (const auto& way : raw_.ways) modes.insert(raw_.kinds[way.kind].mode);
  made_.modes.assign(modes.begin(), modes.end());
  for (const auto& mode : made_.modes) {
    std::vector<way_part> own;
    for (const auto& part : parts)
      if (raw_.kinds[raw_.ways[part.way].kind].mode == mode) own.push_back(part);
    build_mode(mode, own);
  }
  finish_nodes();
  made_.crossings = group_crossings(crossing_links_, made_.links, raw_, borders_.map);
  find_gauge_breaks(raw_, defaults_, made_);
  made_.islands = find_islands(made_, raw_);
  return std::move(made_);
}

}  // namespace

built_network build_network(const raw_network& raw, const border_knowledge& borders,
                            const defaults_table& defaults, const build_options& options) {
  return builder(raw, borders, defaults, options).build();
}

}  // namespace amur::osm
