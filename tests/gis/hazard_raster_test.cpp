#include "amur/gis/hazard_raster.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "support/raster_file.h"
#include "support/temporary_folder.h"

namespace amur::gis {
namespace {

using cases::lon_lat;
using test::raster_cells;

std::optional<hazard_raster> written(const test::temporary_folder& folder,
                                     const raster_cells& cells, diagnostics& report,
                                     const char* name = "h.tif") {
  test::write_raster(folder.path() / name, cells);
  return hazard_raster::open(folder.path() / name, 1, report);
}

// The highest value of cells that a piece meets, by clipping it with each cell grown by `margin`.
double by_every_cell(const raster_cells& of, const lon_lat& a, const lon_lat& b, double margin) {
  double most = std::nan("");
  const double width = of.transform[1], height = -of.transform[5];
  for (int row = 0; row < of.rows; ++row)
    for (int column = 0; column < of.columns; ++column) {
      const double value = of.values[static_cast<std::size_t>(row * of.columns + column)];
      const double low[] = {of.transform[0] + column * width - margin,
                            of.transform[3] - (row + 1) * height - margin};
      const double high[] = {low[0] + width + 2 * margin, low[1] + height + 2 * margin};
      double first = 0, last = 1;
      for (const int axis : {0, 1}) {
        const double step = b[axis] - a[axis];
        if (step == 0) {
          if (a[axis] < low[axis] || a[axis] > high[axis]) last = -1;
          continue;
        }
        const double one = (low[axis] - a[axis]) / step, other = (high[axis] - a[axis]) / step;
        first = std::max(first, std::min(one, other));
        last = std::min(last, std::max(one, other));
      }
      if (first <= last && value != of.none && !(most >= value)) most = value;
    }
  return most;
}

bool is_at_most(double one, double other) { return std::isnan(one) || one <= other; }

TEST(hazard_raster, meets_the_cells_that_clipping_by_each_of_them_finds) {
  std::mt19937 draw(7);
  const auto between = [&draw](double low, double high) {
    return low + (high - low) * (static_cast<double>(draw()) / 4294967296.0);
  };
  for (int set = 0; set < 30; ++set) {
    const test::temporary_folder folder;
    raster_cells cells{7 + set, 5 + set % 9, {}, "EPSG:4326", {100, 0.5, 0, 50, 0, -0.25}};
    for (int i = 0; i < cells.columns * cells.rows; ++i)
      cells.values.push_back(draw() % 8 == 0 ? cells.none : between(0, 1));
    diagnostics report;
    const auto raster = written(folder, cells, report);
    ASSERT_TRUE(raster);
    for (int line = 0; line < 40; ++line) {
      const double right = 100 + 0.5 * cells.columns, bottom = 50 - 0.25 * cells.rows;
      const lon_lat a = {between(98, right + 2), between(bottom - 1, 51)},
                    b = {between(98, right + 2), between(bottom - 1, 51)};
      const double found = raster->highest({a, b});
      EXPECT_TRUE(is_at_most(by_every_cell(cells, a, b, -1e-9), found)) << set << " " << line;
      EXPECT_TRUE(is_at_most(found, by_every_cell(cells, a, b, 1e-9))) << set << " " << line;
      EXPECT_TRUE(std::isnan(found) == std::isnan(raster->highest({b, a})));
    }
  }
}

// One high cell of a kilometre in UTM zone 52: a point in it, points beside it, and a line that in
// degrees is straight and in the raster bends by some kilometres.
TEST(hazard_raster, of_another_projection_is_met_where_its_cells_lie) {
  const test::temporary_folder folder;
  raster_cells cells{400,
                     300,
                     std::vector<double>(400 * 300, 0),
                     "EPSG:32652",
                     {300000, 1000, 0, 5700000, 0, -1000}};
  // 128.5 E, 50 N by gdaltransform: 464,167 m east, 5,538,750 m north.
  const auto cell = [](double east, double north) {
    return static_cast<std::size_t>(static_cast<int>((5700000 - north) / 1000) * 400 +
                                    static_cast<int>((east - 300000) / 1000));
  };
  cells.values[cell(464167, 5538750)] = 3;
  diagnostics report;
  const auto raster = written(folder, cells, report);
  ASSERT_TRUE(raster);
  EXPECT_EQ(raster->highest({{128.5, 50}}), 3);
  EXPECT_EQ(raster->highest({{128.55, 50}}), 0);
  EXPECT_TRUE(std::isnan(raster->highest({{10, 50}})));
  EXPECT_EQ(raster->highest({{126.5, 50}, {130.5, 50}}), 3);
  // The chord between those ends, in metres, would pass 1.9 km north of it.
  EXPECT_EQ(raster->highest({{128.5, 49.95}, {130.5, 49.95}}), 0);
}

TEST(hazard_raster, takes_scale_offset_and_missing_cells_as_they_are_meant) {
  const test::temporary_folder folder;
  test::write_raster(folder.path() / "s.tif", {2, 1, {4, -9999}, "EPSG:4326", {0, 1, 0, 1, 0, -1}});
  const auto opened = GDALOpen((folder.path() / "s.tif").c_str(), GA_Update);
  GDALSetRasterScale(GDALGetRasterBand(opened, 1), 0.5);
  GDALSetRasterOffset(GDALGetRasterBand(opened, 1), 10);
  GDALClose(opened);
  diagnostics report;
  const auto raster = hazard_raster::open(folder.path() / "s.tif", 1, report);
  ASSERT_TRUE(raster);
  EXPECT_EQ(raster->highest({{0.5, 0.5}}), 12);
  EXPECT_TRUE(std::isnan(raster->highest({{1.5, 0.5}})));
  EXPECT_EQ(raster->highest({{2, 0}, {0.5, 0.2}}), 12);
}

TEST(hazard_raster, without_places_or_a_system_is_refused) {
  const test::temporary_folder folder;
  for (const auto& [cells, message] :
       {std::pair<raster_cells, const char*>{{1, 1, {1}, "EPSG:4326", {}}, "no georeference"},
        {{1, 1, {1}, "", {0, 1, 0, 1, 0, -1}}, "which coordinate system"}}) {
    diagnostics report;
    EXPECT_FALSE(written(folder, cells, report));
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_NE(report.findings[0].message.find(message), std::string::npos)
        << report.findings[0].message;
  }
  diagnostics report;
  (void)folder.write("text.tif", "no raster");
  EXPECT_FALSE(hazard_raster::open(folder.path() / "text.tif", 1, report));
  EXPECT_FALSE(hazard_raster::open(folder.path() / "nowhere.tif", 1, report));
  test::write_raster(folder.path() / "one.tif", {1, 1, {1}, "EPSG:4326", {0, 1, 0, 1, 0, -1}});
  EXPECT_FALSE(hazard_raster::open(folder.path() / "one.tif", 2, report));
  EXPECT_EQ(report.findings.back().allowed, "1 to 1");
}

}  // namespace
}  // namespace amur::gis
