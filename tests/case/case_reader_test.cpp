#include "amur/case/case_reader.h"

#include <gtest/gtest.h>

#include <random>

#include <cmath>

#include "amur/text/csv.h"
#include "support/random_damage.h"
#include "support/read_files.h"
#include "support/staged_case.h"

namespace amur::cases {
namespace {

using test::read;
using test::tiny_case;

TEST(csv, reads_quotes_line_breaks_and_blank_lines) {
  diagnostics report;
  const auto table = text::parse_csv(
      "\xEF\xBB\xBF a , b\r\n\"1, \"\"x\"\"\",\"two\nlines\"\r\n\r\n3,\n", "x.csv", report);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->columns, (std::vector<std::string>{"a", "b"}));
  ASSERT_EQ(table->rows.size(), 2U);
  EXPECT_EQ(table->rows[0].cells, (std::vector<std::string>{"1, \"x\"", "two\nlines"}));
  EXPECT_EQ(table->rows[1].cells, (std::vector<std::string>{"3", ""}));
  EXPECT_EQ(table->rows[1].line, 5U);
}

TEST(csv, finds_every_kind_of_bad_utf8) {
  for (const char* bad :
       {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\x80", "\xFE"})
    EXPECT_EQ(text::find_invalid_utf8(std::string("ok") + bad), 2U);
  EXPECT_EQ(text::find_invalid_utf8("Благовещенск 黑河 🚢"), std::string_view::npos);
}

TEST(case_reader, gives_types_to_every_table) {
  diagnostics report;
  const auto data = read(tiny_case(), report);
  ASSERT_TRUE(data) << to_string(report.findings.front());
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(data->nodes.size(), 4U);
  EXPECT_EQ(data->nodes[node_id(2)].name, "Bank B, the far one");
  const auto& bridge = data->links[link_id(1)];
  EXPECT_EQ(bridge.geometry.size(), 3U);
  EXPECT_EQ(bridge.delay, delay_kind::bpr);
  EXPECT_TRUE(std::isinf(data->links[link_id(0)].capacity_pce_per_day));
  EXPECT_EQ(data->calendars[calendar_id(0)].open.size(), 2U);
  EXPECT_TRUE(data->crossings[crossing_id(1)].shared);
  EXPECT_FALSE(data->transfers[transfer_id(0)].from.valid());
  EXPECT_EQ(data->row_confidence.at("crossings/boat"), cases::confidence::assumed);
  EXPECT_EQ(data->row_confidence.at("demand/grain"), cases::confidence::measured);
  EXPECT_EQ(data->claims.size(), 2U);
  EXPECT_EQ(data->sha256.size(), 64U);
}

TEST(case_reader, hash_follows_the_content_and_not_the_folder) {
  diagnostics report;
  auto files = tiny_case();
  const auto first = read(files, report), again = read(files, report);
  EXPECT_EQ(first->sha256, again->sha256);
  test::edit(files, "demand.csv", "1000", "1001");
  EXPECT_NE(read(files, report)->sha256, first->sha256);
}

TEST(case_reader, demand_is_brought_to_days) {
  diagnostics report;
  auto files = tiny_case();
  test::edit(files, "case.toml", "\"day\"", "\"year\"");
  EXPECT_DOUBLE_EQ(read(files, report)->demands[0].t_per_day, 1000.0 / 365);
}

TEST(scenario, edits_add_and_remove_rows) {
  diagnostics report;
  auto files = tiny_case();
  files["scenarios/x.toml"] =
      "[[edit]]\ntable = \"duties\"\naction = \"add\"\nvalues = { duty_id = \"new\", usd_per_t = 5 "
      "}\n[[edit]]\ntable = \"bans\"\naction = \"remove\"\nwhere = { commodity_id = \"visitors\" "
      "}\n[[edit]]\ntable = \"links\"\naction = \"set\"\nwhere = { mode = [\"road\", \"river\"] "
      "}\nvalues = { name = \"all\" }\n";
  const auto data = read(files, report, {"x"});
  ASSERT_TRUE(data) << to_string(report.findings.front());
  EXPECT_EQ(data->duties.size(), 2U);
  EXPECT_EQ(data->duties[1].usd_per_t, 5);
  EXPECT_TRUE(data->bans.empty());
  EXPECT_EQ(data->links[link_id(3)].name, "all");
  EXPECT_EQ(data->scenarios[0].rows_added, 1U);
  EXPECT_EQ(data->scenarios[0].cells_changed, 4U);
}

TEST(case_reader, survives_random_damage_and_always_says_where) {
  std::mt19937_64 random(20231015);
  std::size_t broken = 0;
  const test::temporary_folder folder;
  for (int round = 0; round < 3000; ++round) {
    auto files = test::staged_case();
    auto damaged = std::next(files.begin(), static_cast<std::ptrdiff_t>(random() % files.size()));
    auto& text = damaged->second;
    test::damage(text, random);
    const auto path = folder.path() / "case";
    if (round == 0) (void)test::write_case(folder, test::staged_case());
    (void)folder.write("case/" + damaged->first, text);
    diagnostics report;
    const auto data = read_case(path, std::vector<std::string>{"winter", "free_bridge"}, report);
    EXPECT_NE(data.has_value(), report.has_errors());
    for (const auto& finding : report.findings)
      EXPECT_FALSE(finding.file.empty() && finding.field.empty()) << to_string(finding);
    broken += !data;
    (void)folder.write("case/" + damaged->first, test::staged_case().at(damaged->first));
  }
  EXPECT_GT(broken, 1000U);
}

}  // namespace
}  // namespace amur::cases
