#include "amur/assign/ranked_equilibrium.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>
#include <numeric>

#include "amur/assign/conservation.h"
#include "amur/assign/user_equilibrium.h"
#include "support/road_grid.h"
#include "support/thread_ranks.h"

namespace amur::assign {
namespace {

using test::road_grid;
using test::thread_ranks;

// The problem with the demand of one rank's bushes alone.
problem own_part(const problem& whole, const rank_parts& cut, std::size_t rank) {
  auto own = whole;
  const auto set = make_bushes(whole);
  const auto range = cut.bushes_of(rank);
  for (auto& user : own.classes) user.demand.clear();
  for (auto i = range.begin; i < range.end; ++i)
    for (const auto d : set.demands(set.bushes[i])) {
      const auto k = set.bushes[i].user;
      own.classes[k].demand.push_back(whole.classes[k].demand[d]);
    }
  return own;
}

struct ranked_answer {
  solution rank_0;
  std::vector<double> delivered_t;  // of each rank's demand in turn
};

ranked_answer solve_by(std::size_t count, std::size_t threads, const problem& whole,
                       double tolerance, int steps = 300) {
  const rank_parts cut(make_bushes(whole).bushes.size(), count);
  std::vector<solution> found(count);
  thread_ranks(count).run([&](ranks& all) {
    found[all.own()] = solve_ranked_equilibrium(own_part(whole, cut, all.own()),
                                                {tolerance, steps, threads, false}, all);
  });
  ranked_answer answer;
  for (const auto& each : found) {
    EXPECT_EQ(each.volume_pce, found[0].volume_pce) << "all ranks know the whole";
    for (const auto& of_class : each.od)
      for (const auto& pair : of_class) answer.delivered_t.push_back(pair.delivered_t);
  }
  answer.rank_0 = std::move(found[0]);
  return answer;
}

problem two_classes(std::uint32_t size, double trips, unsigned seed) {
  auto made = road_grid(size, trips, seed);
  made.classes.push_back(made.classes[0]);
  made.classes[1].time_cost_usd_per_t_h = {2};
  made.classes[1].pce_per_t = {0.5};
  return made;
}

// Sums in a fixed order differ in the last bits from sums in another one.
TEST(rank_parts, sums_are_the_same_bits_for_any_number_of_ranks) {
  constexpr std::size_t bushes = 700;
  const auto number = [](std::size_t part) { return std::ldexp(1.0 / (3.0 + part), part % 40); };
  std::vector<double> first;
  double in_turn = 0;
  for (std::size_t count = 1; count <= 45; count += count < 8 ? 1 : 7) {
    const rank_parts cut(bushes, count);
    ASSERT_EQ(cut.parts, 32U);
    thread_ranks(count).run([&](ranks& all) {
      std::vector<std::vector<double>> own;
      const auto parts = cut.parts_of(all.own());
      for (auto part = parts.begin; part < parts.end; ++part) own.push_back({number(part), 1});
      const auto sum = sum_parts(cut, all, own);
      if (all.own() != count - 1) return;
      if (count == 1) first = sum;
      EXPECT_EQ(sum, first) << count << " ranks";
    });
  }
  for (std::size_t part = 0; part < 32; ++part) in_turn += number(part);
  EXPECT_NEAR(first[0], in_turn, 1e-9 * in_turn);
  EXPECT_EQ(first[1], 32);
}

TEST(rank_parts, give_each_bush_to_one_rank) {
  EXPECT_TRUE(rc::check([] {
    const auto bushes = *rc::gen::inRange<std::size_t>(0, 3000);
    const auto count = *rc::gen::inRange<std::size_t>(1, 300);
    const rank_parts cut(bushes, count);
    std::size_t next = 0, next_part = 0;
    for (std::size_t rank = 0; rank < count; ++rank) {
      const auto own = cut.bushes_of(rank), parts = cut.parts_of(rank);
      if (parts.begin == parts.end) continue;
      RC_ASSERT(own.begin == next);
      RC_ASSERT(parts.begin == next_part);
      for (auto part = parts.begin; part < parts.end; ++part) RC_ASSERT(cut.owner_of(part) == rank);
      next = own.end;
      next_part = parts.end;
    }
    RC_ASSERT(next == bushes);
    RC_ASSERT(next_part == cut.parts);
  }));
}

TEST(ranked_equilibrium, any_number_of_ranks_and_threads_gives_the_same_bytes) {
  const auto whole = two_classes(6, 25, 3);
  const auto one = solve_by(1, 1, whole, 1e-9);
  ASSERT_EQ(one.rank_0.status, status::converged);
  EXPECT_GT(one.rank_0.log.size(), 3U) << "a net without congestion would prove nothing";
  EXPECT_LT(conservation_error(whole, one.rank_0), 1e-12);
  for (const std::size_t count : {2U, 3U, 5U, 8U, 11U})
    for (const std::size_t threads : {1U, 2U}) {
      const auto more = solve_by(count, threads, whole, 1e-9);
      EXPECT_EQ(more.rank_0.class_flow_t, one.rank_0.class_flow_t) << count << " ranks";
      EXPECT_EQ(more.rank_0.residual, one.rank_0.residual);
      EXPECT_EQ(more.rank_0.log.size(), one.rank_0.log.size());
      EXPECT_EQ(more.delivered_t, one.delivered_t);
    }
}

TEST(ranked_equilibrium, is_the_one_that_a_single_process_finds_otherwise) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    const auto whole = two_classes(3 + seed % 4, 5.0 + 10 * seed, seed);
    const auto ranked = solve_by(3, 1, whole, 1e-9);
    const auto other = solve_user_equilibrium(whole, {1e-11, 500, 1, false});
    ASSERT_EQ(ranked.rank_0.status, status::converged) << seed;
    double largest = 0, volume = 0;
    for (std::size_t arc = 0; arc < other.volume_pce.size(); ++arc) {
      largest = std::max(largest, std::abs(other.volume_pce[arc] - ranked.rank_0.volume_pce[arc]));
      volume = std::max(volume, other.volume_pce[arc]);
    }
    EXPECT_LT(largest, 1e-4 * volume) << seed;
  }
}

TEST(ranked_equilibrium, goes_on_from_any_step_as_if_it_had_not_stopped) {
  const auto whole = two_classes(6, 25, 5);
  std::vector<ranked_state> kept;
  one_rank alone;
  const auto keep = [&](const ranked_state& state) { kept.push_back(state); };
  const auto one = solve_ranked_equilibrium(whole, {1e-9, 300, 1, false}, alone, {}, keep);
  ASSERT_EQ(one.status, status::converged);
  ASSERT_EQ(kept.size() + 1, one.log.size());
  for (const auto& state : kept) {
    const auto again = solve_ranked_equilibrium(whole, {1e-9, 300, 1, false}, alone, {}, {}, state);
    EXPECT_EQ(again.class_flow_t, one.class_flow_t);
    EXPECT_EQ(again.log.size(), one.log.size());
    EXPECT_EQ(again.residual, one.residual);
  }
}

TEST(ranked_equilibrium, refuses_demand_that_varies_and_demand_of_others) {
  auto whole = road_grid(3, 10, 1);
  one_rank alone;
  whole.classes[0].demand[0].elasticity = 1;
  whole.classes[0].demand[0].reference_price_usd_per_t = 1;
  EXPECT_THROW((void)solve_ranked_equilibrium(whole, {}, alone), std::invalid_argument);
  whole.classes[0].demand[0].elasticity = 0;
  ranked_state other;
  EXPECT_THROW((void)solve_ranked_equilibrium(whole, {}, alone, {}, {}, other),
               std::invalid_argument);
}

}  // namespace
}  // namespace amur::assign
