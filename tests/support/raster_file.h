#pragma once
// Rasters as GeoTIFF, made for a test.

#include <gdal.h>
#include <ogr_srs_api.h>

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace amur::test {

/// Cells by row from the top; an empty system or transform is left out of the file.
struct raster_cells {
  int columns = 0, rows = 0;
  std::vector<double> values;
  std::string system = "EPSG:4326";
  std::vector<double> transform;  ///< GDAL's six numbers
  double none = -9999;            ///< of cells without data
};

inline void write_raster(const std::filesystem::path& path, const raster_cells& cells) {
  GDALAllRegister();
  const auto driver = GDALGetDriverByName("GTiff");
  const auto made =
      GDALCreate(driver, path.c_str(), cells.columns, cells.rows, 1, GDT_Float64, nullptr);
  if (!made) throw std::runtime_error("no raster at " + path.string());
  if (!cells.system.empty()) {
    const auto system = OSRNewSpatialReference(nullptr);
    OSRSetFromUserInput(system, cells.system.c_str());
    GDALSetSpatialRef(made, system);
    OSRDestroySpatialReference(system);
  }
  auto transform = cells.transform;
  if (!transform.empty()) GDALSetGeoTransform(made, transform.data());
  const auto band = GDALGetRasterBand(made, 1);
  GDALSetRasterNoDataValue(band, cells.none);
  auto values = cells.values;
  const auto written = GDALRasterIO(band, GF_Write, 0, 0, cells.columns, cells.rows, values.data(),
                                    cells.columns, cells.rows, GDT_Float64, 0, 0);
  GDALClose(made);
  if (written != CE_None) throw std::runtime_error("no cells in " + path.string());
}

}  // namespace amur::test
