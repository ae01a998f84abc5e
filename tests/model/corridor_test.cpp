// CAREC's indicators of a journey worked by hand, and sums of what is not sure.

#include "amur/model/corridor.h"

#include <gtest/gtest.h>

#include <cmath>

namespace amur::model {
namespace {

corridor_stage stage(stage_kind kind, double km, double hours, double paid, double paid_here = 0) {
  corridor_stage made;
  made.kind = kind;
  made.from = made.to = node_id(0);
  made.mode = mode_id(0);
  made.length_km = km;
  made.time_h = hours;
  made.paid_usd = paid;
  made.paid_here_usd = paid_here;
  return made;
}

// By CAREC's definitions: 400 km in 10 h to a border, 14 h and 9 USD/t there, 100 km in 2 h to a
// change of gauge of 6 h at 3 USD/t, 300 km in 8 h. A tonne pays 0.05 USD/km on the way. Loading
// and unloading, an hour each at 2 USD/t, are no part of the corridor.
TEST(corridor, indicators_are_those_of_a_journey_worked_by_hand) {
  const auto rows =
      indicators_of({stage(stage_kind::load, 0, 1, 2), stage(stage_kind::way, 400, 10, 20),
                     stage(stage_kind::border, 0, 14, 9, 9), stage(stage_kind::duty, 0, 0, 0),
                     stage(stage_kind::way, 100, 2, 5), stage(stage_kind::transfer, 0, 6, 3),
                     stage(stage_kind::way, 300, 8, 15), stage(stage_kind::unload, 0, 1, 2)},
                    true);
  ASSERT_EQ(rows.size(), 5U);
  const auto& first = rows[0];  // 400 km, 24 h
  EXPECT_EQ(first.scope, indicator_scope::section);
  EXPECT_DOUBLE_EQ(first.speed_without_delay_kmh, 40);
  EXPECT_DOUBLE_EQ(first.speed_with_delay_kmh, 400.0 / 24);
  EXPECT_DOUBLE_EQ(first.usd_per_500km_20t, 29.0 * 20 * 500 / 400);
  EXPECT_TRUE(std::isnan(first.clearance_h));
  const auto& border = rows[1];
  EXPECT_EQ(border.scope, indicator_scope::crossing);
  EXPECT_DOUBLE_EQ(border.clearance_h, 14);
  EXPECT_DOUBLE_EQ(border.clearance_usd, 180);  // 20 t at 9 USD
  EXPECT_TRUE(std::isnan(border.speed_with_delay_kmh));
  EXPECT_DOUBLE_EQ(rows[2].speed_with_delay_kmh, 100.0 / 8);
  EXPECT_DOUBLE_EQ(rows[3].usd_per_500km_20t, 500);  // 15 USD for 300 km
  const auto& whole = rows[4];
  EXPECT_EQ(whole.scope, indicator_scope::corridor);
  EXPECT_DOUBLE_EQ(whole.length_km, 800);
  EXPECT_DOUBLE_EQ(whole.speed_without_delay_kmh, 40);  // 800 km in 20 h
  EXPECT_DOUBLE_EQ(whole.speed_with_delay_kmh, 20);     // in 40 h
  EXPECT_DOUBLE_EQ(whole.usd_per_500km_20t, 52.0 * 20 * 500 / 800);
  EXPECT_DOUBLE_EQ(whole.clearance_h, 14);
}

// A change of mode and a border at one place end one section together: 100 km, 2 + 3 + 1 h.
TEST(corridor, two_stops_at_one_place_end_one_section) {
  const auto rows =
      indicators_of({stage(stage_kind::way, 100, 2, 5), stage(stage_kind::transfer, 0, 3, 1),
                     stage(stage_kind::border, 0, 1, 2, 2), stage(stage_kind::way, 50, 1, 1)},
                    true);
  ASSERT_EQ(rows.size(), 4U);  // section, crossing, section, corridor
  EXPECT_DOUBLE_EQ(rows[0].speed_with_delay_kmh, 100.0 / 6);
  EXPECT_DOUBLE_EQ(rows[0].usd_per_500km_20t, 8.0 * 20 * 500 / 100);
  EXPECT_EQ(rows[1].scope, indicator_scope::crossing);
  EXPECT_DOUBLE_EQ(rows[2].speed_with_delay_kmh, 50);
}

TEST(corridor, passengers_have_speeds_and_hours_but_no_tonnes) {
  const auto rows = indicators_of(
      {stage(stage_kind::way, 60, 1, 6), stage(stage_kind::border, 0, 2, 1, 1)}, false);
  EXPECT_TRUE(std::isnan(rows[0].usd_per_500km_20t));
  EXPECT_TRUE(std::isnan(rows[1].clearance_usd));
  EXPECT_DOUBLE_EQ(rows[1].clearance_h, 2);
  EXPECT_DOUBLE_EQ(rows[2].speed_without_delay_kmh, 60);
}

// Of two uniform waits the sum is triangular: a share p of it lies below sqrt(2 p) hours while that
// is below 1; of two exponential waits P(sum <= t) = 1 - (1 + t) exp(-t).
TEST(corridor, percentiles_of_sums_are_those_of_closed_forms) {
  spread uniform, exponential;
  for (int i = 0; i < 100; ++i) {
    uniform.push_back((i + 0.5) / 100);
    exponential.push_back(-std::log(1 - (i + 0.5) / 100));
  }
  const auto triangular = sum_of(uniform, uniform);
  EXPECT_NEAR(percentile_of(triangular, 0.1), std::sqrt(0.2), 5e-3);
  EXPECT_NEAR(percentile_of(triangular, 0.9), 2 - std::sqrt(0.2), 5e-3);
  EXPECT_NEAR(mean_of(triangular), 1, 1e-6);
  const auto erlang = sum_of(exponential, exponential);
  for (const double share : {0.1, 0.5, 0.9}) {
    const double t = percentile_of(erlang, share);
    EXPECT_NEAR(1 - (1 + t) * std::exp(-t), share, 3e-3);
  }
  EXPECT_EQ(sum_of({}, uniform), uniform);
  EXPECT_TRUE(std::isnan(percentile_of({}, 0.5)));
}

}  // namespace
}  // namespace amur::model
