#include "amur/io/geopackage_writer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstring>
#include <memory>

#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace amur::io {
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
  }
  std::string first_;
};

// GDAL's own objects throw nothing; a failed call ends the write by this.
struct write_failed {
  std::string what;
};

void require(bool done, const std::string& what) {
  if (!done) throw write_failed{what};
}

using dataset = std::unique_ptr<GDALDataset>;

void register_driver() {
  static const bool once = [] {
    RegisterOGRGeoPackage();
    // The file's own time stamp would differ between two runs of the same input.
    CPLSetConfigOption("OGR_CURRENT_DATE", "1970-01-01T00:00:00.000Z");
    return true;
  }();
  (void)once;
}

OGRLayer* create_layer(GDALDataset& data, const model::result_table& table) {
  const bool spatial = table.geometry_type != model::geometry_kind::none;
  OGRSpatialReference wgs84;
  wgs84.importFromEPSG(4326);
  wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  char spatial_variant[] = "ASPATIAL_VARIANT=GPKG_ATTRIBUTES";
  char column[] = "GEOMETRY_NAME=geometry";
  char* attribute_options[] = {spatial_variant, nullptr};
  char* feature_options[] = {column, nullptr};
  const auto type = table.geometry_type == model::geometry_kind::point  ? wkbPoint
                    : table.geometry_type == model::geometry_kind::line ? wkbLineString
                                                                        : wkbNone;
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

void set_geometry(OGRFeature& feature, const model::result_table& table, std::size_t row) {
  const auto& points = table.geometry[row];
  if (table.geometry_type == model::geometry_kind::point) {
    feature.SetGeometryDirectly(new OGRPoint(points.at(0)[0], points.at(0)[1]));
    return;
  }
  auto line = std::make_unique<OGRLineString>();
  line->setNumPoints(static_cast<int>(points.size()));
  for (std::size_t i = 0; i < points.size(); ++i)
    line->setPoint(static_cast<int>(i), points[i][0], points[i][1]);
  feature.SetGeometryDirectly(line.release());
}

void write_table(GDALDataset& data, const model::result_table& table) {
  auto* layer = create_layer(data, table);
  const std::size_t rows = table.row_count();
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
    if (table.geometry_type != model::geometry_kind::none) set_geometry(*feature, table, row);
    require(layer->CreateFeature(feature.get()) == OGRERR_NONE,
            fmt::format("row {} of table '{}' can't be written", row + 1, table.name));
  }
}

void write_tables(GDALDataset& data, const model::result_tables& tables) {
  require(data.StartTransaction() == OGRERR_NONE, "a transaction can't be started");
  for (const auto& table : tables.tables) write_table(data, table);
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

// Closing flushes; an error then is as bad as one before.
void close(dataset data, const gdal_messages& messages) {
  data->FlushCache(true);
  data.reset();
  require(messages.first().empty(), "the file can't be completed");
}

void to_disk(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  require(file >= 0, std::strerror(errno));
  const int synced = ::fsync(file);
  const int reason = errno;
  ::close(file);
  require(synced == 0, std::strerror(reason));
}

void remove_temporary(const std::filesystem::path& path) {
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  for (const char* tail : {"-journal", "-wal", "-shm"})
    std::filesystem::remove(path.string() + tail, ignored);
}

}  // namespace

bool write_result(const std::filesystem::path& path, const model::result_tables& tables,
                  const more_tables& more, diagnostics& report) {
  register_driver();
  const std::filesystem::path temporary =
      path.parent_path() / fmt::format(".{}.tmp-{}.gpkg", path.stem().string(), ::getpid());
  const gdal_messages messages;
  const auto fail = [&](const std::string& what) {
    remove_temporary(temporary);
    const auto& reason = messages.first();
    report.error(path.string(), 0, "", "",
                 "the result can't be written: " + what + (reason.empty() ? "" : ": " + reason),
                 "a path in a folder that can be written, on a disk with room");
    return false;
  };
  std::error_code code;
  if (std::filesystem::is_directory(path, code)) return fail("this is a folder");
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(folder, code)) return fail("its folder does not exist");
  if (::access(folder.c_str(), W_OK) != 0) return fail(std::strerror(errno));
  remove_temporary(temporary);
  try {
    auto data = create(temporary);
    write_tables(*data, tables);
    close(std::move(data), messages);
    model::result_tables added;
    if (more && !more(temporary, added)) {
      remove_temporary(temporary);
      return false;
    }
    if (!added.tables.empty()) {
      data = reopen(temporary);
      write_tables(*data, added);
      close(std::move(data), messages);
    }
    to_disk(temporary);
  } catch (const write_failed& failure) {
    return fail(failure.what);
  }
  std::filesystem::rename(temporary, path, code);
  if (code) return fail(code.message());
  return true;
}

}  // namespace amur::io
