// Tables as spreadsheets write them.

#include <gtest/gtest.h>

#include <string>

#include "amur/text/csv.h"
#include "amur/text/typed_row.h"
#include "support/program.h"
#include "support/staged_case.h"

namespace amur::text {
namespace {

using cells = std::vector<std::string>;

std::string utf16(const std::string& latin, bool big_endian) {
  std::string text = big_endian ? "\xFE\xFF" : "\xFF\xFE";
  for (const char c : latin) {
    if (big_endian) text += '\0';
    text += c;
    if (!big_endian) text += '\0';
  }
  return text;
}

TEST(spreadsheet_csv, other_separators_are_read_from_the_header_and_said) {
  for (const std::string separator : {";", "\t"}) {
    diagnostics report;
    const auto read = parse_csv("id" + separator + "name\r\na" + separator + "Harbin, north\r\n",
                                "x.csv", report);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->columns, (cells{"id", "name"}));
    EXPECT_EQ(read->rows.at(0).cells, (cells{"a", "Harbin, north"}));
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].level, severity::warning);
  }
  diagnostics report;
  const auto lists = parse_csv("id,vehicles\na,truck;wagon\n", "x.csv", report);
  ASSERT_TRUE(lists);
  EXPECT_EQ(lists->rows.at(0).cells, (cells{"a", "truck;wagon"}));
  EXPECT_TRUE(report.findings.empty());
}

TEST(spreadsheet_csv, rows_and_columns_of_commas_only_are_left_out) {
  diagnostics report;
  const auto read = parse_csv("id,name,,\na,A,,\n,,,\n,,\n \nb,B,,\n", "x.csv", report);
  ASSERT_TRUE(read);
  EXPECT_TRUE(report.findings.empty()) << to_string(report.findings.front());
  ASSERT_EQ(read->rows.size(), 2U);
  EXPECT_EQ(read->rows[1].cells, (cells{"b", "B"}));
  EXPECT_EQ(read->rows[1].line, 6U);
  EXPECT_TRUE(parse_csv("id,name,,\na,A,x,\n", "x.csv", report));
  EXPECT_TRUE(report.has_errors());
}

TEST(spreadsheet_csv, utf16_with_its_mark_is_read) {
  for (const bool big_endian : {false, true}) {
    diagnostics report;
    const auto read = parse_csv(utf16("id\tname\na\tHeihe\n", big_endian), "x.csv", report);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->rows.at(0).cells, (cells{"a", "Heihe"}));
  }
  diagnostics report;
  // A Chinese name and a character beyond the first plane.
  const std::string text(
      "\xFF\xFE"
      "i\0d\0\n\0"
      "\xD1\x9E"
      "\x3D\xD8\x00\xDE"
      "\n\0",
      16);
  const auto read = parse_csv(text, "x.csv", report);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rows.at(0).cells.at(0), "\u9ED1\U0001F600");
  const std::string half(
      "\xFF\xFE"
      "i\0d\0\n\0"
      "\x3D\xD8"
      "\n\0",
      12);
  EXPECT_FALSE(parse_csv(half, "x.csv", report));
}

TEST(spreadsheet_csv, capitals_of_true_and_false_are_taken_and_other_days_named) {
  diagnostics report;
  table rows{"x", "x.csv", {"directed", "day"}, {{{"TRUE", "1/2/2023"}, "x.csv", 2, 0}}};
  const typed_row row(rows, rows.rows[0], report);
  const std::vector<std::string> yes_no = {"false", "true"};
  EXPECT_EQ(row.choice("directed", yes_no, 0), 1U);
  EXPECT_TRUE(report.findings.empty());
  EXPECT_FALSE(row.day("day", false, true));
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_NE(report.findings[0].message.find("this format is not taken"), std::string::npos);
  EXPECT_EQ(report.findings[0].allowed, "YYYY-MM-DD");
}

TEST(spreadsheet_csv, a_row_that_is_left_out_is_one_error) {
  auto files = test::tiny_case();
  // The first node's row loses its last cell; links and demand name that node.
  auto& nodes = files.at("nodes.csv");
  const auto end = nodes.find('\n', nodes.find('\n') + 1);
  nodes.erase(nodes.rfind(',', end), end - nodes.rfind(',', end));
  const test::temporary_folder folder;
  const auto run = test::run_program("check " + test::write_case(folder, files).string());
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_NE(run.err.find("does not fit the header"), std::string::npos) << run.err;
  EXPECT_EQ(run.err.find("there is no such node"), std::string::npos) << run.err;
}

}  // namespace
}  // namespace amur::text
