#include "amur/model/reentries.h"

#include <gtest/gtest.h>

#include "support/border_case.h"

namespace amur::model {
namespace {

reentry row_of(const char* origin, const char* destination) {
  reentry row;
  row.origin_countries = {origin};
  row.destination_countries = {destination};
  return row;
}

TEST(may_reenter, nothing_comes_back_without_a_row) {
  const auto border = test::make_border_case();
  EXPECT_FALSE(may_reenter(border.data, "AAA", "AAA", border.grain));
}

TEST(may_reenter, a_blank_row_lets_every_flow) {
  auto border = test::make_border_case();
  border.data.reentries = {reentry{}};
  EXPECT_TRUE(may_reenter(border.data, "AAA", "BBB", border.grain));
  EXPECT_TRUE(may_reenter(border.data, "BBB", "BBB", border.visitors));
}

TEST(may_reenter, a_row_lets_only_its_own_countries_and_commodities) {
  auto border = test::make_border_case();
  border.data.reentries = {row_of("AAA", "BBB")};
  border.data.reentries[0].commodities = {border.grain};
  EXPECT_TRUE(may_reenter(border.data, "AAA", "BBB", border.grain));
  EXPECT_FALSE(may_reenter(border.data, "AAA", "BBB", border.visitors));
  EXPECT_FALSE(may_reenter(border.data, "BBB", "AAA", border.grain));
  border.data.reentries.push_back(row_of("BBB", "AAA"));
  EXPECT_TRUE(may_reenter(border.data, "BBB", "AAA", border.visitors));
}

TEST(may_reenter, a_row_holds_on_its_days_alone) {
  auto border = test::make_border_case();
  border.data.reentries = {row_of("AAA", "AAA")};
  border.data.reentries[0].in_force = {date{2023, 10, 15}, date{2023, 10, 31}};
  EXPECT_TRUE(may_reenter(border.data, "AAA", "AAA", border.grain));
  border.data.settings.day = {2023, 11, 1};
  EXPECT_FALSE(may_reenter(border.data, "AAA", "AAA", border.grain));
}

}  // namespace
}  // namespace amur::model
