// Services that give way to an earlier priority, and shifts that shrink while units are busy:
// beside a trace made by hand and beside a crossing followed minute by minute.

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

#include "amur/crossing/simulation.h"
#include "support/small_crossing.h"

namespace amur::test {
namespace {

using namespace amur::crossing;

constexpr double minute = 1.0 / 60;

// What happens, as "MINUTE VEHICLE WHAT".
std::vector<std::string> told_by(const crossing_model& model, double horizon_h) {
  EXPECT_TRUE(problems_of(model).empty());
  std::vector<std::string> rows;
  simulation_options options;
  options.horizon_h = horizon_h;
  options.trace = [&](const trace_row& row) {
    rows.push_back(std::to_string(std::lround(row.time_h * 60)) + " " +
                   std::to_string(row.vehicle) + " " + row.what);
  };
  EXPECT_EQ(simulate(model, options).status, simulation_status::done);
  return rows;
}

// A stage of a booth with a stream of its own that comes at these minutes.
void add_users(crossing_model& model, const std::string& id, resource_id booth, int service_min,
               std::uint8_t priority, bool interrupts, const std::vector<int>& minutes,
               std::uint32_t units = 1) {
  const auto at = add_stage(model, id, stage_kind::service, booth, constant(service_min * minute));
  model.stages[at].interrupts = interrupts;
  model.stages[at].units = units;
  const auto stream = add_stream(model, id, 0, at);
  model.streams[stream].kind = arrival_kind::schedule;
  model.streams[stream].priority = priority;
  for (const int m : minutes) model.streams[stream].times_h.push_back(m * minute);
}

TEST(interruption, a_trace_by_hand) {
  crossing_model model;
  const auto booth = add_resource(model, "booth", 1);
  add_users(model, "buses", booth, 5, 0, true, {4, 6});
  add_users(model, "trucks", booth, 10, 1, false, {0, 1});
  const std::vector<std::string> expected = {
      "0 1 arrives",     "0 1 begins",  "1 2 arrives", "1 2 waits",   "4 3 arrives",
      "4 1 interrupted", "4 3 begins",  "6 4 arrives", "6 4 waits",   "9 3 ends",
      "9 3 leaves",      "9 4 begins",  "14 4 ends",   "14 4 leaves", "14 1 resumes",
      "20 1 ends",       "20 1 leaves", "20 2 begins", "30 2 ends",   "30 2 leaves"};
  auto told = told_by(model, 1);
  // Who leaves frees its unit first; the rest of a moment's order is tested elsewhere.
  const auto moment_order = [](std::vector<std::string>& rows) { std::ranges::sort(rows); };
  auto wanted = expected;
  moment_order(told);
  moment_order(wanted);
  EXPECT_EQ(told, wanted);

  simulation_options options;
  options.horizon_h = 1;
  const auto record = simulate(model, options).record;
  EXPECT_NEAR(record.stages[1].wait_h, (10 + 19) * minute, 1e-9);
  EXPECT_EQ(record.stages[1].began, 2);
  EXPECT_NEAR(record.stages[1].queue_area_h, record.stages[1].wait_h, 1e-9);
  EXPECT_NEAR(record.resources[0].busy_area_h, 30 * minute, 1e-9);
}

TEST(interruption, nobody_is_interrupted_where_that_would_not_do) {
  // A bus needs two booths; one is a bus's own, so interrupting the truck would not let it begin.
  crossing_model model;
  const auto booths = add_resource(model, "booths", 2);
  add_users(model, "cars", booths, 10, 0, false, {0});
  add_users(model, "trucks", booths, 20, 1, false, {0});
  add_users(model, "buses", booths, 5, 0, true, {2}, 2);
  const auto told = told_by(model, 1);
  // At 10 the car is done; then the truck gives way.
  EXPECT_EQ(std::ranges::count(told, "10 2 interrupted"), 1);
  EXPECT_EQ(std::ranges::count(told, "10 3 begins"), 1);
  EXPECT_EQ(std::ranges::count(told, "15 2 resumes"), 1);
  EXPECT_EQ(std::ranges::count(told, "25 2 ends"), 1);
}

TEST(interruption, who_may_interrupt_is_a_service) {
  crossing_model model;
  const auto booth = add_resource(model, "booth", 1);
  const auto hold = add_stage(model, "hold", stage_kind::seize, booth);
  model.stages[hold].interrupts = true;
  add_stream(model, "trucks", 1, hold);
  ASSERT_EQ(problems_of(model).size(), 1U);
  EXPECT_EQ(problems_of(model)[0].field, "interrupts");
}

// Minute by minute: the booths serve, of all who are there, the first by priority and arrival.
std::map<std::uint64_t, int> ends_minute_by_minute(const crossing_model& model, int horizon_min) {
  struct one {
    int priority, came, left;
    std::uint64_t number = 0;
  };
  std::vector<one> coming;
  for (const auto& stream : model.streams)
    for (const double hour : stream.times_h)
      coming.push_back({stream.priority, static_cast<int>(std::lround(hour * 60)),
                        static_cast<int>(std::lround(model.stages[stream.first].time_h.a * 60))});
  std::ranges::stable_sort(coming, {}, &one::came);
  for (std::size_t i = 0; i < coming.size(); ++i) coming[i].number = i + 1;
  std::map<std::uint64_t, int> ends;
  for (int now = 0; now < horizon_min; ++now) {
    std::vector<one*> there;
    for (auto& each : coming)
      if (each.came <= now && each.left > 0) there.push_back(&each);
    std::ranges::stable_sort(there,
                             [](const one* a, const one* b) { return a->priority < b->priority; });
    for (std::size_t i = 0; i < there.size() && i < model.resources[resource_id(0)].units; ++i)
      if (--there[i]->left == 0) ends[there[i]->number] = now + 1;
  }
  return ends;
}

TEST(interruption, random_crossings_as_minute_by_minute) {
  std::mt19937 random(11);
  const auto from = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  std::size_t interruptions = 0;
  for (int trial = 0; trial < 500; ++trial) {
    crossing_model model;
    const auto booths = add_resource(model, "booths", from(1, 3));
    const int streams = from(2, 4);
    for (int s = 0; s < streams; ++s) {
      std::vector<int> minutes;
      for (int count = from(1, 25); count > 0; --count) minutes.push_back(from(0, 300));
      std::ranges::sort(minutes);
      add_users(model, "s" + std::to_string(s), booths, from(1, 15),
                static_cast<std::uint8_t>(from(0, 3)), true, minutes);
    }
    std::map<std::uint64_t, int> ends;
    for (const auto& row : told_by(model, 20)) {
      const auto space = row.find(' ');
      const auto number = std::stoull(row.substr(space + 1));
      interruptions += row.ends_with(" interrupted");
      if (row.ends_with(" ends")) ends[number] = std::stoi(row);
    }
    ASSERT_EQ(ends, ends_minute_by_minute(model, 20 * 60)) << trial;
  }
  EXPECT_GT(interruptions, 1000U);
}

TEST(interruption, a_shift_that_shrinks_finishes_the_vehicles_at_hand) {
  // Three booths until 08:00, then one. Three trucks begin at 07:50 and take 15, 30 and 20 minutes;
  // two more wait from 07:55. The booths that are done at 08:05 and 08:10 close, that of 08:20 goes
  // on alone.
  crossing_model model;
  const auto booths = add_resource(model, "booths", 3);
  model.shifts.push_back({"night", {{0, 8, 1}, {8, 24, 1.0 / 3}}});
  model.resources[booths].shift = shift_id(0);
  model.start = {2023, 1, 2};  // a Monday
  add_users(model, "first", booths, 15, 1, false, {470});
  add_users(model, "second", booths, 30, 1, false, {470});
  add_users(model, "third", booths, 20, 1, false, {470});
  add_users(model, "later", booths, 10, 1, false, {475, 475});
  const auto told = told_by(model, 24);
  const auto happens = [&](const char* row) { return std::ranges::count(told, row) == 1; };
  EXPECT_TRUE(happens("485 1 ends"));
  EXPECT_TRUE(happens("490 3 ends"));
  EXPECT_TRUE(happens("500 2 ends"));
  EXPECT_TRUE(happens("500 4 begins"));
  EXPECT_TRUE(happens("510 4 ends"));
  EXPECT_TRUE(happens("510 5 begins"));
  EXPECT_TRUE(happens("520 5 ends"));

  // The 5 and 10 minutes of two booths and the 20 of one beyond the one on duty are overtime: until
  // 08:05 two too many, until 08:10 one.
  simulation_options options;
  options.horizon_h = 24;
  const auto record = simulate(model, options).record;
  EXPECT_NEAR(record.resources[0].overtime_area_h, (2 * 5 + 5) * minute, 1e-9);

  // Nobody is interrupted by who comes at 08:02, but at 08:20, when the last of them closes, the
  // line is served by priority again.
  add_users(model, "buses", booths, 5, 0, true, {482});
  const auto with_bus = told_by(model, 24);
  EXPECT_EQ(std::ranges::count(with_bus, "490 6 begins"), 1);
  EXPECT_EQ(std::ranges::count(with_bus, "490 2 interrupted"), 1);
  EXPECT_EQ(std::ranges::count(with_bus, "495 2 resumes"), 1);
  EXPECT_EQ(std::ranges::count(with_bus, "505 2 ends"), 1);
}

}  // namespace
}  // namespace amur::test
