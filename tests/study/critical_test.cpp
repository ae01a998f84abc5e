// The parts of whole cases closed, as a user asks for it.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/data_dir.h"
#include "support/program.h"
#include "support/raster_file.h"
#include "support/result_dump.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

class critical : public testing::Test {
 protected:
  program_run close(const std::string& what) {
    auto run = run_program("critical " + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return run;
  }
  [[nodiscard]] double figure(const std::string& sql) const { return ask(result, "SELECT " + sql); }

  const temporary_folder folder;
  const std::filesystem::path result = folder.path() / "critical.gpkg";
};

TEST_F(critical, bearers_sum_to_what_a_closure_costs) {
  close(write_case(folder, tiny_case()).string() + " --exact");
  EXPECT_GT(figure("count(*) FROM critical"), 5);
  EXPECT_EQ(figure("count(*) FROM critical WHERE is_exact = 0"), 0);
  EXPECT_LT(
      figure("max(abs(c.cost_usd_per_day - coalesce(borne, 0))) FROM critical c LEFT JOIN "
             "(SELECT kind, id, sum(cost_usd_per_day) borne FROM critical_bearers GROUP BY 1, "
             "2) b ON c.kind = b.kind AND c.id = b.id"),
      1e-6);
  // Ranks go with cost, and a crossing of one link costs what its link does.
  EXPECT_EQ(figure("count(*) FROM critical a JOIN critical b ON a.rank < b.rank AND "
                   "a.cost_usd_per_day < b.cost_usd_per_day"),
            0);
  EXPECT_EQ(figure("(SELECT cost_usd_per_day FROM critical WHERE id = 'bridge') - (SELECT "
                   "cost_usd_per_day FROM critical WHERE id = 'bridge_link')"),
            0);
}

TEST_F(critical, first_look_finds_the_ten_costliest_within_its_first_thirty) {
  std::vector<std::string> cases = {AMUR_PROJECT_DIR "/cases/heihe"};
  if (const auto khorgos = data_dir() / "cases/khorgos"; std::filesystem::exists(khorgos))
    cases.push_back(khorgos.string());
  for (const auto& each : cases) {
    SCOPED_TRACE(each);
    close(each + " --parts links --exact");
    EXPECT_EQ(figure("max(place) FROM (SELECT rank, row_number() OVER (ORDER BY "
                     "screened_usd_per_day DESC) place FROM critical) WHERE rank <= 10") <= 30,
              1);
    EXPECT_GT(figure("cost_usd_per_day FROM critical WHERE rank = 10"), 0);
  }
}

// The boat rests from 28 October to 3 May but for five days of November: of the six months from
// October on, it can only be missed in October (31 of 182 days), whose day is the case's.
TEST_F(critical, months_of_repair_each_have_their_season) {
  const auto path = write_case(folder, tiny_case()).string();
  close(path + " --parts crossings");
  const double day = figure("cost_usd_per_day FROM critical WHERE id = 'boat'");
  close(path + " --parts crossings --months 6");
  EXPECT_EQ(figure("days FROM critical WHERE id = 'boat'"), 31 + 30 + 31 + 31 + 29 + 31);
  EXPECT_NEAR(figure("cost_usd FROM critical WHERE id = 'boat'"), 31 * day, 1e-3 * 31 * day);
  EXPECT_NEAR(figure("cost_usd - days * cost_usd_per_day FROM critical WHERE id = 'boat'"), 0,
              1e-6);
}

TEST_F(critical, zones_come_from_a_map) {
  (void)folder.write("zones.geojson",
                     R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":
{"name":"flood"},"geometry":{"type":"Polygon","coordinates":[[[128.04,50.005],[128.06,50.005],
[128.06,50.02],[128.04,50.02],[128.04,50.005]]]}},{"type":"Feature","properties":{"name":"far"},
"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]})");
  const auto zones = (folder.path() / "zones.geojson").string();
  const auto path = write_case(folder, tiny_case()).string();
  close(path + " --zones " + zones);
  EXPECT_EQ(figure("count(*) FROM critical WHERE kind = 'zone'"), 2);
  EXPECT_NEAR(figure("cost_usd_per_day FROM critical WHERE id = 'flood'"),
              figure("cost_usd_per_day FROM critical WHERE id = 'bridge'"), 1e-6);
  EXPECT_EQ(figure("cost_usd_per_day FROM critical WHERE id = 'far'"), 0);
  close(path + " --parts zones --zones " + zones);
  EXPECT_EQ(figure("count(*) FROM critical WHERE kind <> 'zone'"), 0);
}

// A flood of 2 m over the bridge, in degrees and in metres of UTM zone 52.
TEST_F(critical, rasters_close_what_lies_above_their_threshold) {
  write_raster(
      folder.path() / "flood.tif",
      {10, 10, std::vector<double>(100, 2), "EPSG:4326", {128.04, 0.002, 0, 50.02, 0, -0.0015}});
  // 128.05 E, 50.01 N is 431,931 m east and 5,540,175 m north there (gdaltransform).
  write_raster(
      folder.path() / "metres.tif",
      {20, 10, std::vector<double>(200, 2), "EPSG:32652", {431000, 100, 0, 5540700, 0, -100}});
  const auto path = write_case(folder, tiny_case()).string();
  for (const std::string name : {"flood.tif", "metres.tif"}) {
    close(path + " --above 0.5 --hazard " + (folder.path() / name).string());
    EXPECT_EQ(
        figure("count(*) FROM critical WHERE kind = 'zone' AND id = '" + name + " above 0.5'"), 1);
    EXPECT_NEAR(figure("cost_usd_per_day FROM critical WHERE kind = 'zone'"),
                figure("cost_usd_per_day FROM critical WHERE id = 'bridge'"), 1e-6);
    EXPECT_GT(figure("cost_usd_per_day FROM critical WHERE kind = 'zone'"), 0);
  }
  for (const auto& [what, message] :
       {std::pair<std::string, const char*>{"flood.tif --above 2", "a number below 2, the highest"},
        {"flood.tif", "--above"},
        {"flood.tif --above x", "--above"},
        {"flood.tif --above nan", "--above"},
        {"flood.tif --above 1 --band 2", "no such band"},
        {"none.tif --above 1", "can't be read as a GeoTIFF"}}) {
    std::filesystem::remove(result);
    const auto run = run_program("critical " + path + " --hazard " + folder.path().string() + "/" +
                                 what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 2) << what;
    EXPECT_NE(run.err.find(message), std::string::npos) << what << ": " << run.err;
    EXPECT_FALSE(std::filesystem::exists(result));
  }
}

TEST_F(critical, rasters_elsewhere_are_refused) {
  write_raster(folder.path() / "far.tif", {2, 2, {9, 9, 9, 9}, "EPSG:4326", {0, 1, 0, 1, 0, -1}});
  const auto run =
      run_program("critical " + write_case(folder, tiny_case()).string() + " --above 1 --hazard " +
                  (folder.path() / "far.tif").string() + " -o " + result.string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("far.tif above 1"), std::string::npos) << run.err;
  EXPECT_NE(run.err.find("cells where the case has links"), std::string::npos) << run.err;
}

TEST_F(critical, wrong_questions_are_refused) {
  const auto path = write_case(folder, tiny_case()).string();
  (void)folder.write("lines.geojson",
                     R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{},
"geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}}]})");
  for (const auto& [what, message] :
       {std::pair<std::string, const char*>{" --parts zones", "no zones of hazard are given"},
        {" --parts roads", "links"},
        {" --months 0", "months"},
        {" --zones " + (folder.path() / "lines.geojson").string(), "areas"},
        {" --zones " + (folder.path() / "none.geojson").string(), "can't be read as a map"}}) {
    const auto run = run_program("critical " + path + what + " -o " + result.string());
    EXPECT_EQ(run.exit_code, 2) << what;
    EXPECT_NE(run.err.find(message), std::string::npos) << run.err;
    EXPECT_FALSE(std::filesystem::exists(result));
  }
}

}  // namespace
}  // namespace amur::test
