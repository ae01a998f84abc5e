// How far an alternative is considered: smoothly less near the bound, monotone, never a jump.

#include "amur/assign/soft_minimum.h"

#include <gtest/gtest.h>

namespace amur::assign {
namespace {

TEST(considered_share, is_whole_within_two_thirds_of_the_bound_and_nothing_from_it_on) {
  EXPECT_EQ(considered_share(0, 12), 1);
  EXPECT_EQ(considered_share(8, 12), 1);
  EXPECT_EQ(considered_share(12, 12), 0);
  EXPECT_EQ(considered_share(100, 12), 0);
  EXPECT_NEAR(considered_share(10, 12), 0.5, 1e-15);
}

TEST(considered_share, falls_without_a_jump) {
  double last = 1;
  for (int i = 0; i <= 14000; ++i) {
    const double share = considered_share(i / 1000.0, 12);
    EXPECT_LE(share, last);
    EXPECT_LE(last - share, 0.375e-3 + 1e-12);  // 1.5 / (12 / 3) for each dispersion
    last = share;
  }
}

}  // namespace
}  // namespace amur::assign
