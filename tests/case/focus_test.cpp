// What a case says that it is about.

#include <gtest/gtest.h>

#include <algorithm>

#include "amur/case/case_writer.h"
#include "amur/result/tables.h"
#include "support/read_files.h"

namespace amur::cases {
namespace {

using test::tiny_case;

constexpr const char* day = "date = 2023-10-15\n";

test::case_files case_with(const std::string& focus) {
  auto files = tiny_case();
  test::edit(files, "case.toml", day, day + ("focus = " + focus + "\n"));
  return files;
}

std::vector<std::string> focus_of(const case_data& data) {
  std::vector<std::string> ids;
  for (const auto& crossing : data.settings.focus) ids.push_back(data.crossings[crossing].id);
  return ids;
}

TEST(focus, keeps_the_order_in_which_it_is_given) {
  using ids = std::vector<std::string>;
  for (const auto& [given, expected] :
       {std::pair<const char*, ids>{"[\"boat\", \"bridge\"]", {"boat", "bridge"}},
        {"\"boat; bridge\"", {"boat", "bridge"}},
        {"[\"bridge\"]", {"bridge"}},
        {"[]", {}},
        {"\"\"", {}}}) {
    diagnostics report;
    const auto data = test::read(case_with(given), report);
    ASSERT_TRUE(data) << given << ": " << to_string(report.findings.front());
    EXPECT_EQ(focus_of(*data), expected) << given;
  }
}

TEST(focus, names_crossings_of_the_case_and_each_once) {
  for (const auto& [given, value, allowed] :
       {std::tuple{"[\"bridge\", \"bridg\"]", "bridg", "boat, bridge"},
        {"[\"boat\", \"bridge\", \"boat\"]", "boat", "each crossing once"},
        {"[\"boat\", \"\"]", "", "boat, bridge"},
        {"[\"boat\", 7]", "", "a list of texts"},
        {"[[\"boat\"]]", "", "a list of texts"}}) {
    diagnostics report;
    EXPECT_FALSE(test::read(case_with(given), report)) << given;
    ASSERT_EQ(report.findings.size(), 1U) << given;
    const auto& finding = report.findings.front();
    EXPECT_EQ(finding.file, "case.toml");
    EXPECT_EQ(finding.field, "focus");
    EXPECT_EQ(finding.row, 4U);
    EXPECT_EQ(finding.value, value);
    EXPECT_EQ(finding.allowed, allowed);
  }
}

TEST(focus, may_be_set_by_a_scenario_and_outlives_a_crossing_that_one_removes) {
  auto files = case_with("[\"bridge\", \"boat\"]");
  files["bans.csv"] = files["bans.csv"].substr(0, files["bans.csv"].find('\n') + 1);
  files["claims.toml"].clear();
  files["scenarios/away.toml"] =
      "[[edit]]\ntable = \"crossings\"\naction = \"remove\"\nwhere = { crossing_id = \"boat\" }\n";
  files["scenarios/boats.toml"] =
      "[[edit]]\ntable = \"case\"\naction = \"set\"\nvalues = { focus = [\"boat\"] }\n";
  diagnostics report;
  const auto without = test::read(files, report, {"away"});
  ASSERT_TRUE(without) << to_string(report.findings.front());
  EXPECT_EQ(focus_of(*without), std::vector<std::string>{"bridge"});
  const auto of_boats = test::read(files, report, {"boats"});
  ASSERT_TRUE(of_boats) << to_string(report.findings.front());
  EXPECT_EQ(focus_of(*of_boats), std::vector<std::string>{"boat"});
}

TEST(focus, is_written_as_a_list_and_kept_in_the_result) {
  diagnostics report;
  const test::temporary_folder folder;
  const auto text = read_case_text(test::write_case(folder, case_with("\"boat ;bridge\"")), report);
  ASSERT_TRUE(text);
  EXPECT_NE(settings_toml(text->settings, false).find("focus = [\"boat\", \"bridge\"]\n"),
            std::string::npos);
  const auto again = folder.path() / "again";
  ASSERT_TRUE(write_case(*text, again, report));
  const auto data = read_case(again, {}, report);
  ASSERT_TRUE(data) << to_string(report.findings.front());
  const auto run = result::about_case_table(*data, "0");
  const auto& names = std::get<std::vector<std::string>>(run.column("name").values);
  const auto at = std::ranges::find(names, "focus") - names.begin();
  ASSERT_LT(at, std::ssize(names));
  EXPECT_EQ(std::get<std::vector<std::string>>(run.column("value").values)[std::size_t(at)],
            "boat,bridge");
}

}  // namespace
}  // namespace amur::cases
