// amur skim, as a user runs it.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "support/program.h"
#include "support/tiny_case.h"

namespace amur::test {
namespace {

struct skimmed {
  temporary_folder folder;
  std::filesystem::path path;
  program_run program;
  nlohmann::json json;

  explicit skimmed(const std::string& options, const case_files& files = tiny_case())
      : path(write_case(folder, files)) {
    program = run_program("skim " + path.string() + " --json " + options);
    json = nlohmann::json::parse(program.out, nullptr, false);
  }
};

const char* const there = "--from farm --to city_b ";

TEST(skim_command, adds_up_cost_and_time_along_the_best_path) {
  const skimmed found(there);
  ASSERT_EQ(found.program.exit_code, 0) << found.program.err;
  const auto& pair = found.json["pairs"][0];
  // By boat: two roads of 3 h and 150 km, 3 h of handling either way, 1 h on the water, 2 h of
  // wait.
  const double boat_h = 3 + 6 + 3,
               boat_freight = 2 + (150 * 1 + 3 * 10) / 20.0 + 4 + (5 * 10 + 3 * 100) / 500.0 + 1;
  EXPECT_DOUBLE_EQ(pair["time_h"], boat_h);
  EXPECT_DOUBLE_EQ(pair["length_km"], 155);
  EXPECT_NEAR(pair["freight_usd_per_t"], boat_freight, 1e-9);
  EXPECT_NEAR(pair["cost_usd_per_t"], boat_freight + 0.1 * boat_h, 1e-9);
}

TEST(skim_command, takes_the_quickest_path_where_asked) {
  const skimmed found(std::string(there) + "--least time");
  ASSERT_EQ(found.program.exit_code, 0) << found.program.err;
  // By the bridge: 3 h of road, half an hour on it, 2 h of wait.
  EXPECT_DOUBLE_EQ(found.json["pairs"][0]["time_h"], 5.5);
  EXPECT_DOUBLE_EQ(found.json["pairs"][0]["length_km"], 170);
}

TEST(skim_command, closes_modes_and_says_where_no_path_is_left) {
  const skimmed bridge(std::string(there) + "--without river");
  EXPECT_DOUBLE_EQ(bridge.json["pairs"][0]["length_km"], 170);
  const skimmed none(std::string(there) + "--without 'river;road'");
  ASSERT_EQ(none.program.exit_code, 0) << none.program.err;
  EXPECT_TRUE(none.json["pairs"][0]["time_h"].is_null());
}

TEST(skim_command, bans_close_paths_of_the_pairs_they_meet) {
  auto files = tiny_case();
  files["bans.csv"] =
      "ban_id,origin_country,destination_country,crossing_id,mode,source\n"
      "no_boat,AAA,BBB,boat,,survey\n"
      "no_trade,BBB,AAA,,,survey\n";
  const skimmed found("--from 'farm;city_b' --to 'farm;city_b' ", files);
  ASSERT_EQ(found.program.exit_code, 0) << found.program.err;
  const auto& pairs = found.json["pairs"];
  EXPECT_DOUBLE_EQ(pairs[1]["length_km"], 170) << "the boat is banned from A to B";
  EXPECT_TRUE(pairs[2]["time_h"].is_null()) << "trade is banned from B to A";
  EXPECT_DOUBLE_EQ(pairs[0]["time_h"], 0);
}

TEST(skim_command, averages_two_scenarios_by_groups_of_countries) {
  auto files = tiny_case();
  files["groups.csv"] = "group_id,name,countries\nall,All,\na,Only A,AAA\n";
  files["scenarios/quick.toml"] =
      "[[edit]]\ntable = \"links\"\naction = \"set\"\nwhere = { link_id = \"farm_road\" }\n"
      "values = { free_time_h = 1.45 }\n";
  const skimmed found(std::string(there) + "--least time --compare quick", files);
  ASSERT_EQ(found.program.exit_code, 0) << found.program.err;
  const auto& all = found.json["groups"][0];
  EXPECT_EQ(all["country_pairs"], 1);
  EXPECT_NEAR(all["time_reduction"], 0.55 / 5.5, 1e-12);
  EXPECT_NEAR(all["time_reduction_by_trade"], 0.55 / 5.5, 1e-12);
  EXPECT_EQ(all["largest_pair"], "AAA-BBB");
  EXPECT_EQ(found.json["groups"][1]["country_pairs"], 0);
  EXPECT_TRUE(found.json["groups"][1]["time_reduction"].is_null());
}

TEST(skim_command, writes_the_same_bytes_for_any_number_of_threads) {
  std::string first;
  for (const char* threads : {"1", "3"}) {
    const temporary_folder folder;
    const auto path = write_case(folder, tiny_case());
    const auto file = folder.path() / "skim.csv";
    const auto run = run_program("skim " + path.string() + " --from 'farm;bank_a' --to city_b -o " +
                                 file.string() + " --threads " + threads);
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto text = slurp(file);
    if (first.empty()) first = text;
    EXPECT_EQ(text, first);
  }
  EXPECT_TRUE(first.starts_with(
      "origin_node_id,destination_node_id,cost_usd_per_t,freight_usd_per_t,time_h,length_km\n"
      "farm,city_b,"))
      << first;
}

TEST(skim_command, names_what_is_not_in_the_case) {
  const std::pair<const char*, const char*> wrong[] = {
      {"--from fram",
       "error: field 'from', value 'fram': the case has no such node; allowed: farm"},
      {"--without rail", "error: field 'without', value 'rail': the case has no such mode"},
      {"--commodity gold",
       "error: field 'commodity', value 'gold': the case has no such commodity"},
      {"--groups none.csv", "error: none.csv"},
      {"--countries x.csv", "--countries requires --compare"},
      {"--compare nothing", "nothing"},
  };
  for (const auto& [options, message] : wrong) {
    const skimmed found(options);
    EXPECT_EQ(found.program.exit_code, 2) << options;
    EXPECT_NE(found.program.err.find(message), std::string::npos) << found.program.err;
  }
}

}  // namespace
}  // namespace amur::test
