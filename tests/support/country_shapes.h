#pragma once
// Land and water by the country shapes of world-atlas, as a raster of twentieths of a degree.

#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

namespace amur::test {

class country_shapes {
 public:
  explicit country_shapes(const std::filesystem::path& topojson) : land_(columns * rows, 0) {
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> data(
        GDALDataset::Open(topojson.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY));
    auto* layer = data ? data->GetLayerByName("countries") : nullptr;
    if (!layer) return;
    for (const auto& feature : *layer)
      if (const auto* shape = feature->GetGeometryRef()) add(*shape);
    read_ = true;
  }

  [[nodiscard]] bool read() const { return read_; }
  [[nodiscard]] bool is_land(double longitude, double latitude) const {
    const auto column = std::clamp<long>(std::lround(std::floor((longitude + 180) * per_degree)), 0,
                                         static_cast<long>(columns) - 1);
    const auto row = std::clamp<long>(std::lround(std::floor((latitude + 90) * per_degree)), 0,
                                      static_cast<long>(rows) - 1);
    return land_[static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(column)] != 0;
  }

 private:
  static constexpr double per_degree = 20;
  static constexpr std::size_t columns = 7200, rows = 3600;

  void add(const OGRGeometry& shape) {
    if (wkbFlatten(shape.getGeometryType()) == wkbMultiPolygon) {
      for (const auto* part : *shape.toMultiPolygon()) fill(*part);
    } else if (wkbFlatten(shape.getGeometryType()) == wkbPolygon) {
      fill(*shape.toPolygon());
    }
  }

  // Every row of cells whose middle lies between an odd and an even crossing of the rings is land.
  void fill(const OGRPolygon& polygon) {
    for (std::size_t row = 0; row < rows; ++row) {
      const double y = (static_cast<double>(row) + 0.5) / per_degree - 90;
      std::vector<double> crossings;
      for (const auto* ring : polygon)
        for (int i = 1; i < ring->getNumPoints(); ++i) {
          const double ya = ring->getY(i - 1), yb = ring->getY(i);
          if ((ya > y) == (yb > y)) continue;
          crossings.push_back(ring->getX(i - 1) +
                              (y - ya) / (yb - ya) * (ring->getX(i) - ring->getX(i - 1)));
        }
      std::sort(crossings.begin(), crossings.end());
      for (std::size_t i = 0; i + 1 < crossings.size(); i += 2)
        for (double column = std::ceil((crossings[i] + 180) * per_degree - 0.5);
             (column + 0.5) / per_degree - 180 < crossings[i + 1]; ++column)
          if (column >= 0 && column < static_cast<double>(columns))
            land_[row * columns + static_cast<std::size_t>(column)] = 1;
    }
  }

  std::vector<std::uint8_t> land_;
  bool read_ = false;
};

}  // namespace amur::test
