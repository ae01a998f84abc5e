// What a crossing of several stages does, seen in the smallest world that shows it.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <cstring>

#include "amur/crossing/replications.h"
#include "support/small_crossing.h"

namespace amur::test {
namespace {

using namespace amur::crossing;

simulation_result run(const crossing_model& model, double horizon_h = 1000) {
  EXPECT_TRUE(problems_of(model).empty());
  simulation_options options;
  options.horizon_h = horizon_h;
  return simulate(model, options);
}

// A berth, a crane that lifts a barge empty onto a quay, trucks that fetch from it.
crossing_model small_port(double trucks_per_hour) {
  crossing_model model;
  const auto berth = add_resource(model, "berth", 1);
  const auto crane = add_resource(model, "crane", 1);
  const auto quay = add_store(model, "quay", 60);
  const auto at_berth = add_stage(model, "at_berth", stage_kind::seize, berth);
  const auto lift = add_stage(model, "lift", stage_kind::service, crane, constant(0.1));
  const auto put = add_stage(model, "put", stage_kind::put, quay);
  const auto cast_off = add_stage(model, "cast_off", stage_kind::release, berth);
  const auto load = add_stage(model, "load", stage_kind::take, quay);
  model.stages[at_berth].next = {lift};
  model.stages[lift].next = {put};
  model.stages[put].amount = 20;
  model.stages[put].again = lift;
  model.stages[put].next = {cast_off};
  const auto barges = add_stream(model, "barges", 0.05, at_berth);
  model.streams[barges].load = constant(200);
  if (trucks_per_hour > 0) {
    const auto trucks = add_stream(model, "trucks", trucks_per_hour, load);
    model.streams[trucks].load = constant(20);
  }
  return model;
}

TEST(simulation, tonnes_are_conserved_from_barge_to_truck) {
  const auto result = run(small_port(1), 20000);
  ASSERT_EQ(result.status, simulation_status::done);
  const auto& record = result.record;
  const double landed = 20 * record.stages[2].began, fetched = 20 * record.stages[4].began;
  EXPECT_GT(landed, 0);
  EXPECT_LE(landed - fetched, 60 + 1e-9);
  EXPECT_GE(landed - fetched, 0);
  // The barges at work have put part of their 200 t.
  EXPECT_LE(std::abs(record.streams[0].load_left - landed), 200 + 1e-9);
}

TEST(simulation, a_full_quay_that_nobody_empties_is_a_deadlock_with_its_stages) {
  const auto result = run(small_port(0));
  EXPECT_EQ(result.status, simulation_status::deadlocked);
  ASSERT_FALSE(result.stuck.stages.empty());
  std::vector<std::size_t> stages;
  for (const auto stage : result.stuck.stages) stages.push_back(stage.index());
  // The barge waits to put, and holds the berth that the next ones wait for.
  EXPECT_EQ(stages, (std::vector<std::size_t>{0, 2}));
}

TEST(simulation, no_booth_open_is_a_deadlock) {
  auto model = queue_of(1, 1, constant(0.1));
  model.shifts.push_back({"never", {{8, 16, 0}}});
  model.resources[resource_id(0)].shift = shift_id(0);
  const auto result = run(model);
  EXPECT_EQ(result.status, simulation_status::deadlocked);
  EXPECT_NE(result.stuck.reason.find("on duty"), std::string::npos) << result.stuck.reason;
  EXPECT_LE(result.stuck.time_h, 168);
}

TEST(simulation, two_who_hold_what_the_other_needs_are_a_deadlock) {
  crossing_model model;
  const auto a = add_resource(model, "a", 1), b = add_resource(model, "b", 1);
  for (const auto& [first, second, name] : {std::tuple{a, b, "ab"}, {b, a, "ba"}}) {
    const auto one = add_stage(model, std::string("first_") + name, stage_kind::seize, first);
    const auto work =
        add_stage(model, std::string("work_") + name, stage_kind::delay, {}, constant(1));
    const auto two = add_stage(model, std::string("second_") + name, stage_kind::seize, second);
    model.stages[one].next = {work};
    model.stages[work].next = {two};
    add_stream(model, name, 0.5, one);
  }
  const auto result = run(model);
  EXPECT_EQ(result.status, simulation_status::deadlocked);
  EXPECT_NE(result.stuck.reason.find("held by vehicles that wait for good"), std::string::npos);
}

TEST(simulation, a_closed_night_or_season_is_no_deadlock) {
  auto model = queue_of(0.5, 1, constant(0.1));
  model.shifts.push_back({"day", {{8, 16, 1}}});  // Mondays only
  model.seasons.push_back({"summer", {{date{0, 5, 1}, date{0, 9, 30}}}, 3});
  model.resources[resource_id(0)].shift = shift_id(0);
  model.resources[resource_id(0)].season = season_id(0);
  const auto result = run(model, 8760);
  EXPECT_EQ(result.status, simulation_status::done);
  EXPECT_GT(result.record.stages[0].began, 0);
}

TEST(simulation, going_round_without_time_is_found) {
  crossing_model model;
  const auto a = add_stage(model, "a", stage_kind::choose);
  model.stages[a].next = {a};
  model.stages[a].probability = {1};
  add_stream(model, "trucks", 1, a);
  EXPECT_EQ(run(model).status, simulation_status::deadlocked);
}

// A boat for ten that also leaves at noon with three or more.
crossing_model boat(double per_hour) {
  crossing_model model;
  const auto boats = add_resource(model, "boat", 1);
  const auto pier = add_stage(model, "pier", stage_kind::batch, boats);
  const auto trip = add_stage(model, "trip", stage_kind::delay, {}, constant(0.5));
  const auto land = add_stage(model, "land", stage_kind::unbatch);
  model.stages[pier].batch_size = 10;
  model.stages[pier].batch_least = 3;
  model.stages[pier].departures_h = {12};
  model.stages[pier].patience_h = constant(2);
  model.stages[pier].next = {trip};
  model.stages[trip].next = {land};
  add_stream(model, "guests", per_hour, pier);
  return model;
}

TEST(simulation, a_boat_without_guests_stays_and_one_with_many_leaves_full) {
  const auto idle = run(boat(0.2), 5000);
  EXPECT_GT(idle.record.stages[0].impatient, 0.5 * idle.record.streams[0].arrived);
  EXPECT_LT(idle.record.resources[0].busy_area_h / idle.record.resources[0].open_area_h, 0.02);
  EXPECT_EQ(idle.record.streams[0].lost, idle.record.stages[0].impatient);

  const auto busy = run(boat(15), 5000);
  const double trips = busy.record.stages[1].began;
  EXPECT_NEAR(busy.record.stages[0].began / trips, 10, 0.2);
  EXPECT_NEAR(busy.record.resources[0].busy_area_h, trips * 0.5, 0.6);
}

TEST(simulation, a_barge_leaves_with_its_tonnes_trip_after_trip) {
  auto model = boat(2);
  auto& pier = model.stages[stage_id(0)];
  pier.batch_size = std::numeric_limits<std::uint32_t>::max();
  pier.batch_load = 100;
  pier.departures_h.clear();
  pier.patience_h.reset();
  model.streams[stream_id(0)].load = constant(20);
  const auto result = run(model, 5000);
  EXPECT_GT(result.record.stages[1].began, 1000);
  EXPECT_EQ(result.record.stages[0].began, 5 * result.record.stages[1].began);
}

TEST(simulation, everybody_who_came_left_was_lost_or_is_there) {
  EXPECT_TRUE(rc::check([] {
    auto model = boat(*rc::gen::inRange(1, 40) * 0.5);
    const auto booth = add_resource(model, "booth", *rc::gen::inRange(1, 4));
    const auto control = add_stage(model, "control", stage_kind::service, booth,
                                   exponential(*rc::gen::inRange(1, 9) * 0.02));
    model.stages[control].queue_limit = static_cast<std::uint32_t>(*rc::gen::inRange(0, 20));
    model.stages[control].next = {stage_id(0)};
    model.streams[stream_id(0)].first = control;
    model.streams[stream_id(0)].platoon = {distribution_kind::discrete, 0, 0, 0, {1, 4}, {3, 1}};
    simulation_options options;
    options.horizon_h = 400;
    options.seed = *rc::gen::inRange<std::uint64_t>(1, 1000000);
    double inside = 0;
    options.trace = [&](const trace_row& row) {
      if (!row.stream.valid()) return;
      if (std::strcmp(row.what, "arrives") == 0) inside += 1;
      if (std::strcmp(row.what, "leaves") == 0) inside -= 1;
    };
    const auto result = simulate(model, options);
    RC_ASSERT(result.status == simulation_status::done);
    const auto& stream = result.record.streams[0];
    RC_ASSERT(stream.arrived - stream.left == inside);
    RC_ASSERT(stream.lost <= inside);
    RC_ASSERT(stream.lost ==
              result.record.stages[0].impatient + result.record.stages[3].turned_away);
  }));
}

TEST(simulation, more_booths_or_less_traffic_never_lengthen_the_wait) {
  double before = unlimited;
  for (const double booths : {1.0, 2.0, 3.0}) {
    const auto result = run(queue_of(0.9, booths, exponential(1)), 20000);
    const double wait_h = result.record.stages[0].wait_h / result.record.stages[0].began;
    EXPECT_LT(wait_h, before);
    before = wait_h;
  }
}

TEST(simulation, the_shorter_queue_and_the_cheaper_way_are_chosen) {
  for (const auto rule : {choice_rule::shortest, choice_rule::cheapest}) {
    crossing_model model;
    const auto fast = add_resource(model, "fast", 1), slow = add_resource(model, "slow", 1);
    const auto fork = add_stage(model, "fork", stage_kind::choose);
    const auto bridge = add_stage(model, "bridge", stage_kind::service, fast, exponential(0.5));
    const auto ferry = add_stage(model, "ferry", stage_kind::service, slow, exponential(0.5));
    model.stages[fork].rule = rule;
    model.stages[fork].next = {bridge, ferry};
    model.stages[bridge].fee_usd = 30;
    const auto trucks = add_stream(model, "trucks", 2.5, fork);
    model.streams[trucks].cost_usd_per_h = 20;
    const auto result = run(model, 20000);
    const double by_bridge = result.record.stages[1].began,
                 by_ferry = result.record.stages[2].began;
    if (rule == choice_rule::shortest)
      EXPECT_NEAR(by_bridge / by_ferry, 1.2, 0.25);  // where both are free, the first is taken
    else
      EXPECT_LT(by_bridge, 0.8 * by_ferry);  // the toll is worth 1.5 h of waiting
    // The queue doesn't run away, which it would at either alone.
    EXPECT_LT(result.record.stages[1].wait_h / by_bridge, 10);
  }
}

TEST(simulation, breakdowns_take_their_share_of_time) {
  auto model = queue_of(0.1, 3, constant(0.1));
  model.resources[resource_id(0)].mean_time_between_failures_h = 90;
  model.resources[resource_id(0)].repair_h = exponential(10);
  const auto result = run(model, 200000);
  EXPECT_NEAR(result.record.resources[0].open_area_h / result.record.window_h / 3, 0.9, 0.005);
}

TEST(simulation, appointments_come_when_they_are_due) {
  auto model = queue_of(0, 1, constant(0.1));
  auto& stream = model.streams[stream_id(0)];
  stream.kind = arrival_kind::schedule;
  stream.times_h = {8, 12};
  stream.spread_h = 0.25;
  stream.no_show = 0.25;
  simulation_options options;
  options.horizon_h = 24 * 1000;
  std::vector<double> hours;
  options.trace = [&](const trace_row& row) {
    if (std::strcmp(row.what, "arrives") == 0) hours.push_back(std::fmod(row.time_h, 24));
  };
  const auto result = simulate(model, options);
  EXPECT_NEAR(result.record.streams[0].arrived, 1500, 80);
  double off = 0;
  for (const double hour : hours)
    off += std::pow(std::min(std::abs(hour - 8), std::abs(hour - 12)), 2);
  EXPECT_NEAR(std::sqrt(off / static_cast<double>(hours.size())), 0.25, 0.02);
}

TEST(simulation, arrivals_follow_their_profile_and_their_mean) {
  auto model = queue_of(10, 100, constant(0.01));
  auto& stream = model.streams[stream_id(0)];
  stream.by.emplace();
  stream.by->hour.fill(1);
  stream.by->hour[8] = 5;
  stream.by->weekday.fill(1);
  stream.by->month.fill(1);
  const auto result = run(model, 24 * 700);
  EXPECT_NEAR(result.record.streams[0].arrived / 700, 240, 2);
  std::vector<double> by_hour(24);
  simulation_options options;
  options.horizon_h = 24 * 200;
  options.trace = [&](const trace_row& row) {
    if (std::strcmp(row.what, "arrives") == 0)
      by_hour[static_cast<std::size_t>(std::fmod(row.time_h, 24))] += 1;
  };
  (void)simulate(model, options);
  EXPECT_NEAR(by_hour[8] / by_hour[12], 5, 0.5);
}

TEST(replications, are_the_same_for_any_number_of_threads) {
  auto model = small_port(1);
  model.stages[stage_id(4)].patience_h = constant(3);  // else the trucks' queue grows without end
  replication_options options;
  options.horizon_h = 2000;
  options.replications = 9;
  options.warm_up_h = 100;
  std::vector<simulation_summary> summaries;
  for (const std::size_t threads : {1u, 2u, 5u}) {
    options.threads = threads;
    summaries.push_back(replicate(model, options));
  }
  for (std::size_t i = 1; i < summaries.size(); ++i) {
    EXPECT_EQ(summaries[i].time_h.mean, summaries[0].time_h.mean);
    EXPECT_EQ(summaries[i].time_h.half_width, summaries[0].time_h.half_width);
    for (std::size_t s = 0; s < model.stages.size(); ++s) {
      if (model.stages[stage_id(s)].kind != stage_kind::release) {
        EXPECT_EQ(summaries[i].stages[s].wait_h.mean, summaries[0].stages[s].wait_h.mean);
        EXPECT_EQ(summaries[i].stages[s].p95_h, summaries[0].stages[s].p95_h);
      }
      EXPECT_EQ(summaries[i].counts.queue_over_time[s], summaries[0].counts.queue_over_time[s]);
    }
  }
}

TEST(replications, go_on_until_the_mean_is_known_well_enough) {
  replication_options options;
  options.horizon_h = 500;
  options.replications = 5;
  options.wanted_half_width = 0.02;
  const auto summary = replicate(queue_of(48, 1, exponential(1.0 / 60)), options);
  EXPECT_LE(summary.time_h.half_width, 0.02 * summary.time_h.mean);
  EXPECT_GT(summary.replications, 5u);
  EXPECT_LT(summary.replications, options.most_replications);
}

TEST(replications, leave_out_a_start_that_is_not_like_the_rest) {
  // The booth opens only after two days, with a queue that takes days to clear.
  auto model = queue_of(5, 1, constant(0.1));
  model.seasons.push_back({"late", {{date{2023, 1, 3}, std::nullopt}}, 0});
  model.resources[resource_id(0)].season = season_id(0);
  replication_options options;
  options.horizon_h = 2000;
  options.replications = 3;
  EXPECT_EQ(replicate(model, options).warm_up_h, 0);  // the year matters: nothing is left out
  simulation_options single;
  single.horizon_h = 2000;
  const auto times = simulate(model, single).record.times_h;
  const double cut_h = 2000.0 * static_cast<double>(mser_cut(times.means())) /
                       static_cast<double>(times.means().size());
  EXPECT_GT(cut_h, 80);
  EXPECT_LT(cut_h, 250);
}

TEST(replications, share_their_random_numbers_across_scenarios) {
  // A second booth on another stage changes nothing at the first.
  auto one = queue_of(48, 1, exponential(1.0 / 60));
  auto two = one;
  const auto other = add_resource(two, "other", 1);
  const auto more = add_stage(two, "more", stage_kind::service, other, exponential(0.001));
  two.stages[stage_id(0)].next = {more};
  replication_options options;
  options.horizon_h = 300;
  options.replications = 3;
  options.warm_up_h = 0;
  EXPECT_EQ(replicate(one, options).stages[0].wait_h.mean,
            replicate(two, options).stages[0].wait_h.mean);
}

}  // namespace
}  // namespace amur::test
