// Where drawn lines touch and cross, and lines cut there.

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <unordered_map>

#include "amur/gis/sphere_grid.h"
#include "amur/gis/topology.h"

namespace amur::gis {
namespace {

struct segment_of_line {
  point from, to;
  std::uint32_t link = 0, number = 0;  ///< of its first point in the line
};

struct cut {
  std::uint32_t number = 0;  ///< of the segment
  double share = 0;          ///< along it
  std::uint32_t node = 0;
  friend auto operator<=>(const cut&, const cut&) = default;
};

// Segments by cells of longitude and latitude.
class segment_cells {
 public:
  segment_cells(const std::vector<drawn_link>& links, double snap_m);
  [[nodiscard]] const std::vector<segment_of_line>& all() const { return all_; }
  /// Calls `found` with each segment that may lie within so many degrees of a place; some twice.
  template <class Found>
  void near(const point& at, double degrees_x, double degrees_y, Found found) const;
  /// Calls `found` with each pair of segments that share a cell, the lower first; some twice.
  template <class Found>
  void for_pairs(Found found) const;

 private:
  [[nodiscard]] std::int64_t row_of(double degrees) const {
    return static_cast<std::int64_t>(std::floor(degrees / size_));
  }
  [[nodiscard]] static std::int64_t cell(std::int64_t column, std::int64_t row) {
    return column * (std::int64_t{1} << 31) + row;
  }
  double size_ = 1;  ///< degrees
  std::vector<segment_of_line> all_;
  std::map<std::int64_t, std::vector<std::uint32_t>> cells_;
};

segment_cells::segment_cells(const std::vector<drawn_link>& links, double snap_m) {
  double sum = 0, longest = 0;
  for (std::uint32_t link = 0; link < links.size(); ++link)
    for (std::uint32_t i = 0; i + 1 < links[link].points.size(); ++i) {
      const auto &from = links[link].points[i], &to = links[link].points[i + 1];
      // What jumps over the date line lies nowhere in between.
      if (std::abs(to[0] - from[0]) > 180) continue;
      all_.push_back({from, to, link, i});
      const double extent = std::max(std::abs(to[0] - from[0]), std::abs(to[1] - from[1]));
      sum += extent;
      longest = std::max(longest, extent);
    }
  constexpr double least = 1e-5, most_parts = 10000, metres_a_degree = 110000;
  size_ = std::max({least, 2 * sum / static_cast<double>(std::max<std::size_t>(all_.size(), 1)),
                    longest / most_parts, snap_m / metres_a_degree});
  for (std::uint32_t i = 0; i < all_.size(); ++i) {
    const auto& each = all_[i];
    // Pieces no longer than a cell, so that a long slanting line is not in all cells of its box.
    const double extent =
        std::max(std::abs(each.to[0] - each.from[0]), std::abs(each.to[1] - each.from[1]));
    const auto parts = static_cast<int>(extent / size_) + 1;
    const auto at = [&](int part, std::size_t axis) {
      return each.from[axis] + (each.to[axis] - each.from[axis]) * part / parts;
    };
    for (int part = 0; part < parts; ++part) {
      const auto [west, east] = std::minmax({at(part, 0), at(part + 1, 0)});
      const auto [south, north] = std::minmax({at(part, 1), at(part + 1, 1)});
      for (auto column = row_of(west); column <= row_of(east); ++column)
        for (auto row = row_of(south); row <= row_of(north); ++row) {
          auto& in = cells_[cell(column, row)];
          if (in.empty() || in.back() != i) in.push_back(i);
        }
    }
  }
}

template <class Found>
void segment_cells::near(const point& at, double degrees_x, double degrees_y, Found found) const {
  for (auto column = row_of(at[0] - degrees_x); column <= row_of(at[0] + degrees_x); ++column)
    for (auto row = row_of(at[1] - degrees_y); row <= row_of(at[1] + degrees_y); ++row)
      if (const auto in = cells_.find(cell(column, row)); in != cells_.end())
        for (const auto number : in->second) found(all_[number]);
}

template <class Found>
void segment_cells::for_pairs(Found found) const {
  for (const auto& [key, in] : cells_)
    for (std::size_t i = 0; i < in.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const auto [low, high] = std::minmax(in[i], in[j]);
        if (low != high) found(all_[low], all_[high]);
      }
}

double turn_of(const point& a, const point& b, const point& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

// The share along `a` at which it crosses `b`, both within; negative where they don't.
double crossing_share(const segment_of_line& a, const segment_of_line& b) {
  const double p = turn_of(b.from, b.to, a.from), q = turn_of(b.from, b.to, a.to);
  const double r = turn_of(a.from, a.to, b.from), s = turn_of(a.from, a.to, b.to);
  const bool crosses =
      ((p > 0 && q < 0) || (p < 0 && q > 0)) && ((r > 0 && s < 0) || (r < 0 && s > 0));
  return crosses ? p / (p - q) : -1;
}

point along(const segment_of_line& of, double share) {
  return {of.from[0] + share * (of.to[0] - of.from[0]),
          of.from[1] + share * (of.to[1] - of.from[1])};
}

// The share along a segment nearest to a place, on the plane around it.
double nearest_share(const point& at, const segment_of_line& to) {
  const double shrink = std::max(0.01, std::cos(at[1] * std::numbers::pi / 180));
  const double ax = (to.from[0] - at[0]) * shrink, ay = to.from[1] - at[1];
  const double dx = (to.to[0] - to.from[0]) * shrink, dy = to.to[1] - to.from[1];
  const double length2 = dx * dx + dy * dy;
  return length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
}

using cuts_by_link = std::map<std::uint32_t, std::vector<cut>>;

// Nodes that lie on a line between its ends: of each line the nearest place.
cuts_by_link find_touches(const drawn_network& network, const segment_cells& segments,
                          double snap_m) {
  cuts_by_link touches;
  std::vector<bool> ends(network.nodes.size(), false);
  for (const auto& link : network.links) ends[link.from] = ends[link.to] = true;
  for (std::uint32_t node = 0; node < network.nodes.size(); ++node) {
    if (!ends[node] && !network.nodes[node].given) continue;
    const auto& at = network.nodes[node].at;
    const auto space = in_space(at);
    const double degrees = std::max(snap_m, 0.01) / 110000;
    const double wide = degrees / std::max(0.01, std::cos(at[1] * std::numbers::pi / 180));
    std::map<std::uint32_t, std::pair<double, cut>> best;  // by link
    segments.near(at, wide, degrees, [&](const segment_of_line& each) {
      const auto& link = network.links[each.link];
      if (link.from == node || link.to == node) return;
      const double share = nearest_share(at, each);
      const double away = metres(space, in_space(along(each, share)));
      if (away > std::max(snap_m, 0.001)) return;
      const auto [found, fresh] = best.insert({each.link, {away, {each.number, share, node}}});
      if (!fresh && away < found->second.first) found->second = {away, {each.number, share, node}};
    });
    for (const auto& [link, nearest] : best) {
      // Where the line's own end is as near, the two ends are what did not join.
      const auto& of = network.links[link];
      const auto place = nearest.second;
      const auto last = of.points.size() - 2;
      const bool at_end =
          (place.number == 0 && place.share == 0) || (place.number == last && place.share == 1);
      if (!at_end) touches[link].push_back(place);
    }
  }
  return touches;
}

// Where lines cross between their points, each once; a node is made at each.
cuts_by_link find_crossings(drawn_network& network, const segment_cells& segments, double snap_m,
                            std::size_t& count) {
  std::map<std::array<std::uint32_t, 4>, std::array<double, 2>> crossings;
  segments.for_pairs([&](const segment_of_line& a, const segment_of_line& b) {
    if (a.link == b.link || network.links[a.link].mode != network.links[b.link].mode) return;
    const double share = crossing_share(a, b);
    if (share < 0) return;
    // A crossing beside an end is a touch, or a node that both have.
    const auto at = in_space(along(a, share));
    for (const auto link : {a.link, b.link})
      for (const auto node : {network.links[link].from, network.links[link].to})
        if (metres(at, in_space(network.nodes[node].at)) <= snap_m) return;
    crossings[{a.link, a.number, b.link, b.number}] = {share, crossing_share(b, a)};
  });
  count = crossings.size();
  cuts_by_link cuts;
  for (const auto& [key, shares] : crossings) {
    const auto& points = network.links[key[0]].points;
    const segment_of_line first{points[key[1]], points[key[1] + 1], key[0], key[1]};
    const auto node = static_cast<std::uint32_t>(network.nodes.size());
    network.nodes.push_back({along(first, shares[0]), false, {}, {}, {}, {}});
    cuts[key[0]].push_back({key[1], shares[0], node});
    cuts[key[2]].push_back({key[3], shares[1], node});
  }
  return cuts;
}

// The parts of a link between its cuts, in order.
std::vector<drawn_link> parts_of_link(const drawn_network& network, const drawn_link& link,
                                      std::vector<cut> cuts) {
  std::ranges::sort(cuts);
  std::vector<drawn_link> parts;
  const double drawn = length_of(link.points);
  auto part = link;
  part.points = {link.points.front()};
  const auto end_part = [&](std::uint32_t node) {
    part.to = node;
    part.points.push_back(network.nodes[node].at);
    const double share = drawn > 0 ? length_of(part.points) / drawn : 0;
    part.length_km = link.length_km * share;
    part.free_time_h = link.free_time_h * share;
    part.fee_usd_per_vehicle = link.fee_usd_per_vehicle * share;
    part.fee_usd_per_t = link.fee_usd_per_t * share;
    part.id = link.id + "." + std::to_string(parts.size() + 1);
    parts.push_back(part);
    part.from = node;
    part.points = {network.nodes[node].at};
  };
  std::size_t next = 1;  // of the points that are still to come
  for (const auto& each : cuts) {
    for (; next <= each.number; ++next) part.points.push_back(link.points[next]);
    end_part(each.node);
  }
  for (; next + 1 < link.points.size(); ++next) part.points.push_back(link.points[next]);
  end_part(link.to);
  return parts;
}

}  // namespace

void cut_lines(drawn_network& network, const topology_options& options) {
  const segment_cells segments(network.links, options.snap_m);
  auto touches = find_touches(network, segments, options.snap_m);
  std::size_t touched = 0, crossed = 0;
  for (const auto& [link, cuts] : touches) touched += cuts.size();
  const auto nodes_before = network.nodes.size();
  auto crossings = find_crossings(network, segments, options.snap_m, crossed);
  cuts_by_link cuts;
  if (options.split != split_rule::none) cuts = std::move(touches);
  if (options.split == split_rule::crossings)
    for (auto& [link, more] : crossings)
      cuts[link].insert(cuts[link].end(), more.begin(), more.end());
  else
    network.nodes.resize(nodes_before);
  network.report.ends_on_lines = options.split == split_rule::none ? touched : 0;
  network.report.crossings_without_node = options.split == split_rule::crossings ? 0 : crossed;
  std::vector<drawn_link> made;
  for (std::uint32_t link = 0; link < network.links.size(); ++link) {
    const auto found = cuts.find(link);
    if (found == cuts.end()) {
      made.push_back(std::move(network.links[link]));
      continue;
    }
    network.report.cuts += found->second.size();
    for (auto& part : parts_of_link(network, network.links[link], found->second))
      made.push_back(std::move(part));
  }
  network.links = std::move(made);
}

}  // namespace amur::gis
