#include "amur/report/line_chart.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace amur::report {
namespace {

TEST(line_chart, ticks_are_round_and_within) {
  EXPECT_EQ(round_ticks(0, 10, 5), (std::vector<double>{0, 2, 4, 6, 8, 10}));
  EXPECT_EQ(round_ticks(-0.7, 1.1, 4), (std::vector<double>{-0.5, 0, 0.5, 1}));
  EXPECT_EQ(round_ticks(2016, 2036, 8), (std::vector<double>{2020, 2025, 2030, 2035}));
  EXPECT_EQ(round_ticks(3, 3, 5), std::vector<double>{3});
}

TEST(line_chart, draws_nothing_without_points) {
  const double gap = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(draw({}), "");
  EXPECT_EQ(draw({"t", "", "u", {1, 2}, {}, {}, {{"line", {gap, gap}}}, {}, {}}), "");
}

// The plot is 836 by 260 pixels, from 80 to the right; there is room for 4 % above.
TEST(line_chart, places_points_and_leaves_gaps) {
  const double gap = std::numeric_limits<double>::quiet_NaN();
  const auto svg = draw(
      {"t", "", "u", {0, 1, 2, 4}, {}, {}, {{"a < b", {0, 10, gap, 10}}}, {{"limit", 10}}, {}});
  const double top = 4 + 20 + 22, foot = top + 260, ten = foot - 260 / 1.04;
  const auto at = [](double y) { return std::to_string(std::round(10 * y) / 10).substr(0, 5); };
  EXPECT_NE(svg.find(" M80.0," + at(foot) + " L289.0," + at(ten).substr(0, 4)), std::string::npos)
      << svg;
  EXPECT_NE(svg.find(" M916.0,"), std::string::npos) << svg;
  EXPECT_NE(svg.find("a &lt; b"), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(line_chart, shades_bands_where_both_ends_are_known) {
  const double gap = std::numeric_limits<double>::quiet_NaN();
  const auto svg = draw({"t",
                         "",
                         "u",
                         {0, 1, 2, 4},
                         {},
                         {{"band", {gap, 0, 0, gap}, {10, 10, 10, 10}}},
                         {{"line", {10, 10, 10, 10}}},
                         {},
                         {}});
  EXPECT_EQ(svg.find("nan"), std::string::npos) << svg;
  // From a quarter to a half of the plot's width alone.
  EXPECT_NE(svg.find("<path d=' M289.0,"), std::string::npos) << svg;
  EXPECT_NE(svg.find(" L498.0,"), std::string::npos) << svg;
  EXPECT_NE(svg.find(" Z' class='band'/>"), std::string::npos) << svg;
}

}  // namespace
}  // namespace amur::report
