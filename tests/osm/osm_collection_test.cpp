// Real extracts, against GDAL's own reading of them: lengths by class, and borders that are there.

#include <gdal.h>
#include <gtest/gtest.h>
#include <ogr_api.h>

#include <algorithm>
#include <random>

#include "amur/osm/osm_import.h"
#include "support/data_dir.h"
#include "support/program.h"

namespace amur::test {
namespace {

osm::import_request request_for(const std::filesystem::path& file, const std::string& roads) {
  osm::import_request request;
  request.files = {{file, ""}};
  request.ways.lowest_road = roads;
  return request;
}

// Kilometres on the ellipsoid by GDAL and SpatiaLite, of ways that a condition on columns names.
double gdal_km(const std::filesystem::path& file, const std::string& condition) {
  GDALAllRegister();
  const auto data = GDALOpenEx(file.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr);
  if (!data) return -1;
  const auto sql = "SELECT sum(ST_Length(geometry, 1)) FROM lines WHERE " + condition;
  const auto layer = GDALDatasetExecuteSQL(data, sql.c_str(), nullptr, "SQLITE");
  double sum = -1;
  if (layer)
    if (const auto row = OGR_L_GetNextFeature(layer)) {
      sum = OGR_F_GetFieldAsDouble(row, 0) / 1000;
      OGR_F_Destroy(row);
    }
  if (layer) GDALDatasetReleaseResultSet(data, layer);
  GDALClose(data);
  return sum;
}

// GDAL gives tags without a column of their own as one text: "key"=>"value","key"=>"value".
std::string no_tag(const std::string& key, const std::string& value) {
  return " AND coalesce(other_tags, '') NOT LIKE '%\"" + key + "\"=>\"" + value + "\"%'";
}

std::string open_to_lorries() {
  std::string condition = no_tag("hgv", "no");
  for (const char* value : {"no", "private", "agricultural", "forestry"})
    condition += " AND (coalesce(other_tags, '') NOT LIKE '%\"access\"=>\"" + std::string(value) +
                 "\"%' OR other_tags LIKE '%\"motor_vehicle\"=>\"yes\"%' OR other_tags LIKE "
                 "'%\"hgv\"=>\"yes\"%')" +
                 no_tag("motor_vehicle", value);
  return condition + no_tag("area", "yes");
}

void expect_same_lengths(const std::string& name, const std::string& roads, std::size_t least) {
  const auto file = data_dir() / "osm" / name;
  AMUR_NEEDS_DATA(file);
  const temporary_folder folder;
  auto request = request_for(file, roads);
  request.output = folder.path() / "case";
  diagnostics report;
  const auto made = osm::import_osm(request, report);
  ASSERT_TRUE(made) << to_string(report.findings.front());
  std::size_t compared = 0;
  for (const auto& [mode, class_name, km] : made->lengths) {
    const auto condition = mode == "road" ? "highway = '" + class_name + "'" + open_to_lorries()
                                          : "railway = '" + class_name +
                                                "' AND coalesce(other_tags, '') NOT LIKE "
                                                "'%\"service\"=>%'";
    const double witness = gdal_km(file, condition);
    EXPECT_NEAR(km, witness, 0.001 * witness) << name << " " << mode << " " << class_name;
    ++compared;
  }
  EXPECT_GE(compared, least);
}

TEST(osm_collection, lengths_of_liechtenstein_are_those_of_gdal) {
  expect_same_lengths("liechtenstein.osm.pbf", "residential", 8);
}

TEST(osm_collection, lengths_of_andorra_are_those_of_gdal) {
  expect_same_lengths("andorra.osm.pbf", "primary", 2);
}

std::vector<std::string> crossings_of(const std::string& name, const std::string& roads) {
  const temporary_folder folder;
  auto request = request_for(data_dir() / "osm" / name, roads);
  request.output = folder.path() / "case";
  diagnostics report;
  const auto made = osm::import_osm(request, report);
  EXPECT_TRUE(made);
  std::vector<std::string> ids;
  if (made)
    for (const auto& crossing : made->network.crossings) ids.push_back(crossing.id);
  EXPECT_EQ(run_program("check " + request.output.string()).exit_code, 0);
  return ids;
}

std::size_t count_of(const std::vector<std::string>& ids, const std::string& start) {
  return static_cast<std::size_t>(
      std::ranges::count_if(ids, [&](const auto& id) { return id.starts_with(start); }));
}

TEST(osm_collection, the_railway_enters_liechtenstein_from_austria_and_leaves_to_switzerland) {
  AMUR_NEEDS_DATA(data_dir() / "osm/liechtenstein.osm.pbf");
  const auto ids = crossings_of("liechtenstein.osm.pbf", "primary");
  EXPECT_EQ(count_of(ids, "rail_1435-aut-lie-"), 1U);
  EXPECT_EQ(count_of(ids, "rail_1435-che-lie-"), 1U);
  EXPECT_EQ(count_of(ids, "rail"), 2U);
  EXPECT_EQ(count_of(ids, "road-aut-lie-"), 1U);  // Schaanwald
}

TEST(osm_collection, andorra_has_its_roads_to_spain_and_to_france) {
  AMUR_NEEDS_DATA(data_dir() / "osm/andorra.osm.pbf");
  const auto ids = crossings_of("andorra.osm.pbf", "primary");
  EXPECT_GE(count_of(ids, "road-and-esp-"), 1U);
  EXPECT_EQ(count_of(ids, "road-and-fra-"), 1U);
}

// A file cut short, and bytes of it changed: one message and no case, or (where what is damaged is
// not used) a whole case.
TEST(osm_collection, a_damaged_pbf_gives_one_message_and_nothing_half_written) {
  const auto file = data_dir() / "osm/djibouti-roads.osm.pbf";
  AMUR_NEEDS_DATA(file);
  const auto whole = slurp(file);
  std::mt19937_64 random(7);
  std::size_t refused = 0;
  for (int attempt = 0; attempt < 60; ++attempt) {
    auto bytes = whole;
    if (attempt < 20)
      bytes.resize(random() % bytes.size());
    else
      for (int hit = 0; hit < 3; ++hit)
        bytes[random() % bytes.size()] = static_cast<char>(random());
    const temporary_folder folder;
    osm::import_request request;
    request.files = {{folder.write("cut.osm.pbf", bytes), ""}};
    request.output = folder.path() / "case";
    request.borders = data_dir() / "geo/world-atlas-countries-50m.topojson";
    diagnostics report;
    const auto made = osm::import_osm(request, report);
    EXPECT_EQ(made.has_value(), std::filesystem::exists(folder.path() / "case"));
    if (made) continue;
    EXPECT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings.front().file, "cut.osm.pbf");
    ++refused;
  }
  EXPECT_GE(refused, 40U);
}

}  // namespace
}  // namespace amur::test
