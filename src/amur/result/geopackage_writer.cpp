#include "amur/result/geopackage_writer.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <memory>
#include <new>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "amur/result/antimeridian.h"
#include "amur/result/result_query.h"
#include "amur/result/schema.h"
#include "amur/text/staged_output.h"

namespace amur::result {
namespace {

// Gathers GDAL's messages, which would otherwise go to standard error.
class gdal_messages {
 public:
  gdal_messages() { CPLPushErrorHandlerEx(&gdal_messages::take, this); }
  ~gdal_messages() { CPLPopErrorHandler(); }
  gdal_messages(const gdal_messages&) = delete;
  gdal_messages& operator=(const gdal_messages&) = delete;
  [[nodiscard]] const std::string& first() const { return first_; }

 private:
  static void CPL_STDCALL take(CPLErr level, CPLErrorNum, const char* message) {
    auto* self = static_cast<gdal_messages*>(CPLGetErrorHandlerUserData());
    if (level >= CE_Failure && self->first_.empty()) self->first_ = message;
    if (level != CE_Fatal) return;
    // GDAL would abort, as it does where memory runs out; so what prints must need none.
    text::remove_all_staged();
    for (const std::string_view part : {"error: the result can't be written: ", message, "\n"})
      if (::write(STDERR_FILENO, part.data(), part.size()) < 0) break;
    ::_exit(1);
  }
  std::string first_;
};

// GDAL's own objects throw nothing; a failed call ends the write by this.
struct write_failed {
  std::string what;
};

void require(bool done, const std::string& what) {
  if (done) return;
  // SQLite's words; the disk is not at fault.
  if (std::string_view(CPLGetLastErrorMsg()).ends_with("out of memory")) throw std::bad_alloc();
  throw write_failed{what};
}

using dataset = std::unique_ptr<GDALDataset>;

void register_driver() {
  static const bool once = [] {
    RegisterOGRGeoPackage();
    return true;
  }();
  (void)once;
}

bool crosses_antimeridian(const result_table& table) {
  return std::any_of(table.geometry.begin(), table.geometry.end(),
                     [](const auto& line) { return parts_at_antimeridian(line).size() > 1; });
}

std::unique_ptr<OGRLineString> line_of(const line_part& points) {
  auto line = std::make_unique<OGRLineString>();
  line->setNumPoints(static_cast<int>(points.size()));
  for (std::size_t i = 0; i < points.size(); ++i)
    line->setPoint(static_cast<int>(i), points[i][0], points[i][1]);
  return line;
}

OGRLayer* create_layer(GDALDataset& data, const result_table& table) {
  const bool spatial = table.geometry_type != geometry_kind::none;
  OGRSpatialReference wgs84;
  require(wgs84.importFromEPSG(4326) == OGRERR_NONE, "longitude and latitude are not known");
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  char spatial_variant[] = "ASPATIAL_VARIANT=GPKG_ATTRIBUTES";
  char column[] = "GEOMETRY_NAME=geometry";
  char* attribute_options[] = {spatial_variant, nullptr};
  char* feature_options[] = {column, nullptr};
  const auto type = table.geometry_type == geometry_kind::point  ? wkbPoint
                    : table.geometry_type != geometry_kind::line ? wkbNone
                    : crosses_antimeridian(table)                ? wkbMultiLineString
                                                                 : wkbLineString;
  auto* layer = data.CreateLayer(table.name.c_str(), spatial ? &wgs84 : nullptr, type,
                                 spatial ? feature_options : attribute_options);
  require(layer != nullptr, "table '" + table.name + "' can't be created");
  for (const auto& column_values : table.columns) {
    const auto kind = column_values.values.index() == 0   ? OFTReal
                      : column_values.values.index() == 1 ? OFTInteger64
                                                          : OFTString;
    OGRFieldDefn field(column_values.name.c_str(), kind);
    require(layer->CreateField(&field) == OGRERR_NONE,
            "column '" + table.name + "." + column_values.name + "' can't be created");
  }
  return layer;
}

// One kind of geometry a table: where any line is in parts, all are.
void set_geometry(OGRFeature& feature, const result_table& table, std::size_t row, bool in_parts) {
  const auto& points = table.geometry[row];
  if (table.geometry_type == geometry_kind::point) {
    feature.SetGeometryDirectly(new OGRPoint(points.at(0)[0], points.at(0)[1]));
    return;
  }
  if (!in_parts) {
    feature.SetGeometryDirectly(line_of(points).release());
    return;
  }
  auto lines = std::make_unique<OGRMultiLineString>();
  for (const auto& part : parts_at_antimeridian(points))
    lines->addGeometryDirectly(line_of(part).release());
  feature.SetGeometryDirectly(lines.release());
}

void write_table(GDALDataset& data, const result_table& table) {
  auto* layer = create_layer(data, table);
  const std::size_t rows = table.row_count();
  const bool in_parts = wkbFlatten(layer->GetGeomType()) == wkbMultiLineString;
  const std::unique_ptr<OGRFeature, void (*)(OGRFeature*)> feature(
      OGRFeature::CreateFeature(layer->GetLayerDefn()), &OGRFeature::DestroyFeature);
  for (std::size_t row = 0; row < rows; ++row) {
    feature->Reset();
    for (int i = 0; i < static_cast<int>(table.columns.size()); ++i) {
      const auto& values = table.columns[static_cast<std::size_t>(i)].values;
      if (const auto* numbers = std::get_if<std::vector<double>>(&values)) {
        if (std::isnan((*numbers)[row]))
          feature->SetFieldNull(i);
        else
          feature->SetField(i, (*numbers)[row]);
      } else if (const auto* integers = std::get_if<std::vector<std::int64_t>>(&values)) {
        feature->SetField(i, static_cast<GIntBig>((*integers)[row]));
      } else {
        feature->SetField(i, std::get<std::vector<std::string>>(values)[row].c_str());
      }
    }
    if (table.geometry_type != geometry_kind::none) set_geometry(*feature, table, row, in_parts);
    require(layer->CreateFeature(feature.get()) == OGRERR_NONE,
            fmt::format("row {} of table '{}' can't be written", row + 1, table.name));
  }
}

void execute(GDALDataset& data, const std::string& sql) {
  CPLErrorReset();
  data.ReleaseResultSet(data.ExecuteSQL(sql.c_str(), nullptr, nullptr));
  require(CPLGetLastErrorType() < CE_Failure, "what its columns say can't be written");
}

// The schema extension of GeoPackage (OGC 12-128r18, F.9) and its registration.
void add_description_tables(GDALDataset& data) {
  execute(data,
          "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, "
          "extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, "
          "CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))");
  execute(data,
          "CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, "
          "name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, "
          "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), "
          "CONSTRAINT gdc_tn UNIQUE (table_name, name))");
  execute(data,
          "CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, "
          "constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, "
          "max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, "
          "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))");
  for (const char* table : {"gpkg_data_columns", "gpkg_data_column_constraints"})
    execute(data, fmt::format("INSERT INTO gpkg_extensions VALUES ('{}', NULL, 'gpkg_schema', "
                              "'http://www.geopackage.org/spec121/#extension_schema', "
                              "'read-write')",
                              table));
}

// What the result's schema says of a table and its columns, for whoever opens the file in QGIS.
void describe(GDALDataset& data, const result_table& table) {
  const auto* schema = find_table_schema(table.name);
  if (!schema) return;
  execute(data, fmt::format("UPDATE gpkg_contents SET description = {} WHERE table_name = {}",
                            sql_text(schema->says), sql_text(table.name)));
  std::string rows;
  for (const auto& column : schema->columns)
    if (std::ranges::find(table.columns, column.name, &result_column::name) != table.columns.end())
      rows += fmt::format("{}({}, {}, {}, {})", rows.empty() ? "" : ", ", sql_text(table.name),
                          sql_text(column.name), sql_text(title_of(column)),
                          sql_text(described_with_unit(column)));
  if (rows.empty()) return;
  execute(
      data,
      "INSERT INTO gpkg_data_columns (table_name, column_name, title, description) VALUES " + rows);
}

enum class described { no, first, again };

void write_tables(GDALDataset& data, const result_tables& tables, described how) {
  require(data.StartTransaction() == OGRERR_NONE, "a transaction can't be started");
  for (const auto& table : tables.tables) write_table(data, table);
  if (how == described::first) add_description_tables(data);
  if (how != described::no)
    for (const auto& table : tables.tables) describe(data, table);
  require(data.CommitTransaction() == OGRERR_NONE, "the tables can't be committed");
}

dataset create(const std::filesystem::path& path) {
  auto* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
  require(driver != nullptr, "GDAL has no GeoPackage driver");
  dataset data(driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  require(data != nullptr, "the file can't be created");
  return data;
}

dataset reopen(const std::filesystem::path& path) {
  dataset data(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
  require(data != nullptr, "the file can't be opened again");
  return data;
}

bool has_places(const result_tables& tables) {
  return std::ranges::any_of(
      tables.tables, [](const auto& table) { return table.geometry_type != geometry_kind::none; });
}

// Closing flushes; an error then is as bad as one before. Where GDAL lacked memory for a table's
// coordinate system, it has written that there is none.
void close(dataset data, const result_tables& tables, const gdal_messages& messages) {
  data->FlushCache(true);
  if (has_places(tables)) {
    auto* unknown = data->ExecuteSQL("SELECT 1 FROM gpkg_geometry_columns WHERE srs_id <> 4326",
                                     nullptr, nullptr);
    const bool good = unknown != nullptr && unknown->GetFeatureCount() == 0;
    data->ReleaseResultSet(unknown);
    require(good, "a table has no coordinate system");
  }
  data.reset();
  require(messages.first().empty(), "the file can't be completed");
}

using stager = std::function<bool(text::staged_output& staged, const gdal_messages& messages)>;

// What `write` does with a temporary beside the path, with every failure reported.
bool stage(const std::filesystem::path& path, const stager& write, diagnostics& report) {
  register_driver();
  text::staged_output staged(path, "result.gpkg");
  const gdal_messages messages;
  // The file's own time stamp would differ between two runs of the same input.
  const CPLConfigOptionSetter date("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z", false);
  const auto fail = [&](const std::string& what) {
    const auto& reason = messages.first();
    report.error(path.string(), 0, "", "",
                 "the result can't be written: " + what + (reason.empty() ? "" : ": " + reason),
                 "a path in a folder that can be written, on a disk with room");
    return false;
  };
  if (!staged.problem().empty()) return fail(staged.problem());
  if (const auto why = text::why_no_file_goes_to(text::followed(path)); !why.empty())
    return fail(why);
  try {
    return write(staged, messages);
  } catch (const write_failed& failure) {
    return fail(failure.what);
  }
}

}  // namespace

bool write_result(const std::filesystem::path& path, const result_tables& tables,
                  const more_tables& more, diagnostics& report) {
  return stage(
      path,
      [&](text::staged_output& staged, const gdal_messages& messages) {
        const auto& temporary = staged.path();
        auto data = create(temporary);
        write_tables(*data, tables, described::first);
        close(std::move(data), tables, messages);
        result_tables added;
        if (more && !more(temporary, added)) return false;
        if (!added.tables.empty()) {
          data = reopen(temporary);
          write_tables(*data, added, described::again);
          close(std::move(data), added, messages);
        }
        if (const auto problem = staged.put_in_place(); !problem.empty())
          throw write_failed{problem};
        return true;
      },
      report);
}

bool with_scratch_result(const std::filesystem::path& path, const result_tables& tables,
                         file_notes notes,
                         const std::function<bool(const std::filesystem::path& temporary)>& use,
                         diagnostics& report) {
  // Nobody misses it after a power cut.
  const CPLConfigOptionSetter unsynced("OGR_SQLITE_SYNCHRONOUS", "OFF", false);
  return stage(
      path,
      [&](const text::staged_output& staged, const gdal_messages& messages) {
        auto data = create(staged.path());
        write_tables(*data, tables, notes == file_notes::none ? described::no : described::first);
        close(std::move(data), tables, messages);
        return use(staged.path());
      },
      report);
}

}  // namespace amur::result
