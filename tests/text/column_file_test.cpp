#include "amur/text/column_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "support/random_damage.h"
#include "support/temporary_folder.h"

namespace amur::text {
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

TEST(column_file, semicolons_and_tabs_are_read_where_the_header_has_them_and_no_comma) {
  for (const std::string between : {";", "\t"}) {
    const auto line = [&between](const std::vector<std::string>& cells) {
      std::string text;
      for (const auto& cell : cells) text += (text.empty() ? "" : between) + cell;
      return text + "\r\n";
    };
    const auto read =
        read_text(line({"from", "\"Distance, km\"", "trade"}) + line({"AUS", "12.5", "1"}) +
                      line({"\"Laos" + between + " PDR\"", "1e3", "\"2\""}),
                  {{"trade", not_negative}, {"Distance, km", positive}}, {"from"});
    ASSERT_TRUE(read.file) << read.first();
    EXPECT_EQ(read.file->numbers[0], (std::vector<double>{1, 2}));
    EXPECT_EQ(read.file->numbers[1], (std::vector<double>{12.5, 1000}));
    EXPECT_EQ(read.file->labels[0].label[1], "Laos" + between + " PDR");
    EXPECT_EQ(read.first(), std::string("trade.csv, row 1, value '") +
                                (between == ";" ? ";" : "tab") +
                                "': the header's cells are separated by this, so the whole file is "
                                "read so; allowed: a comma");
  }
  EXPECT_EQ(read_text("a,b;c\n1,2\n", {{"b;c", {}}}, {}).file->numbers[0][0], 2);
}

TEST(column_file, rows_and_columns_at_the_end_without_text_are_left_out) {
  const auto read =
      read_text("from;trade;;\nAUS;1;;\n;;;\nCAN;2\nUSA;3;;;\n;;\n", {{"trade", {}}}, {"from"});
  ASSERT_TRUE(read.file) << read.first();
  EXPECT_EQ(read.file->numbers[0], (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(read.file->line, (std::vector<std::size_t>{2, 4, 5}));
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
  EXPECT_EQ(read.file->left_out, 4U);
  EXPECT_EQ(read.file->missing, (std::vector<std::size_t>{2, 4}));
  EXPECT_EQ(read.file->labels[0].label, (std::vector<std::string>{"AUS"}));
  EXPECT_TRUE(read.report.findings.empty());
}

TEST(column_file, no_way_to_write_missing_becomes_a_country) {
  for (const std::string missing : {"", "NA", "nan", "NaN", "."}) {
    const auto read =
        read_text("from,trade\nAUS,1\n" + missing + ",2\n", {}, {"from"}, missing_rule::left_out);
    ASSERT_TRUE(read.file);
    EXPECT_EQ(read.file->left_out, 1U) << missing;
    EXPECT_EQ(read.file->labels[0].label, (std::vector<std::string>{"AUS"})) << missing;
  }
}

TEST(column_file, among_codes_of_two_letters_it_says_that_NA_may_be_namibia) {
  const auto read = read_text("from,trade\nZA,1\nNA,2\nBW,3\nNA,4\n", {{"trade", {}}}, {"from"},
                              missing_rule::left_out);
  ASSERT_TRUE(read.file);
  EXPECT_EQ(read.file->left_out, 2U);
  EXPECT_EQ(
      read.first(),
      "trade.csv, field 'from', value 'NA': taken as missing in 2 rows, though among codes of "
      "two letters it is Namibia; if that is meant, write NAM");
}

TEST(column_file, errors_name_row_column_value_and_what_is_allowed) {
  const std::vector<wanted_number> trade = {{"trade", not_negative}};
  const auto error = [&](const std::string& text) {
    return read_text(text, trade, {"from"}).first();
  };
  EXPECT_EQ(error("from,trade\nAUS,1\nAUS,-3\n"),
            "trade.csv, row 3, field 'trade', value '-3': the number is out of range; allowed: a "
            "number >= 0, up to 1e15");
  EXPECT_EQ(error("from,trade\nAUS,1x\n"),
            "trade.csv, row 2, field 'trade', value '1x': this is not a number; allowed: a number "
            ">= 0, up to 1e15");
  EXPECT_EQ(error("from,trade\nAUS,1e999\n"),
            "trade.csv, row 2, field 'trade', value '1e999': the number is too large; allowed: a "
            "number >= 0, up to 1e15");
  EXPECT_EQ(error("from,trade\nAUS,inf\n"),
            "trade.csv, row 2, field 'trade', value 'inf': the number is not finite; allowed: a "
            "number >= 0, up to 1e15");
  EXPECT_EQ(error("from,trades\nAUS,1\n"),
            "trade.csv, row 1, field 'trade': there is no such column (did you mean 'trades'?); "
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

TEST(column_file, survives_random_damage_and_always_says_where) {
  const std::string whole =
      "\xEF\xBB\xBF"
      "from,trade,note,year\r\nAUS,1.5,\"said \"\"no\"\",\r\ntwice\",2006\r\n"
      "\"Laos, PDR\",+2e3,\xC3\xA9,2006\r\n\r\n";
  const std::string with_missing = whole + "NA,.,,2007\nAUS,0,x,NaN\n";
  std::mt19937_64 random(2006);
  std::size_t broken = 0, read = 0;
  for (int round = 0; round < 3000; ++round) {
    auto text = whole;
    test::damage(text, random);
    const auto result = read_text(text, {{"trade", not_negative}, {"year", {}}}, {"from", "note"},
                                  round % 2 == 0 ? missing_rule::refused : missing_rule::left_out);
    EXPECT_EQ(result.report.has_errors(), !result.file) << text;
    for (const auto& finding : result.report.findings) {
      EXPECT_EQ(finding.file, "trade.csv");
      EXPECT_FALSE(finding.message.empty());
    }
    if (!result.file) {
      ++broken;
      continue;
    }
    ++read;
    const auto& file = *result.file;
    const std::size_t rows = file.line.size();
    EXPECT_GT(rows, 0U);
    EXPECT_TRUE(std::ranges::is_sorted(file.line));
    for (const auto& numbers : file.numbers) {
      EXPECT_EQ(numbers.size(), rows);
      EXPECT_TRUE(std::ranges::all_of(numbers, [](double x) { return std::isfinite(x); })) << text;
    }
    EXPECT_TRUE(std::ranges::all_of(file.numbers[0], [](double x) { return x >= 0; })) << text;
    for (const auto& labels : file.labels) {
      EXPECT_EQ(labels.level.size(), rows);
      for (const auto level : labels.level) EXPECT_LT(level, labels.label.size());
    }
  }
  EXPECT_GT(broken, 1000U);
  EXPECT_GT(read, 250U);
}

TEST(column_file, stops_after_ten_errors) {
  std::string text = "trade\n";
  for (int row = 0; row < 300; ++row) text += "x\n";
  EXPECT_EQ(read_text(text, {{"trade", {}}}, {}).report.findings.size(), 10U);
}

}  // namespace
}  // namespace amur::text
