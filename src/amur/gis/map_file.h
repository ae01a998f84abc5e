#pragma once
// Layers of maps as GDAL reads them.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/gis/feature_table.h"

namespace amur::gis {

/// As read_features, of a file that is no CSV.
[[nodiscard]] std::optional<feature_table> read_map_layer(const std::filesystem::path& path,
                                                          const std::string& layer, shape_kind kind,
                                                          diagnostics& report);

/// "lines", "points" or "areas".
[[nodiscard]] const char* to_string(shape_kind kind);

/// The lines, the point or the rings of a WKT; empty where it has none of this kind.
[[nodiscard]] std::vector<line> parts_of_wkt(const std::string& wkt, shape_kind kind);

}  // namespace amur::gis
