#include "amur/customs/trade_table.h"

#include <gtest/gtest.h>

#include "amur/case/schema_text.h"
#include "support/temporary_folder.h"

namespace amur::customs {
namespace {

const std::string header = "origin,destination,commodity,year,value_usd,tonnes,tonnes_are\n";

std::string finding_of(const std::string& text) {
  const test::temporary_folder folder;
  diagnostics report;
  const auto read = read_trade_table(folder.write("trade.csv", text), report);
  EXPECT_EQ(read.has_value(), report.findings.empty());
  return report.findings.empty() ? "" : to_string(report.findings.front());
}

TEST(trade_table, what_is_written_reads_back_the_same) {
  const test::temporary_folder folder;
  const std::vector<trade_flow> flows = {
      {"AFG", "CHN", "grain", 2020, 1234567.891, 0.1, tonnes_origin::reported},
      {"AFG", "CHN", "grain", 2020, 7, 1e-3, tonnes_origin::estimated},
      {"AFG", "CHN", "grain", 2019, 8e6, 0, tonnes_origin::reported}};
  diagnostics report;
  ASSERT_TRUE(write_trade_table(folder.path() / "trade.csv", flows, report));
  EXPECT_EQ(test::slurp(folder.path() / "trade.csv"),
            header +
                "AFG,CHN,grain,2020,1234567.891,0.1,reported\n"
                "AFG,CHN,grain,2020,7,0.001,estimated\n"
                "AFG,CHN,grain,2019,8000000,0,reported\n");
  EXPECT_EQ(read_trade_table(folder.path() / "trade.csv", report), flows);
  EXPECT_TRUE(report.findings.empty());
}

TEST(trade_table, the_manual_shows_it_as_it_is_declared) {
  const auto page = test::slurp(AMUR_PROJECT_DIR "/docs/import.md");
  const std::string start = "<!-- trade table -->\n", end = "<!-- end of trade table -->";
  const auto from = page.find(start) + start.size();
  const auto whole = cases::table_markdown(trade_table_rule());
  EXPECT_EQ(page.substr(from, page.find(end) - from), whole.substr(whole.find("| column")));
}

TEST(trade_table, columns_may_stand_in_any_order_beside_others) {
  EXPECT_EQ(finding_of("note,tonnes_are,tonnes,value_usd,year,commodity,destination,origin\n"
                       "x,reported,1,2,2020,grain,CHN,AFG\n"),
            "");
}

TEST(trade_table, wrong_cells_are_named_with_their_place) {
  EXPECT_EQ(
      finding_of(header + "AFG,CHN,grain,2020,1,1,reported\n156,CHN,grain,2020,1,1,reported\n"),
      "trade.csv, row 3, field 'origin', value '156': this is no country; allowed: an ISO "
      "3166 alpha-3 code, such as CHN");
  EXPECT_EQ(finding_of(header + "AFG,CHN,a b,2020,1,1,reported\n"),
            "trade.csv, row 2, field 'commodity', value 'a b': this is no id; allowed: 1 to 64 "
            "letters, digits, '_', '-' or '.'");
  EXPECT_EQ(finding_of(header + "AFG,CHN,grain,2020,1,1,guessed\n"),
            "trade.csv, row 2, field 'tonnes_are', value 'guessed': unknown word; allowed: "
            "reported, estimated");
  EXPECT_EQ(finding_of(header + "AFG,CHN,grain,2020.5,1,1,reported\n"),
            "trade.csv, row 2, field 'year', value '2020.5': this is not a whole number; allowed: "
            "a year, 1 to 9999");
  EXPECT_EQ(finding_of(header + "AFG,CHN,grain,2020,-1,1,reported\n"),
            "trade.csv, row 2, field 'value_usd', value '-1': the number is out of range; allowed: "
            "a number >= 0, up to 1e15");
  EXPECT_EQ(
      finding_of(header + "AFG,CHN,grain,2020,1,1,reported\nAFG,CHN,grain,2020,2,2,reported\n"),
      "trade.csv, row 3, field 'origin', value 'AFG': this flow stands in row 2 too; allowed: "
      "one row for an origin, a destination, a commodity, a year and tonnes_are");
}

}  // namespace
}  // namespace amur::customs
