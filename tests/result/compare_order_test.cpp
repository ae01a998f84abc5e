// In what order changes are told, and when as a percentage.

#include <gtest/gtest.h>

#include <limits>

#include "amur/result/compare.h"

namespace amur::result {
namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

TEST(compare_order, the_largest_changes_come_first) {
  table_comparison made{"crossings", {"crossing_id"}, {}};
  made.rows = {{{"small"}, false, false, {{"t", 1, 2}, {"fee_usd", 10, 10}}},
               {{"large"}, false, false, {{"t", 1000, 700}, {"fee_usd", 5'000, 1'000}}},
               {{"fresh"}, false, true, {{"t", absent, 500}, {"fee_usd", absent, 100}}}};
  sort_by_change(made);
  // 80 % of the largest fee, 50 % of the largest tonnage, and 0.1 % of it though it doubles.
  EXPECT_EQ(made.rows[0].key[0], "large");
  EXPECT_EQ(made.rows[0].figures[0].figure, "fee_usd");
  EXPECT_EQ(made.rows[1].key[0], "fresh");
  EXPECT_EQ(made.rows[2].key[0], "small");
}

TEST(compare_order, totals_are_held_against_those_of_their_unit) {
  table_comparison made{"totals", {"name", "unit"}, {}};
  made.rows = {{{"cost", "USD"}, false, false, {{"value", 1e9, 0.9e9}}},
               {{"unserved", "t"}, false, false, {{"value", 10, 90}}}};
  sort_by_change(made);
  EXPECT_EQ(made.rows[0].key[0], "unserved");
}

TEST(compare_order, next_to_nothing_has_no_percentage) {
  EXPECT_EQ(relative_change({"t", 1e-4, 501.3}), "new");
  EXPECT_EQ(relative_change({"t", 0, 1}), "new");
  EXPECT_EQ(relative_change({"t", 100, 158}), "+58.0 %");
  EXPECT_EQ(relative_change({"t", 501.3, 1e-4}), "-100.0 %");
  EXPECT_EQ(relative_change({"t", 3, absent}), "gone");
}

}  // namespace
}  // namespace amur::result
