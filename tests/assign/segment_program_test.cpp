#include "amur/assign/segment_program.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <cmath>

#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::freight;

constexpr std::size_t plenty = 100'000'000;

TEST(segment_program, classes_swap_roads_where_no_volume_changes) {
  // Both roads cost the same to drive; class 0 pays 1 on the first, class 1 pays 1 on the second.
  auto problem = test::small_problem(
      2, {{0, 1, test::linear_delay(1, 0.5)}, {0, 1, test::linear_delay(1, 0.5)}},
      {freight(0, 1, 100)});
  problem.classes.push_back(problem.classes[0]);
  problem.classes[0].fixed_cost_usd_per_t = {1, 0};
  problem.classes[1].fixed_cost_usd_per_t = {0, 1};
  const std::array<double, 2> scale{1, 1};
  congestion network(problem);
  network.set({100, 100}, {});
  const std::array<std::uint32_t, 1> first{0}, second{1};
  segment_table pairs;
  pairs.add(0, 1, {first, second, 70, 30});
  pairs.add(1, 1, {second, first, 70, 30});
  segment_program program(problem, scale, network);
  program.set(pairs, std::array<double, 2>{0, 0});
  const auto moved = program.solve(plenty);
  EXPECT_NEAR(moved[0], 70, 1e-6);
  EXPECT_NEAR(moved[1], 70, 1e-6);
}

struct random_pair {
  std::vector<std::uint32_t> dear, cheap;
  double on_dear = 0, on_cheap = 0;
};

std::vector<random_pair> draw_pairs(std::uint32_t arcs) {
  const auto count = *rc::gen::inRange(1, 12);
  std::vector<random_pair> pairs;
  for (int i = 0; i < count; ++i) {
    random_pair own;
    for (std::uint32_t arc = 0; arc < arcs; ++arc) {
      const auto side = *rc::gen::inRange(0, 6);
      if (side == 0) own.dear.push_back(arc);
      if (side == 1) own.cheap.push_back(arc);
    }
    own.on_dear = *rc::gen::inRange(0, 20);
    own.on_cheap = *rc::gen::inRange(0, 20);
    pairs.push_back(own);
  }
  return pairs;
}

// d - Hy of the pairs, straight from its definition.
std::vector<double> differences(const problem& problem, const congestion& network,
                                const std::vector<random_pair>& pairs, std::span<const double> y) {
  std::vector<double> less(problem.graph.arc_count(), 0.0);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (const auto arc : pairs[i].dear) less[arc] += y[i];
    for (const auto arc : pairs[i].cheap) less[arc] -= y[i];
  }
  const auto cost = [&](std::uint32_t arc) {
    return network.time_h(arc) - network.slope(arc) * less[arc];
  };
  std::vector<double> result;
  for (const auto& pair : pairs) {
    double sum = 0;
    for (const auto arc : pair.dear) sum += cost(arc);
    for (const auto arc : pair.cheap) sum -= cost(arc);
    result.push_back(sum);
  }
  return result;
}

TEST(segment_program, leaves_no_pair_with_much_to_gain) {
  EXPECT_TRUE(rc::check([] {
    const auto arcs = *rc::gen::inRange<std::uint32_t>(2, 10);
    std::vector<test::small_arc> list;
    std::vector<double> volume;
    for (std::uint32_t arc = 0; arc < arcs; ++arc) {
      list.push_back({0, 1, {network::delay_kind::bpr, 1, 50, 0.15, 4}});
      volume.push_back(*rc::gen::inRange(20, 200));
    }
    const auto problem = test::small_problem(2, list, {freight(0, 1, 1)});
    const std::array<double, 1> scale{1};
    congestion network(problem);
    network.set(volume, {});
    const auto pairs = draw_pairs(arcs);
    segment_table table;
    for (std::uint32_t i = 0; i < pairs.size(); ++i)
      RC_PRE(table.add(0, i,
                       {pairs[i].dear, pairs[i].cheap, pairs[i].on_dear, pairs[i].on_cheap}) == i);
    segment_program program(problem, scale, network);
    const std::vector<double> none(pairs.size(), 0.0);
    program.set(table, none);
    const auto y = program.solve(plenty);
    const auto too_much = [&](std::span<const double> at) {
      double sum = 0;
      const auto left = differences(problem, network, pairs, at);
      for (std::size_t i = 0; i < pairs.size(); ++i)
        sum += left[i] * (left[i] > 0 ? pairs[i].on_dear - at[i] : -pairs[i].on_cheap - at[i]);
      return sum;
    };
    for (std::size_t i = 0; i < pairs.size(); ++i)
      RC_ASSERT(y[i] >= -pairs[i].on_cheap && y[i] <= pairs[i].on_dear);
    RC_ASSERT(too_much(y) <= 0.0101 * too_much(none) + 1e-9);
  }));
}

}  // namespace
}  // namespace amur::assign
