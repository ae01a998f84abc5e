// Morris's screening held against models whose effects are known in closed form.

#include "amur/ensemble/screening.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>
#include <set>

namespace amur::ensemble {
namespace {

std::vector<std::uint32_t> numbered(std::size_t count) {
  std::vector<std::uint32_t> factors(count);
  std::iota(factors.begin(), factors.end(), 100U);
  return factors;
}

std::vector<double> places_of(const morris_design& design, std::uint64_t run) {
  std::vector<double> places;
  for (std::size_t i = 0; i < design.factors(); ++i) places.push_back(design.place(i, run));
  return places;
}

std::vector<elementary_effects> effects_on(
    const morris_design& design, const std::function<double(const std::vector<double>&)>& model) {
  std::vector<double> answers;
  for (std::uint64_t run = 0; run < design.runs(); ++run)
    answers.push_back(model(places_of(design, run)));
  return effects_of(design, answers);
}

// Sobol's g-function, whose factors matter the less the larger their a.
const std::vector<double> g_weights = {0, 1, 4.5, 9, 99, 99, 99, 99};
double g_part(double x, double a) { return (std::abs(4 * x - 2) + a) / (1 + a); }
double g_function(const std::vector<double>& x) {
  double product = 1;
  for (std::size_t i = 0; i < x.size(); ++i) product *= g_part(x[i], g_weights[i]);
  return product;
}

TEST(screening, of_a_linear_model_gives_its_slopes_without_deviation) {
  const std::vector<double> slopes = {3, -0.5, 0, 40, 1e-3};
  const morris_design design(7, 5, numbered(slopes.size()));
  const auto effects = effects_on(design, [&](const std::vector<double>& x) {
    return 11 + std::inner_product(x.begin(), x.end(), slopes.begin(), 0.0);
  });
  for (std::size_t i = 0; i < slopes.size(); ++i) {
    EXPECT_EQ(effects[i].count, 5U);
    EXPECT_NEAR(effects[i].mean, slopes[i], 1e-12 * 40);
    EXPECT_NEAR(effects[i].mean_size, std::abs(slopes[i]), 1e-12 * 40);
    EXPECT_NEAR(effects[i].deviation, 0, 1e-12 * 40);
  }
}

// On the grid 0, 1/3, 2/3, 1 a step over two thirds moves |4 x - 2| by 4/3, up or down alike; the
// others' mean there is 4/3.
TEST(screening, of_the_g_function_gives_its_means_and_their_order) {
  constexpr std::uint64_t trajectories = 4000;
  const morris_design design(3, trajectories, numbered(g_weights.size()));
  const auto effects = effects_on(design, g_function);
  for (std::size_t i = 0; i < g_weights.size(); ++i) {
    double expected = 2 / (1 + g_weights[i]), squares = expected * expected;
    for (std::size_t j = 0; j < g_weights.size(); ++j) {
      if (j == i) continue;
      double mean = 0, mean_square = 0;
      for (const double x : {0.0, 1.0 / 3, 2.0 / 3, 1.0}) {
        mean += g_part(x, g_weights[j]) / 4;
        mean_square += g_part(x, g_weights[j]) * g_part(x, g_weights[j]) / 4;
      }
      expected *= mean;
      squares *= mean_square;
    }
    const double error = std::sqrt((squares - expected * expected) / trajectories);
    EXPECT_NEAR(effects[i].mean_size, expected, 4 * error) << i;
    EXPECT_NEAR(effects[i].mean, 0, 4 * std::sqrt(squares / trajectories)) << i;
    EXPECT_NEAR(effects[i].deviation, std::sqrt(squares), 0.1 * std::sqrt(squares)) << i;
  }
  // Ten trajectories are enough to tell which matter.
  const morris_design small(1, 10, numbered(g_weights.size()));
  const auto few = effects_on(small, g_function);
  for (std::size_t i = 0; i + 1 < 5; ++i) EXPECT_GT(few[i].mean_size, few[i + 1].mean_size) << i;
}

TEST(screening, moves_each_factor_once_by_two_thirds_of_its_range) {
  const morris_design design(11, 50, numbered(6));
  ASSERT_EQ(design.runs(), 50U * 7);
  for (std::uint64_t trajectory = 0; trajectory < 50; ++trajectory) {
    std::set<std::size_t> moved;
    for (std::uint64_t step = 0; step < 6; ++step) {
      const auto before = places_of(design, trajectory * 7 + step),
                 after = places_of(design, trajectory * 7 + step + 1);
      std::size_t changed = 0;
      for (std::size_t i = 0; i < 6; ++i) {
        EXPECT_GE(after[i], 0);
        EXPECT_LE(after[i], 1);
        if (before[i] == after[i]) continue;
        ++changed;
        moved.insert(i);
        EXPECT_NEAR(std::abs(after[i] - before[i]), 2.0 / 3, 1e-15);
        EXPECT_EQ(design.order_of(trajectory)[step], i);
      }
      EXPECT_EQ(changed, 1U);
    }
    EXPECT_EQ(moved.size(), 6U);
  }
}

TEST(screening, begins_anywhere_on_its_grid_alike) {
  constexpr int trajectories = 20000;
  const morris_design design(5, trajectories, numbered(3));
  std::map<double, int> starts;
  std::map<std::vector<std::size_t>, int> orders;
  for (int i = 0; i < trajectories; ++i) {
    ++starts[design.place(1, static_cast<std::uint64_t>(i) * 4)];
    ++orders[design.order_of(static_cast<std::uint64_t>(i))];
  }
  ASSERT_EQ(starts.size(), 4U);
  for (const auto& [place, count] : starts)
    EXPECT_NEAR(count, trajectories / 4.0, 5 * std::sqrt(trajectories / 4.0)) << place;
  ASSERT_EQ(orders.size(), 6U);
  for (const auto& [order, count] : orders)
    EXPECT_NEAR(count, trajectories / 6.0, 5 * std::sqrt(trajectories / 6.0));
}

// The variables behind the places: from the 5th to the 95th percentile in even steps.
TEST(screening, moves_normal_variables_between_their_fifth_and_ninety_fifth_percentile) {
  const morris_design design(2, 30, {8, 9});
  std::set<double> seen;
  for (std::uint64_t run = 0; run < design.runs(); ++run) seen.insert(design.normal(9, run));
  ASSERT_EQ(seen.size(), 4U);
  const std::vector<double> levels(seen.begin(), seen.end());
  constexpr double ninety_fifth = 1.6448536269514722;
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(levels[i], ninety_fifth * (2 * static_cast<double>(i) / 3 - 1), 1e-12);
  EXPECT_EQ(design.normal(77, 3), 0) << "no factor of the screening";
}

// Other factors and more trajectories leave what a factor does in one as it was.
TEST(screening, finds_a_run_by_its_index_whatever_else_there_is) {
  const morris_design one(4, 10, {21, 22, 23}), more(4, 99, {21, 22, 23});
  for (std::uint64_t run = 0; run < one.runs(); ++run)
    EXPECT_EQ(places_of(one, run), places_of(more, run));
  const morris_design other(5, 10, {21, 22, 23});
  std::size_t unlike = 0;
  for (std::uint64_t run = 0; run < one.runs(); ++run)
    unlike += places_of(one, run) != places_of(other, run);
  EXPECT_GT(unlike, one.runs() / 2);
}

TEST(screening, leaves_out_steps_at_runs_without_an_answer) {
  const morris_design design(6, 3, numbered(2));
  std::vector<double> answers;
  for (std::uint64_t run = 0; run < design.runs(); ++run)
    answers.push_back(design.place(0, run) + 2 * design.place(1, run));
  answers[1] = std::numeric_limits<double>::quiet_NaN();  // in the middle of the first trajectory
  const auto effects = effects_of(design, answers);
  EXPECT_EQ(effects[0].count, 2U);
  EXPECT_EQ(effects[1].count, 2U);
  EXPECT_NEAR(effects[1].mean_size, 2, 1e-12);
  std::ranges::fill(answers, std::numeric_limits<double>::quiet_NaN());
  const auto none = effects_of(design, answers);
  EXPECT_EQ(none[0].count, 0U);
  EXPECT_TRUE(std::isnan(none[0].mean_size));
}

}  // namespace
}  // namespace amur::ensemble
