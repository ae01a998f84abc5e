#pragma once
// Features of a map's layer, or rows of a CSV, as text with lines and points.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"
#include "amur/case/network_files.h"

namespace amur::gis {

using point = cases::lon_lat;
using line = std::vector<point>;

enum class shape_kind { lines, points, areas };

/// Where a CSV says its places; all empty: in a column of WKT.
struct place_columns {
  std::string from_x, from_y, to_x, to_y;  ///< of lines
  std::string x, y;                        ///< of points
  std::string wkt;                         ///< empty: the first of the usual names
};

/// Cells by column; `shapes[i]` has row i's parts: a line or several, a point
/// alone, or the rings of its areas.
struct feature_table {
  table cells;
  std::vector<std::vector<line>> shapes;
  std::string crs;    ///< as the file says it; empty: it doesn't
  std::string layer;  ///< empty of a CSV
};

/// Reads a layer of GeoPackage, Shapefile, GeoJSON, FlatGeobuf or MapInfo, or a CSV. `layer` empty:
/// the one that has shapes of this kind, if there is just one. A row of a layer is the feature's
/// number, that of a CSV its line. Features of another kind are left out. With `shapes_needed`
/// false a CSV without places is read too.
[[nodiscard]] std::optional<feature_table> read_features(const std::filesystem::path& path,
                                                         const std::string& layer, shape_kind kind,
                                                         const place_columns& columns,
                                                         bool shapes_needed, diagnostics& report);

/// Whether the file has a layer of this name with points.
[[nodiscard]] bool has_point_layer(const std::filesystem::path& path, const std::string& layer);

/// Turns all shapes into degrees: from `crs`, else from what the file says; what says nothing must
/// be in degrees already.
[[nodiscard]] bool turn_to_degrees(feature_table& features, const std::string& crs,
                                   diagnostics& report);

}  // namespace amur::gis
