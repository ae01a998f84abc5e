// Tables for a new case: what comes back from what was written, and damaged ones.

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "amur/compose/border_terms.h"
#include "amur/compose/defaults.h"
#include "amur/compose/foreign_trade.h"
#include "amur/compose/places.h"
#include "support/random_damage.h"
#include "support/temporary_folder.h"

namespace amur::test {
namespace {

TEST(build_defaults, are_read_back_as_they_are_written) {
  const temporary_folder folder;
  auto table = compose::usual_defaults();
  table.rows.front().value = "21.5";
  diagnostics report;
  const auto file = folder.write("defaults.csv", compose::csv_of(table));
  const auto back = compose::read_defaults(file, report);
  ASSERT_TRUE(back) << to_string(report.findings.front());
  EXPECT_EQ(compose::csv_of(*back), compose::csv_of(table));
}

TEST(build_defaults, a_mode_s_own_row_goes_before_that_of_all) {
  const auto& table = compose::usual_defaults();
  EXPECT_EQ(table.number("payload_t", "rail_1520"), table.number("payload_t", "rail"));
  EXPECT_NE(table.number("payload_t", "rail"), table.number("payload_t", "walk"));
  EXPECT_EQ(table.number("crossing_wait_h", "pipeline"), 0);
  EXPECT_GT(table.number("crossing_wait_h", "road"), 0);
}

TEST(border_terms, what_a_mode_has_goes_before_what_all_have) {
  const temporary_folder folder;
  const auto file = folder.write(
      "b.csv", "from_country,to_country,mode,wait_h\nBBB,AAA,,4\nAAA,BBB,rail,9\nAAA,BBB,,8\n");
  diagnostics report;
  const auto terms = compose::read_border_terms(file, 0.5, report);
  ASSERT_TRUE(terms);
  EXPECT_EQ(terms->find("BBB", "AAA", "road")->wait_h, 3);
  EXPECT_EQ(terms->find("AAA", "BBB", "rail")->wait_h, 4.5);
  EXPECT_EQ(terms->find("AAA", "CCC", "road"), nullptr);
  EXPECT_EQ(terms->unequal, 1U);
}

TEST(compose_readers, damaged_tables_are_read_or_refused) {
  const temporary_folder folder;
  const std::string places =
      "place_id,name,country,x,y,population,gateway_of\na,A,AUT,9,47,5,CHE;*\nb,B,,9,48,1e3,\n";
  const std::string matrix = "iso,AUT,CHE\nAUT,0,3\nCHE,4,0\n";
  const std::string defaults = "what,of,value\npayload_t,road,25\nmodes,*,road\n";
  const std::string trade = "origin,destination,commodity,year,value,tonnes\nAT,CH,g,2020,5,NA\n";
  std::mt19937_64 random(1);
  const auto damaged = [&](std::string text) {
    damage(text, random);
    return folder.write("t.csv", text);
  };
  for (int i = 0; i < 500; ++i) {
    diagnostics report;
    const auto check = [&report](bool read) { EXPECT_NE(read, report.has_errors()); };
    const auto found = compose::read_places(damaged(places), {}, report);
    check(found.has_value());
    for (const auto& each : found.value_or(std::vector<compose::place>{}))
      EXPECT_TRUE(std::isfinite(each.population) && std::abs(each.latitude) <= 90);
    report = {};
    check(compose::read_border_terms(damaged(matrix), 1, report).has_value());
    report = {};
    check(compose::read_defaults(damaged(defaults), report).has_value());
    report = {};
    compose::foreign_trade_request request;
    request.file = damaged(trade);
    check(compose::read_foreign_trade(request, report).has_value());
  }
}

}  // namespace
}  // namespace amur::test
