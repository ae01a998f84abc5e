#include "amur/trade/robust_score.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/normal_stream.h"

namespace amur::trade {
namespace {

using test::normal_stream;

TEST(robust_score, of_eleven_numbers_follows_from_their_medians) {
  // Median 6, deviations 5 4 3 2 1 0 1 2 3 4 94 with median 3.
  const std::vector<double> value = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 100};
  const std::vector<double> size(11, 1);
  const auto scored = score_by_size(value, size, {0.01, true, 200});
  ASSERT_EQ(scored.groups.size(), 1U);
  const double scale = 1.482602218505602 * 11 / 10.2 * 3;
  EXPECT_NEAR(scored.groups[0].scale, scale, 1e-12);
  EXPECT_EQ(scored.groups[0].centre, 6);
  EXPECT_NEAR(scored.score[10], 94 / scale, 1e-12);
  EXPECT_NEAR(scored.score[0], -5 / scale, 1e-12);
  EXPECT_TRUE(scored.is_high(10));
  EXPECT_FALSE(scored.is_low(0));
}

TEST(robust_score, without_enough_figures_there_is_none) {
  std::vector<double> value(12, 1), size(12, 1);
  for (std::size_t i = 0; i < 3; ++i) value[i] = std::nan("");
  const auto scored = score_by_size(value, size, {});
  EXPECT_TRUE(scored.groups.empty());
  EXPECT_TRUE(std::ranges::all_of(scored.score, [](double s) { return std::isnan(s); }));
}

TEST(robust_score, what_differs_from_figures_that_are_alike_scores_without_bound) {
  std::vector<double> value(20, 2), size(20, 1);
  value[7] = 2.1;
  value[9] = -std::numeric_limits<double>::infinity();
  const auto scored = score_by_size(value, size, {});
  EXPECT_EQ(scored.score[0], 0);
  EXPECT_TRUE(scored.is_high(7));
  EXPECT_TRUE(scored.is_low(9));
}

// The share of normal figures beyond the threshold, which the level promises, over many sets. With
// n in a group the scale itself varies by some 1.17 / sqrt(n), which Student's t makes up for; the
// bounds are three standard errors of the count, and a fifth for what t is not exact in.
TEST(robust_score, of_normal_figures_is_beyond_the_threshold_as_often_as_the_level_says) {
  for (const auto& [rows, level, sets] :
       {std::tuple{200, 0.01, 600}, {200, 0.001, 2000}, {100, 0.05, 1000}, {40, 0.01, 3000}})
    for (const bool two_sided : {true, false}) {
      normal_stream draw(static_cast<std::uint32_t>(rows));
      std::size_t beyond = 0;
      for (int set = 0; set < sets; ++set) {
        std::vector<double> value(static_cast<std::size_t>(rows)), size(value.size(), 1);
        for (double& each : value) each = 3 + 2 * draw();
        const auto scored = score_by_size(value, size, {level, two_sided, 200});
        for (std::size_t row = 0; row < value.size(); ++row)
          beyond += scored.is_high(row) || (two_sided && scored.is_low(row)) ? 1U : 0U;
      }
      const double expected = level * rows * sets;
      EXPECT_NEAR(static_cast<double>(beyond), expected,
                  0.2 * expected + 3 * std::sqrt(expected) * 1.5)
          << rows << " rows, level " << level;
    }
}

// Small flows spread five times as much as large ones: judged together, nearly all alarms would be
// of small flows.
TEST(robust_score, is_among_flows_of_like_size) {
  normal_stream draw(5);
  std::size_t small = 0, large = 0;
  for (int set = 0; set < 500; ++set) {
    std::vector<double> value, size;
    for (int i = 0; i < 400; ++i) {
      size.push_back(i % 2 == 0 ? 1 + i : 1e6 + i);
      value.push_back((i % 2 == 0 ? 5 : 1) * draw());
    }
    const auto scored = score_by_size(value, size, {0.01, true, 200});
    ASSERT_EQ(scored.groups.size(), 2U);
    for (std::size_t row = 0; row < value.size(); ++row)
      (row % 2 == 0 ? small : large) += scored.is_high(row) || scored.is_low(row) ? 1U : 0U;
  }
  EXPECT_NEAR(static_cast<double>(small), 1000, 250);
  EXPECT_NEAR(static_cast<double>(large), 1000, 250);
}

// A tenth of wild figures moves no score of the others by much, and is found.
TEST(robust_score, is_not_moved_by_outliers) {
  normal_stream draw(11);
  std::vector<double> value(200), size(200, 1);
  for (double& each : value) each = draw();
  const auto clean = score_by_size(value, size, {});
  for (std::size_t i = 0; i < 20; ++i) value[10 * i] = 1e6;
  const auto dirty = score_by_size(value, size, {});
  for (std::size_t row = 0; row < 200; ++row) {
    if (row % 10 == 0)
      EXPECT_TRUE(dirty.is_high(row));
    else
      EXPECT_NEAR(dirty.score[row], clean.score[row], 0.2 + 0.3 * std::abs(clean.score[row]));
  }
}

TEST(robust_score, does_not_depend_on_units_or_order) {
  EXPECT_TRUE(rc::check([] {
    const auto value = *rc::gen::container<std::vector<double>>(
        40, rc::gen::map(rc::gen::inRange(-1000, 1000), [](int v) { return v / 7.0; }));
    std::vector<double> size(40, 1), other, reversed(value.rbegin(), value.rend());
    for (const double each : value) other.push_back(8 * each + 16);
    const auto one = score_by_size(value, size, {}), two = score_by_size(other, size, {}),
               back = score_by_size(reversed, size, {});
    for (std::size_t row = 0; row < 40; ++row) {
      RC_ASSERT(std::abs(one.score[row] - two.score[row]) < 1e-9 ||
                one.score[row] == two.score[row]);
      RC_ASSERT(one.score[row] == back.score[39 - row]);
    }
  }));
}

}  // namespace
}  // namespace amur::trade
