#pragma once
// Lines as they were drawn made into a network: ends joined, doubles taken out, lines cut where
// they meet, and what does not fit counted.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "amur/gis/feature_table.h"

namespace amur::gis {

/// A line, or a part of one, with all that may differ between two. NaN: not said.
struct drawn_link {
  std::size_t row = 0;  ///< of the features, from 0
  std::string id, name;
  std::string mode, class_name;
  bool one_way = false;  ///< leads from the first point to the last
  double length_km = 0, free_time_h = 0, capacity_pce_per_day = 0;
  double fee_usd_per_vehicle = 0, fee_usd_per_t = 0;
  std::string delay, alpha, beta;
  bool length_assumed = false, speed_assumed = false;
  line points;
  std::uint32_t from = 0, to = 0;  ///< nodes
};

struct drawn_node {
  point at{};
  bool given = false;  ///< has a row of its own
  std::string id, name, country, type;
};

enum class split_rule { none, ends, crossings };

struct topology_options {
  double snap_m = 1;
  split_rule split = split_rule::none;
};

struct network_island {
  std::string mode;
  std::size_t links = 0;
  double length_km = 0;
  std::uint32_t node = 0;  ///< its first
};

struct topology_report {
  std::size_t lines = 0;
  std::size_t ends_joined = 0;  ///< that lay apart, by up to the tolerance
  double farthest_m = 0;        ///< that an end was moved
  std::size_t zero_length = 0, rings = 0, duplicates = 0, parallel = 0;  ///< left out
  std::size_t ends_on_lines = 0;  ///< that touch a line between its ends, and aren't joined
  std::size_t crossings_without_node = 0;
  std::size_t cuts = 0;        ///< made where lines touch or cross
  std::size_t contracted = 0;  ///< places at which two links became one
  std::size_t dangles = 0;     ///< nodes with one link
  double length_km = 0;
  std::vector<network_island> islands;  ///< parts of a mode's network beside its largest
};

struct drawn_network {
  std::vector<drawn_node> nodes;
  std::vector<drawn_link> links;
  topology_report report;
};

/// Ends within `snap_m` of each other become one node: of the places where most lines end first,
/// each takes in what is near and has no node yet, so no end moves farther than that. `given` are
/// nodes already, and take what is near them first.
void join_ends(drawn_network& network, std::span<const drawn_node> given, double snap_m);

/// Cuts lines where another's end lies on them within the tolerance, and where two cross, as far as
/// `split` says; counts what is left. Length and hours go with the length drawn.
void cut_lines(drawn_network& network, const topology_options& options);

/// Without links from a node to itself.
void drop_rings(drawn_network& network, double snap_m);

/// Without links that are there twice: the same nodes, mode and direction, and a length that
/// differs by less than a hundredth or the tolerance.
void drop_duplicates(drawn_network& network, double snap_m);

/// Of several links of a mode and direction between the same nodes the shortest stays.
void drop_parallel(drawn_network& network);

/// Joins links at nodes where two alike end and nothing else; `kept` nodes stay.
void contract(drawn_network& network, const std::vector<bool>& kept);

/// Takes out nodes without a link that have no row of their own, puts the others in the order in
/// which links name them, given ones first, and counts dangles, islands and length.
void finish(drawn_network& network);

/// Kilometres along a line on the WGS 84 ellipsoid.
[[nodiscard]] double length_of(const line& points);

}  // namespace amur::gis
