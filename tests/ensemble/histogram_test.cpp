#include "amur/ensemble/histogram.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace amur::ensemble {
namespace {

// A digit 1, 2 or 5 and zeros.
bool is_round(double width) {
  const double digit = width / std::pow(10, std::floor(std::log10(width) + 1e-9));
  return std::abs(digit - 1) < 1e-6 || std::abs(digit - 2) < 1e-6 || std::abs(digit - 5) < 1e-6;
}

void expect_histogram_of(std::vector<double> values) {
  std::ranges::sort(values);
  const auto bins = histogram_of(values);
  ASSERT_FALSE(bins.empty());
  ASSERT_LE(bins.size(), 50U);
  for (std::size_t b = 0; b < bins.size(); ++b) {
    const bool last = b + 1 == bins.size();
    std::size_t count = 0;
    for (const double value : values)
      count += value >= bins[b].low && (value < bins[b].high || (last && value == bins[b].high));
    EXPECT_EQ(bins[b].count, count) << b;
    if (b > 0) {
      EXPECT_EQ(bins[b].low, bins[b - 1].high);
    }
  }
  EXPECT_GT(bins.front().count, 0U);
  EXPECT_GT(bins.back().count, 0U);
  std::size_t all = 0;
  for (const auto& bin : bins) all += bin.count;
  EXPECT_EQ(all, values.size());
  if (values.front() != values.back()) {
    EXPECT_TRUE(is_round(bins[0].high - bins[0].low)) << bins[0].high - bins[0].low;
  }
}

TEST(histogram, counts_each_value_once_in_round_bins) {
  rc::check([] {
    const auto count = *rc::gen::inRange(1, 300);
    const auto scale = std::pow(10.0, *rc::gen::inRange(-6, 9));
    const auto offset = *rc::gen::inRange(-3, 4);
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
      values.push_back(scale * (offset + *rc::gen::inRange(-500, 501) / 250.0));
    expect_histogram_of(values);
  });
}

// Two quartiles of the standard normal are 1.349 apart: 2 x 1.349 / 10 = 0.27, so 0.5.
TEST(histogram, is_as_fine_as_freedman_and_diaconis_say) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  std::vector<double> values(1000);
  for (auto& value : values) value = normal(random);
  std::ranges::sort(values);
  const auto bins = histogram_of(values);
  EXPECT_NEAR(bins[0].high - bins[0].low, 0.5, 1e-12);
  for (auto& value : values) value = 1000 + 3 * value;  // 0.81: 1
  const auto wider = histogram_of(values);
  EXPECT_EQ(wider[0].high - wider[0].low, 1);
  EXPECT_EQ(wider[0].low, std::floor(values.front()));
}

TEST(histogram, of_values_that_are_alike_is_one_bin) {
  EXPECT_TRUE(histogram_of({}).empty());
  const std::vector<double> alike(7, 3.25);
  const auto bins = histogram_of(alike);
  ASSERT_EQ(bins.size(), 1U);
  EXPECT_EQ(bins[0].low, 3.25);
  EXPECT_EQ(bins[0].high, 3.25);
  EXPECT_EQ(bins[0].count, 7U);
  // One that stands far off leaves the quartiles one.
  std::vector<double> one_off(99, 1.0);
  one_off.push_back(8);
  expect_histogram_of(one_off);
  EXPECT_GE(histogram_of(one_off).size(), 4U);
}

TEST(histogram, of_far_tails_has_no_more_than_fifty_bins) {
  std::vector<double> values;
  for (int i = 1; i <= 400; ++i) values.push_back(1e6 / i);
  expect_histogram_of(values);
}

TEST(exceedance, counts_what_lies_above) {
  const std::vector<double> values = {1, 2, 2, 3};
  EXPECT_EQ(share_above(values, 0), 1);
  EXPECT_EQ(share_above(values, 1), 0.75);
  EXPECT_EQ(share_above(values, 2), 0.25);
  EXPECT_EQ(share_above(values, 3), 0);
  EXPECT_TRUE(std::isnan(share_above({}, 0)));
}

}  // namespace
}  // namespace amur::ensemble
