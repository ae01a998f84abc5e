#pragma once
// The network of an extract: links from junction to junction, their countries, and what crosses
// borders.

#include <cstdint>
#include <string>
#include <vector>

#include "amur/osm/borders.h"
#include "amur/osm/defaults.h"
#include "amur/osm/raw_network.h"

namespace amur::osm {

struct built_link {
  std::string id;
  std::uint32_t kind = 0;  ///< of its first way, in `raw_network::kinds`
  std::uint32_t name = 0;  ///< of its longest way
  std::uint32_t from = 0, to = 0;
  bool one_way = false;
  double length_km = 0, free_time_h = 0;
  double capacity_pce_per_day = 0;  ///< each way; 0: none is known
  double fee_usd_per_vehicle = 0;
  double bridge_km = 0, unpaved_km = 0;
  bool speed_assumed = false, lanes_assumed = false;
  bool made_up = false;  ///< over the border beside which the extract's way ends
  std::vector<place> line;
};

/// Numbers of nodes go on behind those of the extracts: places beyond a border.
struct built_node {
  std::string id;
  place at;
  country_number country = nowhere;
  bool at_border = false;
};

enum class crossing_origin { change_of_country, end_at_border, border_control };

struct built_crossing {
  std::string id, name, mode;
  std::vector<std::uint32_t> links;
  country_number first = nowhere, second = nowhere;
  crossing_origin origin = crossing_origin::change_of_country;
  place at;
};

struct gauge_break {
  std::uint32_t node = 0;
  std::string from_mode, to_mode;
};

struct island {
  std::string mode;
  std::size_t links = 0;
  double length_km = 0;
  std::uint32_t node = 0;  ///< its first
};

struct built_network {
  std::vector<built_node> nodes;  ///< those that a link has, by the extracts' ids
  std::vector<built_link> links;  ///< `from` and `to` in `nodes`
  std::vector<built_crossing> crossings;
  std::vector<gauge_break> gauge_breaks;
  std::vector<island> islands;  ///< all parts of a mode's network but its largest
  std::vector<std::string> modes;
  std::size_t cut_ways = 0;  ///< with nodes that the extracts lack
};

struct build_options {
  double edge_km = 0.4;  ///< a way that ends so near a border leads over it
};

[[nodiscard]] built_network build_network(const raw_network& raw, const border_knowledge& borders,
                                          const defaults_table& defaults,
                                          const build_options& options);

}  // namespace amur::osm
