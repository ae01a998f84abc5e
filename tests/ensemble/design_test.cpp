// Draws by index: each part of (0, 1) once, normal marginals, no factor like another, the same
// whatever is asked first.

#include "amur/ensemble/design.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace amur::ensemble {
namespace {

TEST(latin_hypercube, each_part_is_drawn_from_once) {
  for (const std::uint64_t draws : {1U, 2U, 3U, 7U, 64U, 1000U, 4097U}) {
    const latin_hypercube design(7, draws);
    for (std::uint32_t factor = 0; factor < 5; ++factor) {
      std::vector<int> seen(draws, 0);
      for (std::uint64_t i = 0; i < draws; ++i) {
        const double u = design.uniform(factor, i);
        ASSERT_GT(u, 0);
        ASSERT_LT(u, 1);
        ++seen[static_cast<std::size_t>(u * static_cast<double>(draws))];
      }
      EXPECT_TRUE(std::ranges::all_of(seen, [](int times) { return times == 1; })) << draws;
    }
  }
}

TEST(latin_hypercube, a_sum_of_normals_has_its_percentiles) {
  constexpr std::uint64_t draws = 4000;
  const latin_hypercube design(11, draws);
  std::vector<double> sums;
  for (std::uint64_t i = 0; i < draws; ++i)
    sums.push_back(3 + 2 * design.normal(0, i) + 1.5 * design.normal(1, i));
  std::ranges::sort(sums);
  // Standard errors of a percentile of 4,000 draws are below 0.09 here; four of them.
  for (const auto& [share, quantile] :
       {std::pair{0.05, -1.6448536}, {0.5, 0.0}, {0.95, 1.6448536}, {0.99, 2.3263479}})
    EXPECT_NEAR(sums[static_cast<std::size_t>(share * draws)], 3 + 2.5 * quantile, 0.36);
  const double mean = std::accumulate(sums.begin(), sums.end(), 0.0) / draws;
  EXPECT_NEAR(mean, 3, 1e-3);  // of a plain sample 0.04
}

TEST(latin_hypercube, factors_do_not_go_together) {
  constexpr std::uint64_t draws = 2000;
  const latin_hypercube design(3, draws);
  double largest = 0;
  for (std::uint32_t a = 0; a < 20; ++a)
    for (std::uint32_t b = 0; b < a; ++b) {
      double product = 0;
      for (std::uint64_t i = 0; i < draws; ++i)
        product += design.normal(a, i) * design.normal(b, i);
      largest = std::max(largest, std::abs(product / draws));
    }
  EXPECT_LT(largest, 4.5 / std::sqrt(static_cast<double>(draws)));  // 190 pairs
}

TEST(latin_hypercube, is_another_by_another_seed_and_the_same_by_the_same) {
  const latin_hypercube one(1, 100), same(1, 100), other(2, 100);
  int differ = 0;
  for (std::uint64_t i = 100; i-- > 0;) {
    EXPECT_EQ(one.uniform(9, i), same.uniform(9, i));
    differ += one.uniform(9, i) != other.uniform(9, i);
  }
  EXPECT_EQ(differ, 100);
}

}  // namespace
}  // namespace amur::ensemble
