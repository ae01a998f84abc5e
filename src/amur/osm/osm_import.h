#pragma once
// Extracts of OpenStreetMap written as a case folder.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/osm/network_plan.h"

namespace amur::osm {

struct import_request {
  std::vector<extract> files;
  std::filesystem::path output;
  way_choice ways;
  std::filesystem::path borders;   ///< polygons of countries; empty: the extracts' own
  std::string_view built_in;       ///< polygons for extracts without borders, as TopoJSON
  std::filesystem::path defaults;  ///< empty: those built in
  std::optional<double> edge_km;
};

/// Where the countries of an import come from.
enum class border_origin { extracts, file, built_in };

struct import_summary {
  std::vector<std::string> files;  ///< names without folders
  built_network network;
  std::vector<std::string> countries;  ///< that nodes are in
  std::vector<std::string> gaps;
  border_origin borders = border_origin::extracts;
  double edge_km = 0;
  std::size_t closed_to_lorries = 0, sidings = 0;
  /// Kilometres by mode and class of ways, in the order of modes and classes.
  std::vector<std::tuple<std::string, std::string, double>> lengths;
};

/// The folder must not exist, or be empty; it is whole or isn't there.
[[nodiscard]] std::optional<import_summary> import_osm(const import_request& request,
                                                       diagnostics& report);

}  // namespace amur::osm
