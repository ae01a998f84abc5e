// amur fit, as a user runs it.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "amur/case/distribution_text.h"
#include "amur/crossing/distribution.h"
#include "support/program.h"

namespace amur::test {
namespace {

program_run fitted(const std::string& records, const std::string& options = "--json") {
  const temporary_folder folder;
  std::ofstream(folder.path() / "records.csv") << records;
  return run_program("fit " + (folder.path() / "records.csv").string() + " " + options);
}

TEST(fit_command, finds_planted_times_of_each_stage_and_writes_what_a_case_reads) {
  std::string records = "plate,stage_id,time_min\n";
  crossing::variate_source scans({crossing::distribution_kind::lognormal, 12, 6, 0, {}, {}},
                                 {5, 0, 1, 0});
  crossing::variate_source checks(crossing::exponential(30), {5, 0, 2, 0});
  for (int i = 0; i < 3000; ++i) {
    records += "A" + std::to_string(i) + ",scan," + std::to_string(scans.draw()) + "\n";
    if (i % 3 == 0) records += ",check," + std::to_string(checks.draw()) + "\n";
  }
  const auto run = fitted(records);
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = nlohmann::json::parse(run.out);
  ASSERT_EQ(answer["stages"].size(), 2U);
  EXPECT_EQ(answer["stages"][0]["stage_id"], "scan");
  EXPECT_EQ(answer["stages"][0]["records"], 3000);
  std::string problem;
  const auto scan =
      cases::parse_distribution(answer["stages"][0]["time_min"].get<std::string>(), problem);
  ASSERT_TRUE(scan) << problem;
  EXPECT_EQ(scan->kind, crossing::distribution_kind::lognormal);
  EXPECT_NEAR(scan->a, 12, 0.6);
  EXPECT_NEAR(scan->b, 6, 0.6);
  // An exponential time is a gamma or a Weibull time too; its mean is the records' in each.
  const auto check =
      cases::parse_distribution(answer["stages"][1]["time_min"].get<std::string>(), problem);
  ASSERT_TRUE(check) << problem;
  EXPECT_NEAR(check->mean(), 30, 3);
}

TEST(fit_command, takes_begin_and_end_over_midnight_and_counts_what_is_missing) {
  const auto run = fitted(
      "begin,end\n2023-12-31 23:50,2024-01-01 "
      "00:20\n2024-02-28T12:00:30,2024-03-01T12:30:30\n,2024-03-01 09:00\n"
      "2024-03-01 10:00,\n");
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const auto answer = nlohmann::json::parse(run.out);
  EXPECT_EQ(answer["left_out"], 2);
  EXPECT_EQ(answer["stages"][0]["records"], 2);
  EXPECT_DOUBLE_EQ(answer["stages"][0]["mean_min"].get<double>(), (30 + 2 * 1440 + 30) / 2.0);
}

TEST(fit_command, equal_times_are_a_constant_and_odd_ones_are_taken_as_they_are) {
  const auto equal = nlohmann::json::parse(fitted("time_min\n7\n7\n7\n").out);
  EXPECT_EQ(equal["stages"][0]["time_min"], "constant(7)");
  std::string two_kinds = "time_min\n";
  for (int i = 0; i < 200; ++i) two_kinds += i % 4 == 0 ? "60\n" : "5\n";
  const auto odd = nlohmann::json::parse(fitted(two_kinds).out);
  EXPECT_EQ(odd["stages"][0]["time_min"], "discrete(5:150; 60:50)");
}

TEST(fit_command, names_what_is_wrong_with_its_place) {
  for (const auto& [records, words] :
       {std::pair{"minutes\n3\n", "a column time_min, or begin and end"},
        std::pair{"time_min\n3\n-1\n", "row 3, field 'time_min', value '-1'"},
        std::pair{"begin,end\n2024-01-01 10:00,2024-01-01 09:00\n", "it ends before it begins"},
        std::pair{"begin,end\n2024-01-01 10:00,10:30\n", "row 2, field 'end', value '10:30'"},
        std::pair{"begin,end\n2024-02-30 10:00,2024-03-01 10:30\n", "row 2, field 'begin'"},
        std::pair{"time_min\n\n", "no row has a time"}}) {
    const auto run = fitted(records, "");
    EXPECT_EQ(run.exit_code, 2) << records;
    EXPECT_NE(run.err.find(words), std::string::npos) << run.err;
  }
}

}  // namespace
}  // namespace amur::test
