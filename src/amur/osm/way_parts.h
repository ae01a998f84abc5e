#pragma once
// Chosen ways without nodes that the extracts lack, the country of each node, and where borders are
// crossed.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "amur/osm/network_plan.h"

namespace amur::osm {

/// Successive nodes of a way, all of them in the extracts.
struct way_part {
  std::uint32_t way = 0;
  std::size_t first = 0;  ///< in `raw_network::way_nodes`
  std::uint32_t count = 0;
};

/// Ways cut where a node is missing; `cut_ways` counts these.
[[nodiscard]] std::vector<way_part> located_parts(const raw_network& raw, std::size_t& cut_ways);

/// How many ends of segments of a mode each node has, at most 3.
[[nodiscard]] std::vector<std::uint8_t> segment_ends(const raw_network& raw,
                                                     const std::vector<way_part>& parts);

/// The country of each node of the parts. A way that strays over a border for less than 300 m, and
/// meets no other there, stays in its country.
[[nodiscard]] std::vector<country_number> node_countries(const raw_network& raw,
                                                         const std::vector<way_part>& parts,
                                                         const country_map& map);

/// A node of a country with a shape that a way of its mode ends at, beside a border and no way over
/// it.
struct end_at_border {
  std::uint32_t node = 0;
  place beyond_at;
  country_number beyond = nowhere;
};

struct border_plan {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> changes;   ///< segments: country changes
  std::vector<std::pair<std::uint32_t, std::uint32_t>> controls;  ///< segments beside a control
  std::vector<end_at_border> ends;
};

/// Where the parts of one mode lead over borders. A border control counts where no such place is
/// within 5 km.
[[nodiscard]] border_plan plan_borders(const raw_network& raw, const std::vector<way_part>& parts,
                                       const std::vector<std::uint8_t>& ends_at,
                                       const std::vector<country_number>& country,
                                       const country_map& map, double edge_km);

}  // namespace amur::osm
