// In what order changes are told, and when as a percentage.

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "amur/result/compare.h"

namespace amur::result {
namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

TEST(compare_order, the_largest_changes_come_first) {
  table_comparison made{"crossings", {"crossing_id"}, {}};
  made.rows = {{{"small"}, {{"t", {1, 2}}, {"fee_usd", {10, 10}}}},
               {{"large"}, {{"t", {1000, 700}}, {"fee_usd", {5'000, 1'000}}}},
               {{"fresh"}, {{"t", {absent, 500}}, {"fee_usd", {absent, 100}}}}};
  sort_by_change(made);
  // 80 % of the largest fee, 50 % of the largest tonnage, and 0.1 % of it though it doubles.
  EXPECT_EQ(made.rows[0].key[0], "large");
  EXPECT_EQ(made.rows[0].figures[0].figure, "fee_usd");
  EXPECT_EQ(made.rows[1].key[0], "fresh");
  EXPECT_EQ(made.rows[2].key[0], "small");
}

TEST(compare_order, totals_are_held_against_those_of_their_unit) {
  table_comparison made{"totals", {"name", "unit"}, {}};
  made.rows = {{{"cost", "USD"}, {{"value", {1e9, 0.9e9}}}},
               {{"unserved", "t"}, {{"value", {10, 90}}}}};
  sort_by_change(made);
  EXPECT_EQ(made.rows[0].key[0], "unserved");
}

TEST(compare_order, next_to_nothing_has_no_percentage) {
  EXPECT_EQ(relative_change(1e-4, 501.3), "new");
  EXPECT_EQ(relative_change(0, 1), "new");
  EXPECT_EQ(relative_change(100, 158), "+58.0 %");
  EXPECT_EQ(relative_change(501.3, 1e-4), "-100.0 %");
  EXPECT_EQ(relative_change(3, absent), "gone");
}

TEST(compare_order, of_several_results_the_one_that_differs_most_counts) {
  table_comparison made{"crossings", {"crossing_id"}, {}};
  made.rows = {{{"second"}, {{"t", {100, 100, 150}}}},
               {{"first"}, {{"t", {100, 1000, 100}}}},
               {{"still"}, {{"t", {900, 900, 900}}}}};
  sort_by_change(made);
  EXPECT_EQ(made.rows[0].key[0], "first");
  EXPECT_EQ(made.rows[1].key[0], "second");
  EXPECT_TRUE(has_changed(made.rows[1].figures[0], 0.3));
  EXPECT_FALSE(has_changed(made.rows[1].figures[0], 0.4));
  EXPECT_FALSE(has_changed(made.rows[2].figures[0], 0));
}

TEST(compare_order, rows_are_matched_by_key_over_all_results) {
  const auto table = [](std::vector<std::string> ids, std::vector<double> t) {
    return result_table{"crossings", {{"crossing_id", ids}, {"t", t}}, {}, {}};
  };
  const result_table tables[] = {table({"b", "a"}, {1, 2}), table({"a", "z", "c"}, {3, 4, 5}),
                                 table({"c", "b"}, {6, 7})};
  const auto made = compare_tables(tables, {"crossing_id"}, {"t"});
  const std::vector<std::pair<std::string, std::vector<double>>> right = {
      {"b", {1, absent, 7}},
      {"a", {2, 3, absent}},
      {"c", {absent, 5, 6}},
      {"z", {absent, 4, absent}}};
  ASSERT_EQ(made.rows.size(), right.size());
  for (std::size_t i = 0; i < right.size(); ++i) {
    EXPECT_EQ(made.rows[i].key[0], right[i].first);
    for (std::size_t r = 0; r < 3; ++r) {
      const double is = made.rows[i].figures[0].values[r], wanted = right[i].second[r];
      EXPECT_TRUE(is == wanted || (std::isnan(is) && std::isnan(wanted))) << i << " " << r;
    }
  }
}

}  // namespace
}  // namespace amur::result
