#include "amur/io/column_file.h"

#include <gtest/gtest.h>

#include "support/temporary_folder.h"

namespace amur::io {
namespace {

struct read_result {
  std::optional<column_file> file;
  diagnostics report;

  [[nodiscard]] std::string first() const {
    return report.findings.empty() ? "" : to_string(report.findings.front());
  }
};

read_result read_text(const std::string& text, const std::vector<wanted_number>& numbers,
                      const std::vector<std::string>& labels,
                      missing_rule missing = missing_rule::refused) {
  const test::temporary_folder folder;
  read_result result;
  result.file =
      read_columns(folder.write("trade.csv", text), numbers, labels, missing, result.report);
  return result;
}

TEST(column_file, reads_what_is_wanted_and_nothing_else) {
  const auto read = read_text(
      "\xEF\xBB\xBF"
      ",from,trade,note,year\r\n0,AUS, 1.5 ,\"said \"\"no\"\",\r\ntwice\",2006\r\n"
      "1,\"Laos, PDR\",+2e3,\xFF,2006\r\n\r\n2,AUS,0,,2007",
      {{"trade", not_negative}}, {"from", "year"});
  ASSERT_TRUE(read.file) << read.first();
  EXPECT_EQ(read.file->numbers[0], (std::vector<double>{1.5, 2000, 0}));
  EXPECT_EQ(read.file->labels[0].label, (std::vector<std::string>{"AUS", "Laos, PDR"}));
  EXPECT_EQ(read.file->labels[0].level, (std::vector<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(read.file->labels[1].level, (std::vector<std::uint32_t>{0, 0, 1}));
  EXPECT_EQ(read.file->line, (std::vector<std::size_t>{2, 4, 6}));
}

TEST(column_file, a_column_may_be_both_numbers_and_labels) {
  const auto read = read_text("pta\n1\n0\n1\n", {{"pta", {}}}, {"pta"});
  ASSERT_TRUE(read.file);
  EXPECT_EQ(read.file->numbers[0], (std::vector<double>{1, 0, 1}));
  EXPECT_EQ(read.file->labels[0].label, (std::vector<std::string>{"1", "0"}));
}

TEST(column_file, rows_with_missing_values_are_refused_or_left_out) {
  const std::string text = "from,trade\nAUS,1\n,2\nNA,NA\nNA,.\nNA,3\n";
  EXPECT_EQ(read_text(text, {{"trade", {}}}, {"from"}).first(),
            "trade.csv, row 3, field 'from': the value is missing; allowed: a name or number");
  const auto read = read_text(text, {{"trade", {}}}, {"from"}, missing_rule::left_out);
  ASSERT_TRUE(read.file);
  EXPECT_EQ(read.file->left_out, 3U);
  // NA is a country too: Namibia.
  EXPECT_EQ(read.file->labels[0].label, (std::vector<std::string>{"AUS", "NA"}));
}

TEST(column_file, errors_name_row_column_value_and_what_is_allowed) {
  const std::vector<wanted_number> trade = {{"trade", not_negative}};
  const auto error = [&](const std::string& text) {
    return read_text(text, trade, {"from"}).first();
  };
  EXPECT_EQ(error("from,trade\nAUS,1\nAUS,-3\n"),
            "trade.csv, row 3, field 'trade', value '-3': the number is out of range; allowed: a "
            "number >= 0");
  EXPECT_EQ(error("from,trade\nAUS,1x\n"),
            "trade.csv, row 2, field 'trade', value '1x': this is not a number; allowed: a number "
            ">= 0");
  EXPECT_EQ(error("from,trade\nAUS,1e999\n"),
            "trade.csv, row 2, field 'trade', value '1e999': the number is too large; allowed: a "
            "number >= 0");
  EXPECT_EQ(error("from,trade\nAUS,inf\n"),
            "trade.csv, row 2, field 'trade', value 'inf': the number is not finite; allowed: a "
            "number >= 0");
  EXPECT_EQ(error("from,trades\nAUS,1\n"),
            "trade.csv, row 1, field 'trade': there is no such column; did you mean trades?; "
            "allowed: from, trades");
  EXPECT_EQ(error("from,trade,trade\nAUS,1,1\n"),
            "trade.csv, row 1, field 'trade': this column stands twice in the header; allowed: "
            "each column once");
  EXPECT_EQ(error("from,trade\nAUS,1\nAUS\n"),
            "trade.csv, row 3, value '1 cells': the row does not fit the header (truncated?); "
            "allowed: 2 cells");
  EXPECT_EQ(error("from,trade\n\"AUS,1\nAUS,1\n"),
            "trade.csv, row 2: a quote is opened and never closed (truncated file?); allowed: an "
            "even number of double quotes");
  EXPECT_EQ(error("from,trade\n\xFF,1\n"),
            "trade.csv, row 2, field 'from': this is not text in UTF-8; allowed: text saved as "
            "UTF-8");
  EXPECT_EQ(error(""), "trade.csv: the file is empty; allowed: a header row");
  EXPECT_EQ(error("from,trade\n"), "trade.csv: there is no row; allowed: rows under the header");
}

TEST(column_file, stops_after_ten_errors) {
  std::string text = "trade\n";
  for (int row = 0; row < 300; ++row) text += "x\n";
  EXPECT_EQ(read_text(text, {{"trade", {}}}, {}).report.findings.size(), 10U);
}

}  // namespace
}  // namespace amur::io
