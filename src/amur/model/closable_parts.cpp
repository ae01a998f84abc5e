#include <algorithm>
#include <cmath>
#include <map>

#include "amur/base/number.h"
#include "amur/model/criticality.h"

namespace amur::model {
namespace {

using point_on_map = std::array<double, 2>;

bool is_within(const hazard_zone& zone, const point_on_map& at) {
  if (zone.highest) return zone.highest({at}) > zone.above;
  bool within = false;
  for (const auto& ring : zone.rings)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
      if ((ring[i][1] > at[1]) != (ring[j][1] > at[1]) &&
          at[0] < (ring[j][0] - ring[i][0]) * (at[1] - ring[i][1]) / (ring[j][1] - ring[i][1]) +
                      ring[i][0])
        within = !within;
  return within;
}

double side_of(const point_on_map& a, const point_on_map& b, const point_on_map& c) {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

bool do_cross(const point_on_map& a, const point_on_map& b, const point_on_map& c,
              const point_on_map& d) {
  return (side_of(a, b, c) > 0) != (side_of(a, b, d) > 0) &&
         (side_of(c, d, a) > 0) != (side_of(c, d, b) > 0);
}

bool touches(const hazard_zone& zone, const std::vector<point_on_map>& line) {
  if (zone.highest) return zone.highest(line) > zone.above;
  if (std::ranges::any_of(line, [&](const point_on_map& at) { return is_within(zone, at); }))
    return true;
  for (const auto& ring : zone.rings)
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
      for (std::size_t p = 1; p < line.size(); ++p)
        if (do_cross(line[p - 1], line[p], ring[j], ring[i])) return true;
  return false;
}

bool is_passable(const network_model& model, std::size_t arc) {
  return std::ranges::any_of(model.problem.classes, [arc](const assign::user_class& user) {
    return std::isfinite(user.fixed_cost_usd_per_t[arc]);
  });
}

// Parts by their row, with the arcs that something could pass.
class part_list {
 public:
  part_list(const case_data& data, const network_model& model) : data_(data), model_(model) {}

  void add_links() {
    id_vector<link_id, closable_part> parts;
    for (const auto& row : data_.links) {
      parts.push_back({part_kind::link, row.id, {}, {}});
    }
    for_links([&](link_id id, std::size_t arc) {
      parts[id].link = id;
      parts[id].arcs.emplace_back(arc);
    });
    take(parts);
  }
  void add_crossings() {
    id_vector<crossing_id, closable_part> parts;
    for (const auto& row : data_.crossings) parts.push_back({part_kind::crossing, row.id, {}, {}});
    for (const auto& direction : model_.crossing_directions)
      for (const auto [arc] : direction.arcs)
        if (is_passable(model_, arc)) parts[direction.crossing].arcs.emplace_back(arc);
    take(parts);
  }
  void add_transfers() {
    id_vector<transfer_id, closable_part> parts;
    for (const auto& row : data_.transfers) parts.push_back({part_kind::transfer, row.id, {}, {}});
    for_transfers([&](transfer_id id, std::size_t arc) {
      if (data_.transfers[id].node.valid()) parts[id].arcs.emplace_back(arc);
    });
    take(parts);
  }
  void add_zone(const hazard_zone& zone) {
    closable_part part{part_kind::zone, zone.id, {}, {}};
    for_links([&](link_id id, std::size_t arc) {
      if (touches(zone, data_.links[id].geometry)) part.arcs.emplace_back(arc);
    });
    for_transfers([&](transfer_id, std::size_t arc) {
      const auto& node = data_.nodes[model_.net.state_node[model_.net.graph.tail[arc]]];
      if (is_within(zone, {node.longitude, node.latitude})) part.arcs.emplace_back(arc);
    });
    found.push_back(std::move(part));
  }

  std::vector<closable_part> found;

 private:
  template <class Use>
  void for_links(Use&& use) const {
    for (std::size_t arc = 0; arc < model_.net.kind.size(); ++arc)
      if (model_.net.kind[arc] != network::arc_kind::change && is_passable(model_, arc))
        use(link_id(model_.net.row[arc]), arc);
  }
  template <class Use>
  void for_transfers(Use&& use) const {
    for (std::size_t arc = 0; arc < model_.net.kind.size(); ++arc)
      if (model_.net.kind[arc] == network::arc_kind::change && is_passable(model_, arc))
        use(model_.change_transfer[model_.net.row[arc]], arc);
  }
  template <class Parts>
  void take(Parts& parts) {
    for (auto& part : parts)
      if (!part.arcs.empty()) found.push_back(std::move(part));
  }

  const case_data& data_;
  const network_model& model_;
};

}  // namespace

const char* to_string(part_kind kind) {
  switch (kind) {
    case part_kind::link:
      return "link";
    case part_kind::crossing:
      return "crossing";
    case part_kind::transfer:
      return "transfer";
    case part_kind::zone:
      break;
  }
  return "zone";
}

double highest_on(const case_data& data, const hazard_zone& zone) {
  double most = no_number;
  const auto take = [&](const std::vector<point_on_map>& line) {
    const double here = zone.highest(line);
    if (!std::isnan(here) && !(most >= here)) most = here;
  };
  for (const auto& link : data.links) take(link.geometry);
  for (const auto& row : data.transfers)
    if (row.node.valid()) take({{data.nodes[row.node].longitude, data.nodes[row.node].latitude}});
  return most;
}

std::vector<closable_part> closable_parts(const case_data& data, const network_model& model,
                                          std::span<const part_kind> kinds,
                                          std::span<const hazard_zone> zones) {
  part_list list(data, model);
  const auto wanted = [&](part_kind kind) { return std::ranges::find(kinds, kind) != kinds.end(); };
  if (wanted(part_kind::link)) list.add_links();
  if (wanted(part_kind::crossing)) list.add_crossings();
  if (wanted(part_kind::transfer)) list.add_transfers();
  for (const auto& zone : zones) list.add_zone(zone);
  return std::move(list.found);
}

}  // namespace amur::model
