#include "amur/gis/gis_export.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cmath>
#include <functional>
#include <memory>
#include <system_error>
#include <variant>

#include "amur/case/case_names.h"
#include "amur/gmns/gmns_words.h"
#include "amur/text/staged_output.h"

namespace amur::gis {
namespace {

struct map_failed {
  std::string what;
};

void require_map(bool done, const std::string& what) {
  if (!done) throw map_failed{what};
}

using cell = std::variant<double, std::string>;

struct map_column {
  const char* name;
  const char* short_name;  ///< of a Shapefile, which takes ten letters
  bool is_number;
};

const std::vector<map_column> node_columns = {{"node_id", "node_id", false},
                                              {"name", "name", false},
                                              {"country", "country", false},
                                              {"node_type", "node_type", false}};
const std::vector<map_column> link_columns = {{"link_id", "link_id", false},
                                              {"name", "name", false},
                                              {"from_node_id", "from_node", false},
                                              {"to_node_id", "to_node", false},
                                              {"directed", "directed", false},
                                              {"mode", "mode", false},
                                              {"length_km", "length_km", true},
                                              {"free_time_h", "free_h", true},
                                              {"capacity_pce_per_day", "cap_pce_d", true},
                                              {"delay", "delay", false},
                                              {"alpha", "alpha", true},
                                              {"beta", "beta", true},
                                              {"fee_usd_per_vehicle", "fee_veh", true},
                                              {"fee_usd_per_t", "fee_t", true}};
const std::vector<map_column> flow_columns = {
    {"t_ab", "t_ab", true},           {"t_ba", "t_ba", true},     {"pass_ab", "pass_ab", true},
    {"pass_ba", "pass_ba", true},     {"veh_ab", "veh_ab", true}, {"veh_ba", "veh_ba", true},
    {"pce_ab", "pce_ab", true},       {"pce_ba", "pce_ba", true}, {"time_h_ab", "time_h_ab", true},
    {"time_h_ba", "time_h_ba", true}, {"use_ab", "use_ab", true}, {"use_ba", "use_ba", true}};

std::vector<cell> cells_of(const cases::case_data& data, const cases::link& link,
                           const std::map<std::string, carried>& flows) {
  std::vector<cell> cells = {link.id,
                             link.name,
                             data.nodes[link.from].id,
                             data.nodes[link.to].id,
                             link.both_ways ? "false" : "true",
                             data.modes[link.mode].id,
                             link.length_km,
                             link.free_time_h,
                             link.capacity_pce_per_day,
                             cases::to_string(link.delay),
                             link.alpha,
                             link.beta,
                             link.fee_usd_per_vehicle,
                             link.fee_usd_per_t};
  if (flows.empty()) return cells;
  const auto found = flows.find(link.id);
  for (const auto part : {&carried::way::t, &carried::way::passengers, &carried::way::vehicles,
                          &carried::way::pce, &carried::way::time_h, &carried::way::utilisation})
    for (std::size_t way = 0; way < 2; ++way)
      cells.emplace_back(std::in_place_type<double>,
                         found == flows.end() ? std::nan("") : found->second.ways[way].*part);
  return cells;
}

class layer_writer {
 public:
  layer_writer(GDALDatasetH to, const char* name, const std::vector<map_column>& columns,
               OGRwkbGeometryType type, bool short_names) {
    const auto wgs84 = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(wgs84, 4326);
    OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
    // Of the drivers each takes what it knows: all digits of places, texts in UTF-8.
    char digits[] = "COORDINATE_PRECISION=15", code[] = "ENCODING=UTF-8";
    char* options[] = {digits, code, nullptr};
    layer_ = GDALDatasetCreateLayer(to, name, wgs84, type, options);
    OSRRelease(wgs84);
    require_map(layer_ != nullptr, std::string("layer '") + name + "' can't be made");
    for (const auto& column : columns) {
      const auto field = OGR_Fld_Create(short_names ? column.short_name : column.name,
                                        column.is_number ? OFTReal : OFTString);
      const bool made = OGR_L_CreateField(layer_, field, FALSE) == OGRERR_NONE;
      OGR_Fld_Destroy(field);
      require_map(made, std::string("column '") + column.name + "' can't be made");
    }
  }

  void add(const std::vector<cell>& cells, OGRGeometryH shape) {
    const auto feature = OGR_F_Create(OGR_L_GetLayerDefn(layer_));
    for (int i = 0; i < static_cast<int>(cells.size()); ++i) {
      const auto& each = cells[static_cast<std::size_t>(i)];
      if (const auto* number = std::get_if<double>(&each)) {
        if (std::isfinite(*number)) OGR_F_SetFieldDouble(feature, i, *number);
      } else {
        OGR_F_SetFieldString(feature, i, std::get<std::string>(each).c_str());
      }
    }
    OGR_F_SetGeometryDirectly(feature, shape);
    const bool made = OGR_L_CreateFeature(layer_, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    require_map(made, "a feature can't be written");
  }

 private:
  OGRLayerH layer_;
};

void write_node_layer(GDALDatasetH to, const char* name, const cases::case_data& data,
                      bool short_names) {
  layer_writer layer(to, name, node_columns, wkbPoint, short_names);
  for (const auto& node : data.nodes) {
    const auto place = OGR_G_CreateGeometry(wkbPoint);
    OGR_G_SetPoint_2D(place, 0, node.longitude, node.latitude);
    layer.add({node.id, node.name, node.country, node.type}, place);
  }
}

void write_link_layer(GDALDatasetH to, const char* name, const cases::case_data& data,
                      const std::map<std::string, carried>& flows, bool short_names) {
  auto columns = link_columns;
  if (!flows.empty()) columns.insert(columns.end(), flow_columns.begin(), flow_columns.end());
  layer_writer layer(to, name, columns, wkbLineString, short_names);
  for (const auto& link : data.links) {
    const auto shape = OGR_G_CreateGeometry(wkbLineString);
    for (int i = 0; i < static_cast<int>(link.geometry.size()); ++i) {
      const auto& at = link.geometry[static_cast<std::size_t>(i)];
      OGR_G_SetPoint_2D(shape, i, at[0], at[1]);
    }
    layer.add(cells_of(data, link, flows), shape);
  }
}

const char* driver_of(const std::filesystem::path& output) {
  const auto extension = gmns::lowered(output.extension().string());
  return extension == ".gpkg"                              ? "GPKG"
         : extension == ".shp"                             ? "ESRI Shapefile"
         : extension == ".geojson" || extension == ".json" ? "GeoJSON"
                                                           : nullptr;
}

std::filesystem::path nodes_beside(const std::filesystem::path& output) {
  auto beside = output;
  beside.replace_filename(output.stem().string() + "_nodes" + output.extension().string());
  return beside;
}

// One file, or the files of one Shapefile, made beside their target and then put in place.
void write_staged(const std::filesystem::path& target, const char* driver_name,
                  const std::function<void(GDALDatasetH, const std::string&)>& fill) {
  const auto stem = target.stem().string();
  text::staged_output staged(target, target.filename().string());
  require_map(staged.problem().empty(), staged.problem());
  const auto why = text::why_no_file_goes_to(text::followed(target));
  require_map(why.empty(), why);
  const auto driver = GDALGetDriverByName(driver_name);
  require_map(driver != nullptr, std::string("GDAL has no driver ") + driver_name);
  const auto made = GDALCreate(driver, staged.path().c_str(), 0, 0, 0, GDT_Unknown, nullptr);
  require_map(made != nullptr, "the file can't be made");
  try {
    fill(made, stem);
  } catch (const map_failed&) {
    GDALClose(made);
    throw;
  }
  GDALClose(made);
  require_map(CPLGetLastErrorType() < CE_Failure, "the file can't be completed");
  std::vector<std::filesystem::path> others;
  for (const auto& each : std::filesystem::directory_iterator(staged.path().parent_path()))
    if (each.path() != staged.path() && each.path().stem() == stem) others.push_back(each.path());
  for (const auto& other : others) {
    text::staged_output place(target.parent_path() / other.filename(), other.filename().string());
    std::error_code code;
    if (place.problem().empty()) std::filesystem::rename(other, place.path(), code);
    require_map(place.problem().empty() && !code, "a file beside it can't be made");
    const auto problem = place.put_in_place();
    require_map(problem.empty(), problem);
  }
  const auto problem = staged.put_in_place();
  require_map(problem.empty(), problem);
}

}  // namespace

std::vector<std::filesystem::path> files_of_export(const std::filesystem::path& output) {
  if (gmns::lowered(output.extension().string()) == ".gpkg") return {output};
  return {output, nodes_beside(output)};
}

bool export_gis(const cases::case_data& data, const std::map<std::string, carried>& flows,
                const std::filesystem::path& output, diagnostics& report) {
  const auto* const driver = driver_of(output);
  if (!driver) {
    report.error(output.string(), 0, "", output.extension().string(),
                 "the ending says no format of maps", ".gpkg, .shp, .geojson");
    return false;
  }
  GDALAllRegister();
  CPLPushErrorHandler(CPLQuietErrorHandler);
  CPLErrorReset();
  // A GeoPackage's own time stamp would differ between two runs.
  CPLSetConfigOption("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z");
  const bool is_package = std::string_view(driver) == "GPKG";
  const bool is_shape = !is_package && std::string_view(driver) != "GeoJSON";
  std::string problem;
  try {
    write_staged(output, driver, [&](GDALDatasetH to, const std::string& stem) {
      if (is_package) write_node_layer(to, "nodes", data, false);
      write_link_layer(to, is_package ? "links" : stem.c_str(), data, flows, is_shape);
    });
    if (!is_package)
      write_staged(nodes_beside(output), driver, [&](GDALDatasetH to, const std::string& stem) {
        write_node_layer(to, stem.c_str(), data, is_shape);
      });
  } catch (const map_failed& failure) {
    const std::string why = CPLGetLastErrorMsg();
    problem = failure.what + (why.empty() ? "" : ": " + why);
  }
  CPLPopErrorHandler();
  if (problem.empty()) return true;
  report.error(output.string(), 0, "", "", "the map can't be written: " + problem,
               "a path in a folder that can be written, on a disk with room");
  return false;
}

}  // namespace amur::gis
