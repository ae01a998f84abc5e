// What happens at one moment, and that moments are exact. Times are whole minutes here, so that
// events meet all the time.

#include <gtest/gtest.h>

#include <random>

#include "amur/crossing/replications.h"
#include "support/crossing_oracle.h"
#include "support/small_crossing.h"

namespace amur::test {
namespace {

using namespace amur::crossing;

constexpr double minute = 1.0 / 60;
constexpr date monday{2023, 1, 2};

simulation_result run(const crossing_model& model, double horizon_h) {
  EXPECT_TRUE(problems_of(model).empty());
  simulation_options options;
  options.horizon_h = horizon_h;
  return simulate(model, options);
}

// One booth without room to wait, a vehicle every so many minutes all day.
crossing_model every(int minutes, double service_min, double servers = 1) {
  auto model = queue_of(0, servers, constant(service_min * minute));
  auto& stream = model.streams[stream_id(0)];
  stream.kind = arrival_kind::schedule;
  for (int m = 0; m < 24 * 60; m += minutes) stream.times_h.push_back(m * minute);
  model.stages[stage_id(0)].queue_limit = 0;
  return model;
}

TEST(event_order, who_is_done_at_ten_makes_room_for_who_comes_at_ten) {
  // D/D/1 at 100 % use: nobody waits and nobody is turned away, in two years neither.
  for (const int minutes : {1, 3, 7, 10, 11, 13, 48}) {
    if (24 * 60 % minutes != 0) continue;
    const auto result = run(every(minutes, minutes), 17532);
    EXPECT_EQ(result.record.stages[0].turned_away, 0) << minutes;
    EXPECT_EQ(result.record.stages[0].wait_h, 0) << minutes;
    EXPECT_NEAR(result.record.resources[0].busy_area_h, 17532, 1e-6) << minutes;
  }
  // A microsecond more and every second one finds the booth taken.
  const auto late = run(every(10, 10 + 1e-6), 24);
  EXPECT_EQ(late.record.stages[0].turned_away, 72);
}

TEST(event_order, several_booths_hand_over_at_one_moment) {
  const auto result = run(every(5, 15, 3), 1000);
  EXPECT_EQ(result.record.stages[0].turned_away, 0);
}

TEST(event_order, a_line_of_booths_moves_up_at_one_moment) {
  // Each of three booths in a row is done every ten minutes, when the one before hands over.
  auto model = every(10, 10);
  auto before = stage_id(0);
  for (const char* name : {"second", "third"}) {
    const auto booth = add_resource(model, name, 1);
    const auto stage = add_stage(model, name, stage_kind::service, booth, constant(10 * minute));
    model.stages[stage].queue_limit = 0;
    model.stages[before].next = {stage};
    before = stage;
  }
  const auto result = run(model, 500);
  for (std::size_t s = 0; s < 3; ++s) EXPECT_EQ(result.record.stages[s].turned_away, 0) << s;
}

TEST(event_order, a_place_given_back_at_ten_is_free_at_ten) {
  auto model = every(10, 0);
  const auto yard = add_resource(model, "yard", 1);
  model.stages[stage_id(0)].kind = stage_kind::seize;
  model.stages[stage_id(0)].resource = yard;
  const auto park = add_stage(model, "park", stage_kind::delay, {}, constant(10 * minute));
  const auto out = add_stage(model, "out", stage_kind::release, yard);
  model.stages[stage_id(0)].next = {park};
  model.stages[park].next = {out};
  EXPECT_EQ(run(model, 500).record.stages[0].turned_away, 0);
}

TEST(event_order, shifts_begin_and_end_before_all_else_of_their_moment) {
  auto model = every(60, 60);
  model.start = monday;
  model.shifts.push_back({"day", {}});
  for (int day = 0; day < 7; ++day)
    model.shifts[shift_id(0)].windows.push_back({24.0 * day + 8, 24.0 * day + 16, 1});
  model.resources[resource_id(0)].shift = shift_id(0);
  // Who comes at 8 is served, who comes at 16 is not.
  const auto result = run(model, 240);
  EXPECT_EQ(result.record.stages[0].began, 80);
  EXPECT_EQ(result.record.stages[0].turned_away, 160);
}

TEST(event_order, a_booth_that_frees_comes_before_patience_that_ends) {
  auto model = every(20, 20);
  model.stages[stage_id(0)].queue_limit = 1;
  model.stages[stage_id(0)].patience_h = constant(10 * minute);
  auto& times = model.streams[stream_id(0)].times_h;
  times = {0, 10 * minute, 20 * minute};
  const auto result = run(model, 1);
  // The second waits its ten minutes and is served, the third takes its place and leaves.
  EXPECT_EQ(result.record.stages[0].began, 2);
  EXPECT_EQ(result.record.stages[0].turned_away, 0);
  EXPECT_EQ(result.record.stages[0].impatient, 1);
}

TEST(event_order, who_comes_as_the_boat_casts_off_has_missed_it) {
  crossing_model model;
  const auto pier = add_stage(model, "pier", stage_kind::batch);
  const auto land = add_stage(model, "land", stage_kind::unbatch);
  model.stages[pier].departures_h = {12};
  model.stages[pier].next = {land};
  add_stream(model, "guests", 0, pier);
  auto& stream = model.streams[stream_id(0)];
  stream.kind = arrival_kind::schedule;
  stream.times_h = {11, 12};
  const auto result = run(model, 48);
  EXPECT_EQ(result.record.stages[0].began, 3);  // one on the first day, two on the second
}

TEST(event_order, going_round_in_no_time_is_found_where_events_are_planned_too) {
  crossing_model model;
  const auto a = add_stage(model, "a", stage_kind::delay, {}, constant(1e-12));
  model.stages[a].next = {a};
  add_stream(model, "trucks", 1, a);
  EXPECT_EQ(run(model, 1000).status, simulation_status::deadlocked);
}

// Small crossings of all that the oracle knows.
class crossing_maker {
 public:
  explicit crossing_maker(std::uint64_t seed) : bits_(seed) {}

  crossing_model make() {
    crossing_model model;
    model.start = monday;
    const int resources = from(1, 3), stages = from(1, 6);
    for (int r = 0; r < resources; ++r) add_resource(model, "r" + std::to_string(r), from(1, 3));
    if (one_in(3)) add_shift(model);
    for (int s = 0; s < stages; ++s) add_random_stage(model, s);
    for (auto& stage : model.stages) {
      const auto own = static_cast<std::size_t>(&stage - &model.stages[stage_id(0)]);
      if (stage.kind == stage_kind::choose) {
        stage.next = {later(model, own), later(model, own)};
        stage.probability = {0.5, 0.5};
        if (!stage.next[0].valid() || !stage.next[1].valid()) {
          stage.kind = stage_kind::delay;
          stage.next.clear();
        }
      } else if (own + 1 < model.stages.size() && !one_in(6)) {
        stage.next = {stage_id(own + 1)};
      }
      if (one_in(4)) stage.on_leave = later(model, own);
      if (stage.kind == stage_kind::unbatch && one_in(2)) stage.carrier_next = later(model, own);
    }
    for (int s = 0; s < from(1, 3); ++s) add_random_stream(model, s);
    return model;
  }

 private:
  int from(int least, int most) { return std::uniform_int_distribution<int>(least, most)(bits_); }
  bool one_in(int n) { return from(1, n) == 1; }
  distribution minutes(int most) {
    if (one_in(2)) return constant(from(0, most) * minute);
    distribution of{distribution_kind::discrete, 0, 0, 0, {}, {}};
    for (int i = 0; i < 3; ++i) {
      of.values.push_back(from(0, most) * minute);
      of.weights.push_back(1);
    }
    return of;
  }
  // A stage further on, so that nobody goes round in circles.
  stage_id later(const crossing_model& model, std::size_t own) {
    const int last = static_cast<int>(model.stages.size()) - 1;
    const int at = from(static_cast<int>(own) + 1, last + 1);
    return at > last ? stage_id() : stage_id(static_cast<std::size_t>(at));
  }
  void add_shift(crossing_model& model) {
    model.shifts.push_back({"shift", {}});
    for (int day = 0; day < 7; ++day) {
      const double opens = 24.0 * day + from(0, 10), closes = 24.0 * day + from(12, 24);
      model.shifts[shift_id(0)].windows.push_back({opens, closes, one_in(2) ? 0.5 : 1});
    }
    model.resources[resource_id(0)].shift = shift_id(0);
  }
  void add_random_stage(crossing_model& model, int s) {
    static constexpr stage_kind kinds[] = {stage_kind::service, stage_kind::service,
                                           stage_kind::delay,   stage_kind::seize,
                                           stage_kind::choose,  stage_kind::batch};
    const auto kind = kinds[from(0, 5)];
    const resource_id resource(
        static_cast<std::size_t>(from(0, static_cast<int>(model.resources.size()) - 1)));
    const bool batch = kind == stage_kind::batch;
    const bool uses = batch ? one_in(2) : kind == stage_kind::service || kind == stage_kind::seize;
    const auto id = "s" + std::to_string(s);
    const auto at = add_stage(model, id, kind, uses ? resource : resource_id(), minutes(20));
    auto& stage = model.stages[at];
    if (!batch && uses && model.resources[resource].units > 1 && one_in(4)) stage.units = 2;
    if (one_in(3)) stage.queue_limit = static_cast<std::uint32_t>(from(0, 4));
    if (one_in(4) && kind != stage_kind::delay) stage.patience_h = minutes(30);
    if (kind == stage_kind::seize) {
      const auto stay = add_stage(model, id + "_stay", stage_kind::delay, {}, minutes(20));
      const auto out = add_stage(model, id + "_out", stage_kind::release, resource);
      model.stages[out].units = model.stages[at].units;
      (void)stay;
    }
    if (!batch) return;
    stage.batch_size = static_cast<std::uint32_t>(from(1, 4));
    stage.batch_least = static_cast<std::uint32_t>(from(1, static_cast<int>(stage.batch_size)));
    if (one_in(2)) stage.batch_wait_h = from(0, 30) * minute;
    if (one_in(3)) stage.departures_h = {static_cast<double>(from(1, 12)), 18};
    add_stage(model, id + "_trip", stage_kind::delay, {}, minutes(20));
    add_stage(model, id + "_land", stage_kind::unbatch);
  }
  void add_random_stream(crossing_model& model, int s) {
    const auto at = add_stream(model, "t" + std::to_string(s), from(1, 8), stage_id(0));
    auto& stream = model.streams[at];
    stream.priority = static_cast<std::uint8_t>(from(0, 2));
    if (one_in(3)) stream.platoon = {distribution_kind::discrete, 0, 0, 0, {1, 3}, {2, 1}};
    if (one_in(4)) return;
    stream.kind = arrival_kind::schedule;
    const int gap = from(1, 12) * 5;
    for (int m = 0; m < 24 * 60; m += gap) stream.times_h.push_back(m * minute);
  }

  std::mt19937_64 bits_;
};

TEST(event_order, thousands_of_crossings_do_what_a_plain_oracle_does) {
  constexpr double horizon_h = 26;
  std::size_t compared = 0, models = 0, ties = 0;
  for (std::uint64_t seed = 1; models < 3000; ++seed) {
    const auto model = crossing_maker(seed).make();
    if (!problems_of(model).empty()) continue;
    ++models;
    simulation_options options;
    options.horizon_h = horizon_h;
    options.seed = seed;
    std::vector<told> found;
    options.trace = [&](const trace_row& row) {
      found.push_back({row.time_h, row.vehicle,
                       row.stream.valid() ? row.stream.index() : told::away,
                       row.stage.valid() ? row.stage.index() : told::away, row.what});
    };
    (void)simulate(model, options);
    const auto expected = crossing_oracle(model, horizon_h, seed).follow();
    for (std::size_t i = 0; i < std::max(found.size(), expected.size()); ++i) {
      ASSERT_LT(i, found.size()) << "seed " << seed << ": nothing after " << found.back().time_h;
      ASSERT_LT(i, expected.size()) << "seed " << seed << ": " << found[i].what << " is too much";
      ASSERT_TRUE(found[i] == expected[i])
          << "seed " << seed << ", event " << i << ": " << found[i].time_h << " h vehicle "
          << found[i].vehicle << ' ' << found[i].what << " at " << found[i].stage << ", not "
          << expected[i].time_h << " h vehicle " << expected[i].vehicle << ' ' << expected[i].what
          << " at " << expected[i].stage;
      ties += i > 0 && found[i].time_h == found[i - 1].time_h;
    }
    compared += found.size();
  }
  EXPECT_GT(compared, 300'000u);
  EXPECT_GT(ties, compared / 2);
}

}  // namespace
}  // namespace amur::test
