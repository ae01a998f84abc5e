#pragma once
// Countries from the relations of extracts, or from a file of polygons.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/osm/country_map.h"
#include "amur/osm/raw_network.h"

namespace amur::osm {

struct border_knowledge {
  country_map map;
  std::vector<std::string> whole;  ///< countries whose border is all there, from relations
  std::vector<std::string> gaps;   ///< sentences on pieces that were closed by a straight line
};

/// States (admin_level 2) of which the extracts hold at least four fifths of the border's ways and
/// all but a tenth of its length have a shape; of their neighbours the line between is known.
/// Places outside all shapes are in the country beyond the next border line.
[[nodiscard]] border_knowledge borders_of_extracts(const raw_network& network);

/// Polygons that GDAL reads (GeoPackage, GeoJSON, TopoJSON, Shapefile), with the country's ISO 3166
/// code in a field named iso_a3_eh, iso_a3, adm0_a3, iso3, country, iso_a2, iso2 or id.
[[nodiscard]] std::optional<border_knowledge> borders_of_file(const std::filesystem::path& file,
                                                              diagnostics& report);

/// The same from memory, as `borders_of_file` reads it from a file of this name.
[[nodiscard]] std::optional<border_knowledge> borders_of_text(std::string_view text,
                                                              const std::string& name,
                                                              diagnostics& report);

}  // namespace amur::osm
