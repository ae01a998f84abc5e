#include "amur/network/delay.h"

#include <gtest/gtest.h>

#include <cmath>

namespace amur::network {
namespace {

TEST(delay, bpr_at_capacity_adds_alpha) {
  const delay_function bpr{delay_kind::bpr, 2, 100, 0.15, 4};
  EXPECT_DOUBLE_EQ(bpr.time_h(0), 2);
  EXPECT_DOUBLE_EQ(bpr.time_h(100), 2.3);
}

TEST(delay, conical_doubles_the_free_time_at_capacity) {
  const delay_function conical{delay_kind::conical, 3, 50, 4, 0};
  EXPECT_DOUBLE_EQ(conical.time_h(50), 6);
}

TEST(delay, without_capacity_time_never_grows) {
  const delay_function bpr{delay_kind::bpr, 2};
  EXPECT_TRUE(bpr.is_flat());
  EXPECT_DOUBLE_EQ(bpr.time_h(1e9), 2);
}

TEST(delay, slope_and_integral_agree_with_the_time) {
  for (const auto& f : {delay_function{delay_kind::bpr, 2, 100, 0.15, 4},
                        delay_function{delay_kind::akcelik, 0, 100, 0.3, 12},
                        delay_function{delay_kind::akcelik, 2, 100, 40, 24, 1},
                        delay_function{delay_kind::bpr, 2, 100, 0.5, 2.3},
                        delay_function{delay_kind::conical, 3, 50, 4, 0, 1.25},
                        delay_function{delay_kind::constant, 1.5, 10}}) {
    for (const double v : {1.0, 30.0, 50.0, 120.0}) {
      const double h = 1e-4;
      EXPECT_NEAR(f.slope(v), (f.time_h(v + h) - f.time_h(v - h)) / (2 * h), 1e-6);
      EXPECT_NEAR(f.time_h(v), (f.integral(v + h) - f.integral(v - h)) / (2 * h), 1e-6);
    }
    EXPECT_NEAR(f.integral(0), 0, 1e-12);
  }
}

TEST(delay, high_powers_go_on_along_a_tangent_and_stay_finite) {
  const delay_function steep{delay_kind::bpr, 2, 10, 0.15, 60};
  // 0.15 x^60 = 1e50.
  const double joint = 10 * std::pow(1e50 / 0.15, 1.0 / 60);
  for (const double v : {0.999999 * joint, 1.000001 * joint, 2 * joint, 1e6}) {
    const double h = 1e-6 * v;
    const double rise = (steep.time_h(v + h) - steep.time_h(v - h)) / (2 * h);
    EXPECT_NEAR(steep.slope(v) / rise, 1, 1e-3) << v;
    const double mean = (steep.integral(v + h) - steep.integral(v - h)) / (2 * h);
    EXPECT_NEAR(steep.time_h(v) / mean, 1, 1e-3) << v;
  }
  EXPECT_DOUBLE_EQ(steep.time_h(20), 2 * (1 + 0.15 * std::pow(2, 60))) << "below, it is BPR";
  EXPECT_TRUE(std::isfinite(steep.integral(1e12)));
}

}  // namespace
}  // namespace amur::network
