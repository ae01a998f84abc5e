#pragma once
// Cells of a raster, such as the depth of a flood, and what lies on them.

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/network_files.h"

namespace amur::gis {

/// A band of a GeoTIFF in whatever coordinate system it says, its cells read where they are asked
/// for. Copies share what was read; not for several threads at once.
class hazard_raster {
 public:
  /// An error where the file is no GeoTIFF, has no such band, no coordinate system or no places of
  /// its cells. `band` from 1.
  [[nodiscard]] static std::optional<hazard_raster> open(const std::filesystem::path& path,
                                                         int band, diagnostics& report);

  /// The highest value of the cells that a line of longitudes and latitudes, or a point alone,
  /// meets; no number where it meets none with data. Between two points a line leads straight in
  /// degrees. Throws `no_answer` where cells can't be read.
  [[nodiscard]] double highest(const std::vector<cases::lon_lat>& line) const;

 private:
  class cells;
  explicit hazard_raster(std::shared_ptr<cells> opened) : cells_(std::move(opened)) {}
  std::shared_ptr<cells> cells_;
};

}  // namespace amur::gis
