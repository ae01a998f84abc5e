#pragma once
// Links over borders gathered to crossings, and what else is told of a network.

#include <string>
#include <vector>

#include "amur/osm/network_plan.h"

namespace amur::osm {

/// A link that crosses, before it is known which of them are one crossing.
struct crossing_link {
  std::uint32_t link = 0;
  country_number first = nowhere, second = nowhere;
  crossing_origin origin = crossing_origin::change_of_country;
  place at;
};

/// Links of one mode between the same countries within 500 m of the group's first are one crossing;
/// a crossing of roads has the name of a border control beside it, others that of their way.
[[nodiscard]] std::vector<built_crossing> group_crossings(
    const std::vector<crossing_link>& crossing_links, const std::vector<built_link>& links,
    const raw_network& raw, const country_map& map);

/// Parts of each mode's network that hang together in themselves alone, without each mode's
/// largest.
[[nodiscard]] std::vector<island> find_islands(const built_network& network,
                                               const raw_network& raw);

/// Nodes where railways of two gauges meet. Where one ends within a kilometre of another, a link
/// that is made up joins them first.
void find_gauge_breaks(const raw_network& raw, const defaults_table& defaults,
                       built_network& network);

}  // namespace amur::osm
