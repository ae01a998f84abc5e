#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_vsi.h>
#include <fmt/format.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_core.h>

#include <memory>

#include "amur/case/country_codes.h"
#include "amur/osm/borders.h"
#include "amur/text/file.h"

namespace amur::osm {
namespace {

struct dataset_closer {
  void operator()(void* dataset) const { GDALClose(dataset); }
};
using dataset = std::unique_ptr<void, dataset_closer>;

std::string country_of_fields(OGRFeatureH feature) {
  for (const char* name :
       {"iso_a3_eh", "iso_a3", "adm0_a3", "iso3", "country", "iso_a2", "iso2", "id"}) {
    const int field = OGR_F_GetFieldIndex(feature, name);
    if (field < 0) continue;
    std::string code = OGR_F_GetFieldAsString(feature, field);
    if (const auto known = cases::alpha3_of(code); !known.empty()) return known;
  }
  // What Natural Earth draws apart though ISO 3166 has no code for it.
  const int name = OGR_F_GetFieldIndex(feature, "name");
  const std::string called = name < 0 ? "" : OGR_F_GetFieldAsString(feature, name);
  return called == "Somaliland" ? "SOM" : called == "N. Cyprus" ? "CYP" : "";
}

void collect_rings(OGRGeometryH shape, std::vector<ring>& to) {
  const int parts = OGR_G_GetGeometryCount(shape);
  for (int i = 0; i < parts; ++i) collect_rings(OGR_G_GetGeometryRef(shape, i), to);
  const auto kind = wkbFlatten(OGR_G_GetGeometryType(shape));
  if (kind != wkbLineString && kind != wkbLinearRing) return;
  ring points;
  for (int i = 0; i < OGR_G_GetPointCount(shape); ++i) {
    const double x = OGR_G_GetX(shape, i), y = OGR_G_GetY(shape, i);
    if (x >= -180.0001 && x <= 180.0001 && y >= -90.0001 && y <= 90.0001)
      points.push_back(place_at(x, y));
  }
  if (points.size() >= 3) to.push_back(std::move(points));
}

void add_feature(OGRFeatureH feature, border_knowledge& to) {
  const auto code = country_of_fields(feature);
  const auto shape = OGR_F_GetGeometryRef(feature);
  if (code.empty() || !shape) return;
  const auto kind = wkbFlatten(OGR_G_GetGeometryType(shape));
  if (kind != wkbPolygon && kind != wkbMultiPolygon && kind != wkbGeometryCollection) return;
  std::vector<ring> rings;
  collect_rings(shape, rings);
  const auto country = to.map.number_of(code);
  to.map.add_shape(country, rings);
  to.whole.push_back(code);
  for (auto& points : rings) {
    points.push_back(points.front());
    to.map.add_line({std::move(points), {country}, country});
  }
}

std::optional<border_knowledge> borders_of(const std::string& path, const std::string& name,
                                           diagnostics& report) {
  GDALAllRegister();
  CPLPushErrorHandler(CPLQuietErrorHandler);
  const dataset opened(
      GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr));
  border_knowledge made;
  if (opened)
    for (int i = 0; i < GDALDatasetGetLayerCount(opened.get()); ++i) {
      const auto layer = GDALDatasetGetLayer(opened.get(), i);
      OGR_L_ResetReading(layer);
      while (const auto feature = OGR_L_GetNextFeature(layer)) {
        add_feature(feature, made);
        OGR_F_Destroy(feature);
      }
    }
  const std::string why = CPLGetLastErrorMsg();
  CPLPopErrorHandler();
  if (made.map.empty()) {
    report.error(name, 0, "", "",
                 opened ? "there is no polygon with a country's code"
                        : "this can't be read as polygons" + (why.empty() ? "" : ": " + why),
                 "GeoPackage, GeoJSON, TopoJSON or Shapefile in degrees, with the ISO 3166 code in "
                 "a field iso_a3_eh, iso_a3, adm0_a3, iso3, country, iso_a2, iso2 or id");
    return std::nullopt;
  }
  return made;
}

}  // namespace

std::optional<border_knowledge> borders_of_file(const std::filesystem::path& file,
                                                diagnostics& report) {
  const auto name = file.filename().string();
  if (!text::is_regular_file(file, name, report)) return std::nullopt;
  return borders_of(file.string(), name, report);
}

std::optional<border_knowledge> borders_of_text(std::string_view text, const std::string& name,
                                                diagnostics& report) {
  const auto path = "/vsimem/amur-borders/" + name;
  std::string copy(text);
  VSIFCloseL(VSIFileFromMemBuffer(path.c_str(), reinterpret_cast<GByte*>(copy.data()), copy.size(),
                                  FALSE));
  auto made = borders_of(path, name, report);
  VSIUnlink(path.c_str());
  return made;
}

}  // namespace amur::osm
