#pragma once
// Lines of a map, or of a CSV, written as a case folder.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/gis/feature_table.h"
#include "amur/gis/fields.h"
#include "amur/gis/topology.h"

namespace amur::gis {

struct gis_request {
  std::filesystem::path file, output;
  std::string layer;
  std::filesystem::path nodes;  ///< empty: a layer `nodes` of the file, where links name nodes
  std::string nodes_layer;
  place_columns places;
  field_names fields;
  std::string crs;
  std::string length_unit, speed_unit, time_unit;  ///< empty: as columns say, else guessed
  bool capacity_per_hour = false;
  std::string mode = "road";        ///< of links that say none
  std::optional<double> speed_kmh;  ///< the same
  std::optional<double> snap_m;     ///< given: ends are joined by place even if they name nodes
  split_rule split = split_rule::none;
  bool contract = false, drop_parallel = false;
  std::string country;            ///< of all nodes that name none; empty: by polygons
  std::filesystem::path borders;  ///< polygons of countries; empty: those built in
  std::string_view built_in;
};

struct gis_crossing {
  std::string id, name, link;
};

struct gis_summary {
  std::string file, layer;
  field_names fields;         ///< columns that were read, by role
  bool ends_by_name = false;  ///< links name their nodes
  std::string length_unit, speed_unit;
  bool length_guessed = false;
  std::size_t lengths_assumed = 0, speeds_assumed = 0;
  drawn_network network;
  std::vector<std::string> modes, countries;
  std::vector<gis_crossing> crossings;
};

/// The folder must not exist, or be empty; it is whole or isn't there.
[[nodiscard]] std::optional<gis_summary> import_gis(const gis_request& request,
                                                    diagnostics& report);

}  // namespace amur::gis
