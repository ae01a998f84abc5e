// What a case says of the choice of ways: constants, bounds, re-entries.

#include <gtest/gtest.h>

#include "amur/case/case_reader.h"
#include "support/read_files.h"
#include "support/tiny_case.h"

namespace amur::cases {
namespace {

using test::read;
using test::tiny_case;

cases::case_data sound(const test::case_files& files,
                       const std::vector<std::string>& scenarios = {}) {
  diagnostics report;
  auto data = read(files, report, scenarios);
  for (const auto& finding : report.findings) ADD_FAILURE() << to_string(finding);
  return data ? std::move(*data) : cases::case_data{};
}

// All parts stand in the one error of a case.
void expect_error(const test::case_files& files, const std::vector<std::string>& parts) {
  diagnostics report;
  EXPECT_FALSE(read(files, report));
  ASSERT_EQ(report.findings.size(), 1U);
  const auto message = to_string(report.findings.front());
  for (const auto& part : parts)
    EXPECT_NE(message.find(part), std::string::npos) << "no '" << part << "' in: " << message;
}

test::case_files with_setting(const std::string& setting) {
  auto files = tiny_case();
  files["case.toml"] += setting + "\n";  // its last section is [equilibrium]
  return files;
}

test::case_files with_reentries(const std::string& rows) {
  auto files = tiny_case();
  files["reentries.csv"] =
      "reentry_id,origin_country,destination_country,commodity_id,from_date,to_date,source\n" +
      rows;
  return files;
}

test::case_files with_constants(const std::string& truck, const std::string& bridge) {
  auto files = tiny_case();
  test::edit(files, "vehicles.csv", "pce,source", "pce,constant_usd_per_t,source");
  test::edit(files, "vehicles.csv", "10,2,survey", "10,2," + truck + ",survey");
  test::edit(files, "vehicles.csv", "100,1,survey", "100,1,,survey");
  test::edit(files, "vehicles.csv", "15,2,survey", "15,2,,survey");
  test::edit(files, "crossings.csv", "wait_h,", "wait_h,constant_usd_per_t,");
  test::edit(files, "crossings.csv", "100,,2,16", "100,,2," + bridge + ",16");
  test::edit(files, "crossings.csv", "1,2,12", "1,2,,12");
  return files;
}

TEST(constants, may_be_negative_and_are_0_where_left_blank) {
  const auto data = sound(with_constants("-3.5", "12"));
  EXPECT_EQ(data.vehicles[vehicle_id(0)].constant_usd_per_t, -3.5);
  EXPECT_EQ(data.vehicles[vehicle_id(1)].constant_usd_per_t, 0);
  EXPECT_EQ(data.crossings[crossing_id(0)].constant_usd_per_t, 12);
  EXPECT_EQ(data.crossings[crossing_id(1)].constant_usd_per_t, 0);
}

TEST(constants, are_0_where_a_table_has_no_such_column) {
  const auto data = sound(tiny_case());
  for (const auto& row : data.vehicles) EXPECT_EQ(row.constant_usd_per_t, 0) << row.id;
  for (const auto& row : data.crossings) EXPECT_EQ(row.constant_usd_per_t, 0) << row.id;
}

TEST(constants, must_be_finite_numbers) {
  expect_error(with_constants("-inf", ""),
               {"vehicles.csv, row 2", "'constant_usd_per_t'", "'-inf'", "not finite"});
  expect_error(with_constants("", "dear"), {"crossings.csv, row 2", "'constant_usd_per_t'",
                                            "'dear'", "not a number", "allowed: a number"});
}

TEST(bounds_of_the_choice, are_3_changes_of_mode_and_12_dispersions_unless_given) {
  const auto plain = sound(tiny_case()).settings;
  EXPECT_EQ(plain.max_changes, 3);
  EXPECT_EQ(plain.considered_dispersions, 12);
  const auto given = sound(with_setting("max_changes = 0\nconsidered_dispersions = 7.5")).settings;
  EXPECT_EQ(given.max_changes, 0);
  EXPECT_EQ(given.considered_dispersions, 7.5);
}

TEST(bounds_of_the_choice, changes_of_mode_are_whole_and_none_is_the_least) {
  expect_error(with_setting("max_changes = 1.5"),
               {"case.toml, row 10", "'equilibrium.max_changes'", "'1.5'", "not whole",
                "allowed: a whole number, 0 to 100"});
  expect_error(with_setting("max_changes = -1"), {"'equilibrium.max_changes'", "out of range"});
}

TEST(bounds_of_the_choice, some_dispersions_must_be_considered) {
  expect_error(with_setting("considered_dispersions = 0"),
               {"case.toml, row 10", "'equilibrium.considered_dispersions'", "'0'", "out of range",
                "allowed: a number of dispersions, 0.5 to 40"});
  expect_error(with_setting("considered_dispersions = 41"), {"'41'", "out of range"});
}

TEST(bounds_of_the_choice, routes_disperse_at_most_as_much_as_their_commodity) {
  EXPECT_EQ(sound(with_setting("route_dispersion_share = 1")).settings.route_dispersion_share, 1);
  for (const char* share : {"0", "-0.1", "1.0001"})
    expect_error(with_setting(std::string("route_dispersion_share = ") + share),
                 {"case.toml, row 10", "'equilibrium.route_dispersion_share'", share,
                  "out of range", "allowed: a number above 0, at most 1"});
}

TEST(reentries, name_their_flows_by_lists_and_days) {
  EXPECT_TRUE(sound(tiny_case()).reentries.empty());
  const auto data =
      sound(with_reentries("by_sea,AAA;BBB,AAA,grain,2023-06-01,,guess\nall,,,,,,\n"));
  ASSERT_EQ(data.reentries.size(), 2U);
  const auto& by_sea = data.reentries[0];
  EXPECT_EQ(by_sea.origin_countries, (std::vector<std::string>{"AAA", "BBB"}));
  EXPECT_EQ(by_sea.destination_countries, std::vector<std::string>{"AAA"});
  EXPECT_EQ(by_sea.commodities, std::vector{commodity_id(0)});
  EXPECT_TRUE(by_sea.in_force.contains({2023, 6, 1}));
  EXPECT_FALSE(by_sea.in_force.contains({2023, 5, 31}));
  EXPECT_EQ(data.row_confidence.at("reentries/by_sea"), cases::confidence::assumed);
  EXPECT_TRUE(data.reentries[1].origin_countries.empty());
  EXPECT_TRUE(data.reentries[1].commodities.empty());
}

TEST(reentries, that_can_not_be_meant_are_errors) {
  expect_error(with_reentries("by_sea,AAA;CN,,,,,\n"),
               {"reentries.csv, row 2", "'origin_country'", "'CN'", "not a country code"});
  expect_error(with_reentries("by_sea,,,grane,,,\n"),
               {"reentries.csv, row 2", "'commodity_id'", "'grane'", "did you mean 'grain'"});
  expect_error(with_reentries("by_sea,,,,2023-05-01,2023-04-01,\n"),
               {"reentries.csv, row 2", "'to_date'", "ends before it begins"});
  expect_error(with_reentries("by_sea,,,,,,\nby_sea,,,,,,\n"),
               {"reentries.csv, row 3", "'reentry_id'", "given twice, first in row 2"});
  auto files = with_reentries("");
  test::edit(files, "reentries.csv", "commodity_id", "comodity_id");
  expect_error(files, {"reentries.csv, row 1", "'comodity_id'", "did you mean 'commodity_id'"});
}

TEST(scenario, edits_reentries_constants_and_bounds_of_the_choice) {
  auto files = tiny_case();
  files["scenarios/x.toml"] =
      "[[edit]]\ntable = \"reentries\"\naction = \"add\"\nvalues = { reentry_id = \"new\", "
      "commodity_id = \"grain\" }\n[[edit]]\ntable = \"vehicles\"\naction = \"set\"\nwhere = { "
      "vehicle_id = \"barge\" }\nvalues = { constant_usd_per_t = -4 }\n[[edit]]\ntable = "
      "\"case\"\naction = \"set\"\nvalues = { equilibrium.max_changes = 1 }\n";
  const auto data = sound(files, {"x"});
  ASSERT_EQ(data.reentries.size(), 1U);
  EXPECT_EQ(data.reentries[0].commodities, std::vector{commodity_id(0)});
  EXPECT_EQ(data.vehicles[vehicle_id(0)].constant_usd_per_t, 0);
  EXPECT_EQ(data.vehicles[vehicle_id(1)].constant_usd_per_t, -4);
  EXPECT_EQ(data.settings.max_changes, 1);
}

}  // namespace
}  // namespace amur::cases
