#include "amur/gis/fields.h"

#include <algorithm>

#include "amur/gmns/gmns_words.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::gis {

std::span<const field_role> field_roles() {
  // Names of a case first, then as shapefiles cut them, then those of other programs.
  static const std::vector<field_role> roles = {
      {"id", "--id-field", "Id of a link", {"link_id", "edge_id", "osm_id", "id"}},
      {"name", "--name-field", "Name", {"name", "road_name", "street", "ref"}},
      {"mode", "--mode-field", "Mode", {"mode"}},
      {"class",
       "--class-field",
       "Class of road, as OpenStreetMap has them, which speeds follow where none is said",
       {"highway", "fclass", "class", "facility_type", "facility_t", "road_class", "link_type"}},
      {"from",
       "--from-field",
       "Id of the node where the link starts",
       {"from_node_id", "from_node", "from_node_", "a_node", "anode", "init_node"}},
      {"to",
       "--to-field",
       "Id of the node where it ends",
       {"to_node_id", "to_node", "b_node", "bnode", "term_node"}},
      {"length",
       "--length-field",
       "Length, in --length-unit",
       {"length_km", "length_m", "length_mi", "length", "shape_leng", "shape_length", "distance",
        "len", "km"}},
      {"time",
       "--time-field",
       "Free time, in --time-unit",
       {"free_time_h", "free_h", "time_h", "hours", "time_min", "minutes", "time_s"}},
      {"speed",
       "--speed-field",
       "Free speed, in --speed-unit",
       {"free_speed", "speed_kmh", "speed_kph", "speed_mph", "speed", "maxspeed", "max_speed",
        "speed_lim", "kmh"}},
      {"oneway",
       "--oneway-field",
       "Direction: yes, no, 1, 0, -1, true, false, F, T, B, FT, TF",
       {"oneway", "one_way", "directed", "direction", "dir"}},
      {"capacity",
       "--capacity-field",
       "Capacity, cars each way in --capacity-per",
       {"capacity_pce_per_day", "cap_pce_d"}},
      {"fee", "--fee-field", "USD that a vehicle pays", {"fee_usd_per_vehicle", "fee_veh", "toll"}},
      {"fee_t", nullptr, "USD that a tonne pays", {"fee_usd_per_t", "fee_t"}},
      {"delay", nullptr, "How hours grow", {"delay"}},
      {"alpha", nullptr, "Of the delay", {"alpha"}},
      {"beta", nullptr, "Of the delay", {"beta"}},
      {"node-id", "--node-id-field", "Id of a node", {"node_id", "id"}, true},
      {"node-name", "--node-name-field", "Its name", {"name", "city", "label"}, true},
      {"node-country",
       "--node-country-field",
       "Its country, by an ISO 3166 code",
       {"country", "iso3", "iso_a3", "iso3c"},
       true},
      {"node-type", "--node-type-field", "Its type, as in nodes.csv", {"node_type", "type"}, true},
  };
  return roles;
}

field_names find_fields(const table& cells, const field_names& given, bool of_nodes,
                        diagnostics& report) {
  field_names found;
  for (const auto& role : field_roles()) {
    if (role.of_nodes != of_nodes) continue;
    const auto asked = given.find(role.role);
    if (asked != given.end() && !asked->second.empty()) {
      if (asked->second == "none") continue;
      if (cells.column(asked->second) != table::npos)
        found[role.role] = asked->second;
      else
        report.error(cells.file, 1, role.option, asked->second,
                     text::with_nearest("there is no such column", asked->second, cells.columns),
                     text::join(cells.columns));
      continue;
    }
    for (const auto& usual : role.usual) {
      const auto column = std::ranges::find_if(
          cells.columns, [&](const auto& name) { return gmns::lowered(name) == usual; });
      if (column == cells.columns.end()) continue;
      found[role.role] = *column;
      break;
    }
  }
  return found;
}

}  // namespace amur::gis
