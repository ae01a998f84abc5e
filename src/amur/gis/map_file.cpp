#include "amur/gis/map_file.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cmath>
#include <cstring>
#include <memory>

#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::gis {
namespace {

// What opens further files or addresses that a file names stays out.
const char* const map_drivers[] = {"GPKG",       "ESRI Shapefile", "GeoJSON",
                                   "FlatGeobuf", "MapInfo File",   nullptr};

// GDAL's messages are told as findings.
struct quiet_gdal {
  quiet_gdal() {
    GDALAllRegister();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    CPLErrorReset();
  }
  ~quiet_gdal() { CPLPopErrorHandler(); }
  quiet_gdal(const quiet_gdal&) = delete;
  quiet_gdal& operator=(const quiet_gdal&) = delete;
};

struct map_closer {
  void operator()(void* opened) const { GDALClose(opened); }
};
using map_dataset = std::unique_ptr<void, map_closer>;

map_dataset open_map(const std::filesystem::path& path) {
  return map_dataset(
      GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, map_drivers, nullptr, nullptr));
}

void collect_parts(OGRGeometryH shape, shape_kind kind, std::vector<line>& to) {
  const auto type = wkbFlatten(OGR_G_GetGeometryType(shape));
  const bool is_area = type == wkbPolygon || type == wkbMultiPolygon;
  if (type != wkbGeometryCollection && is_area != (kind == shape_kind::areas)) return;
  if (type == wkbPolygon) {
    // Its rings are lines.
    for (int i = 0; i < OGR_G_GetGeometryCount(shape); ++i)
      collect_parts(OGR_G_GetGeometryRef(shape, i), shape_kind::lines, to);
    return;
  }
  const bool is_line = type == wkbLineString && kind == shape_kind::lines;
  const bool is_point = type == wkbPoint && kind == shape_kind::points;
  if (is_line || is_point) {
    line part;
    for (int i = 0; i < OGR_G_GetPointCount(shape); ++i) {
      const point at = {OGR_G_GetX(shape, i), OGR_G_GetY(shape, i)};
      if (part.empty() || part.back() != at || part.size() == 1) part.push_back(at);
    }
    if (part.size() >= (is_line ? 2U : 1U)) to.push_back(std::move(part));
    return;
  }
  for (int i = 0; i < OGR_G_GetGeometryCount(shape); ++i)
    collect_parts(OGR_G_GetGeometryRef(shape, i), kind, to);
}

std::vector<line> parts_of(OGRGeometryH shape, shape_kind kind) {
  std::vector<line> parts;
  if (!shape) return parts;
  if (kind != shape_kind::points && OGR_G_HasCurveGeometry(shape, TRUE)) {
    const auto straight = OGR_G_GetLinearGeometry(shape, 0, nullptr);
    collect_parts(straight, kind, parts);
    OGR_G_DestroyGeometry(straight);
  } else {
    collect_parts(shape, kind, parts);
  }
  return parts;
}

bool may_have(OGRLayerH layer, shape_kind kind) {
  const auto type = wkbFlatten(OGR_L_GetGeomType(layer));
  if (type == wkbUnknown || type == wkbGeometryCollection) return true;
  const auto one = kind == shape_kind::lines    ? wkbCurve
                   : kind == shape_kind::points ? wkbPoint
                                                : wkbSurface;
  const auto many = kind == shape_kind::lines    ? wkbMultiCurve
                    : kind == shape_kind::points ? wkbMultiPoint
                                                 : wkbMultiSurface;
  return OGR_GT_IsSubClassOf(type, one) || OGR_GT_IsSubClassOf(type, many);
}

std::string name_of(OGRLayerH layer) { return OGR_L_GetName(layer); }

OGRLayerH choose_layer(GDALDatasetH opened, const std::string& wanted, shape_kind kind,
                       const std::string& file, diagnostics& report) {
  std::vector<std::string> fitting;
  OGRLayerH found = nullptr;
  for (int i = 0; i < GDALDatasetGetLayerCount(opened); ++i) {
    const auto layer = GDALDatasetGetLayer(opened, i);
    if (!may_have(layer, kind)) continue;
    fitting.push_back(name_of(layer));
    if (wanted.empty() || wanted == fitting.back()) found = layer;
  }
  const char* const words = to_string(kind);
  if (found && (!wanted.empty() || fitting.size() == 1)) return found;
  if (fitting.empty())
    report.error(file, 0, "", "", std::string("there is no layer of ") + words + " in it",
                 std::string("a file with a layer of ") + words);
  else if (wanted.empty())
    report.error(file, 0, "layer", "",
                 std::string("several of its layers have ") + words + ", and none was named",
                 text::join(fitting));
  else
    report.error(file, 0, "layer", wanted, std::string("there is no such layer of ") + words,
                 text::join(fitting));
  return nullptr;
}

std::string system_of(OGRLayerH layer) {
  const auto system = OGR_L_GetSpatialRef(layer);
  char* wkt = nullptr;
  const bool good = system && OSRExportToWkt(system, &wkt) == OGRERR_NONE;
  const std::string text = good && wkt ? wkt : "";
  CPLFree(wkt);
  return text;
}

std::string cell_of(OGRFeatureH feature, int field) {
  if (!OGR_F_IsFieldSetAndNotNull(feature, field)) return {};
  const auto type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field));
  // The shortest digits that read back as the same number.
  if (type == OFTReal) return fmt::format("{}", OGR_F_GetFieldAsDouble(feature, field));
  std::string cell(text::trimmed(OGR_F_GetFieldAsString(feature, field)));
  if (text::find_invalid_utf8(cell) != std::string::npos || cell.find('\0') != std::string::npos)
    return {};
  return cell;
}

bool fail(const std::string& file, const std::string& what, diagnostics& report) {
  const std::string why = CPLGetLastErrorMsg();
  report.error(file, 0, "", "", what + (why.empty() ? "" : ": " + text::shortened(why, 200)),
               "a whole GeoPackage, Shapefile, GeoJSON, FlatGeobuf, MapInfo or CSV file");
  return false;
}

void add_columns(OGRLayerH layer, table& cells) {
  const auto definition = OGR_L_GetLayerDefn(layer);
  for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i)
    cells.columns.push_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
}

bool read_rows(OGRLayerH layer, shape_kind kind, feature_table& made, diagnostics& report) {
  add_columns(layer, made.cells);
  OGR_L_ResetReading(layer);
  CPLErrorReset();
  std::size_t unlike = 0;
  while (const auto feature = OGR_L_GetNextFeature(layer)) {
    auto parts = parts_of(OGR_F_GetGeometryRef(feature), kind);
    const auto number = static_cast<std::size_t>(std::max<GIntBig>(OGR_F_GetFID(feature), 0));
    table_row row{{}, made.cells.file, number, 0};
    for (int i = 0; i < static_cast<int>(made.cells.columns.size()); ++i)
      row.cells.push_back(cell_of(feature, i));
    OGR_F_Destroy(feature);
    for (const auto& part : parts)
      for (const auto& at : part)
        if (!std::isfinite(at[0]) || !std::isfinite(at[1])) {
          report.error(made.cells.file, number, "geometry", "", "a place of it is no number",
                       "finite coordinates");
          return false;
        }
    if (parts.empty()) {
      ++unlike;
      continue;
    }
    made.cells.rows.push_back(std::move(row));
    made.shapes.push_back(std::move(parts));
  }
  if (CPLGetLastErrorType() >= CE_Failure)
    return fail(made.cells.file, "it can't be read to its end", report);
  if (unlike > 0 && wkbFlatten(OGR_L_GetGeomType(layer)) != wkbUnknown)
    report.warning(made.cells.file, 0, "geometry", "",
                   fmt::format("{} features have no {}, and are left out", unlike,
                               std::string(to_string(kind), std::strlen(to_string(kind)) - 1)),
                   to_string(kind));
  return true;
}

}  // namespace

const char* to_string(shape_kind kind) {
  return kind == shape_kind::lines ? "lines" : kind == shape_kind::points ? "points" : "areas";
}

std::optional<feature_table> read_map_layer(const std::filesystem::path& path,
                                            const std::string& layer, shape_kind kind,
                                            diagnostics& report) {
  const quiet_gdal quiet;
  feature_table made;
  made.cells.file = path.filename().string();
  const auto opened = open_map(path);
  if (!opened) {
    (void)fail(made.cells.file, "this can't be read as a map", report);
    return std::nullopt;
  }
  const auto chosen = choose_layer(opened.get(), layer, kind, made.cells.file, report);
  if (!chosen) return std::nullopt;
  made.layer = name_of(chosen);
  made.crs = system_of(chosen);
  if (!read_rows(chosen, kind, made, report)) return std::nullopt;
  return made;
}

bool has_point_layer(const std::filesystem::path& path, const std::string& layer) {
  const quiet_gdal quiet;
  const auto opened = open_map(path);
  if (!opened) return false;
  const auto found = GDALDatasetGetLayerByName(opened.get(), layer.c_str());
  return found && may_have(found, shape_kind::points) &&
         wkbFlatten(OGR_L_GetGeomType(found)) != wkbUnknown;
}

std::vector<line> parts_of_wkt(const std::string& wkt, shape_kind kind) {
  const quiet_gdal quiet;
  OGRGeometryH shape = nullptr;
  std::string copy = wkt;
  char* rest = copy.data();
  std::vector<line> parts;
  if (OGR_G_CreateFromWkt(&rest, nullptr, &shape) == OGRERR_NONE && shape)
    parts = parts_of(shape, kind);
  if (shape) OGR_G_DestroyGeometry(shape);
  for (const auto& part : parts)
    for (const auto& at : part)
      if (!std::isfinite(at[0]) || !std::isfinite(at[1])) return {};
  return parts;
}

}  // namespace amur::gis
