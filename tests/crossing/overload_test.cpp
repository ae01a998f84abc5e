// A queue that grows without end is told from one that is only long.

#include <gtest/gtest.h>

#include <cmath>

#include "amur/crossing/replications.h"
#include "support/small_crossing.h"

namespace amur::test {
namespace {

using namespace amur::crossing;

simulation_summary run(const crossing_model& model, std::size_t replications = 10,
                       double days = 365) {
  replication_options options;
  options.horizon_h = 24 * days;
  options.replications = replications;
  return replicate(model, options);
}

TEST(overload, a_queue_that_grows_has_no_mean_wait_and_no_interval) {
  // 70 a day, a place for 68.6.
  const auto summary = run(queue_of(70.0 / 24, 1, exponential(24 / 68.6)), 30);
  EXPECT_TRUE(summary.grows);
  EXPECT_NEAR(summary.stages[0].grows_per_day, 1.4, 0.6);
  for (const auto& unknown : {summary.time_h, summary.stages[0].wait_h, summary.stages[0].waiting,
                              summary.streams[0].time_h, summary.streams[0].inside}) {
    EXPECT_TRUE(std::isnan(unknown.mean));
    EXPECT_TRUE(std::isnan(unknown.half_width));
  }
  // What gets through is known as ever.
  EXPECT_NEAR(summary.stages[0].began_per_day.mean, 68.6, 0.5);
  EXPECT_LE(summary.resources[0].use.mean, 1 + 1e-12);
}

TEST(overload, is_seen_at_any_load_above_1_and_at_none_below) {
  for (const double load : {0.5, 0.9, 0.95, 0.98})
    for (const double booths : {1.0, 4.0})
      for (const std::size_t replications : {1u, 10u})
        EXPECT_FALSE(run(queue_of(load * booths, booths, exponential(1)), replications).grows)
            << load << ", " << booths << ", " << replications;
  for (const double load : {1.05, 1.2, 1.5, 3.0})
    for (const double booths : {1.0, 4.0})
      for (const std::size_t replications : {1u, 3u, 10u}) {
        if (load < 1.1 && replications < 10) continue;  // a single year does not show 5 %
        EXPECT_TRUE(run(queue_of(load * booths, booths, exponential(1)), replications).grows)
            << load << ", " << booths << ", " << replications;
      }
}

TEST(overload, a_booth_that_is_just_kept_busy_is_not_overloaded) {
  auto model = queue_of(0, 1, constant(1));
  auto& stream = model.streams[stream_id(0)];
  stream.kind = arrival_kind::schedule;
  for (int h = 0; h < 24; ++h) stream.times_h.push_back(h);
  const auto summary = run(model, 3, 60);
  EXPECT_FALSE(summary.grows);
  EXPECT_EQ(summary.stages[0].wait_h.mean, 0);
  EXPECT_NEAR(summary.resources[0].use.mean, 1, 1e-9);
}

TEST(overload, nights_and_winters_that_clear_again_are_none) {
  auto model = queue_of(1, 1, exponential(0.25));
  model.shifts.push_back({"day", {}});
  for (int day = 0; day < 7; ++day)
    model.shifts[shift_id(0)].windows.push_back({24.0 * day + 8, 24.0 * day + 16, 1});
  model.resources[resource_id(0)].shift = shift_id(0);
  EXPECT_FALSE(run(model).grows);  // 24 come a day, 32 could be served
  model.seasons.push_back({"summer", {{date{0, 5, 1}, date{0, 9, 30}}}, 0});
  auto seasonal = queue_of(1, 1, exponential(0.25));
  seasonal.seasons = model.seasons;
  seasonal.resources[resource_id(0)].season = season_id(0);
  EXPECT_FALSE(run(seasonal).grows);  // 24 a day all year, 96 from May to September
  seasonal.stages[stage_id(0)].time_h = exponential(0.75);
  EXPECT_TRUE(run(seasonal, 10, 2 * 365).grows);  // 32 a day from May to September are too few
}

TEST(overload, who_goes_away_does_not_make_a_queue_grow) {
  auto model = queue_of(3, 1, exponential(1));
  model.stages[stage_id(0)].queue_limit = 50;
  EXPECT_FALSE(run(model).grows);
  model.stages[stage_id(0)].queue_limit = std::numeric_limits<std::uint32_t>::max();
  model.stages[stage_id(0)].patience_h = constant(24);
  EXPECT_FALSE(run(model).grows);
}

TEST(overload, leaves_alone_who_does_not_pass_it) {
  auto model = queue_of(2, 1, exponential(1));
  const auto other = add_resource(model, "other", 1);
  const auto free = add_stage(model, "free", stage_kind::service, other, exponential(0.1));
  add_stream(model, "cars", 2, free);
  const auto summary = run(model, 10, 60);
  EXPECT_TRUE(summary.grows);
  EXPECT_TRUE(std::isnan(summary.streams[0].time_h.mean));
  EXPECT_NEAR(summary.streams[1].time_h.mean, 0.125, 0.01);  // M/M/1: 1 / (10 - 2)
}

TEST(overload, a_berth_that_is_held_too_long_is_seen) {
  crossing_model model;
  const auto berth = add_resource(model, "berth", 2);
  const auto in = add_stage(model, "in", stage_kind::seize, berth);
  const auto stay = add_stage(model, "stay", stage_kind::delay, {}, exponential(10));
  const auto out = add_stage(model, "out", stage_kind::release, berth);
  model.stages[in].next = {stay};
  model.stages[stay].next = {out};
  add_stream(model, "barges", 0.25, in);
  EXPECT_TRUE(run(model).grows);
  model.streams[stream_id(0)].arrivals_per_day = 24 * 0.15;
  EXPECT_FALSE(run(model).grows);
}

TEST(overload, time_to_finish_after_a_shift_is_time_on_duty) {
  auto model = queue_of(5, 2, exponential(1));
  model.shifts.push_back({"day", {}});
  for (int day = 0; day < 7; ++day)
    model.shifts[shift_id(0)].windows.push_back({24.0 * day + 8, 24.0 * day + 12, 1});
  model.resources[resource_id(0)].shift = shift_id(0);
  const auto summary = run(model, 3, 100);
  EXPECT_TRUE(summary.grows);
  EXPECT_LE(summary.resources[0].use.mean, 1 + 1e-12);
  EXPECT_GT(summary.resources[0].use.mean, 0.99);
}

}  // namespace
}  // namespace amur::test
