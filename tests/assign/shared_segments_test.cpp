#include "amur/assign/shared_segments.h"

#include <gtest/gtest.h>

#include <array>

#include "amur/assign/user_equilibrium.h"
#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::freight;

TEST(segment_table, adds_up_what_bushes_have_on_the_same_segments) {
  const std::array<std::uint32_t, 2> a{3, 4}, b{5, 6};
  segment_table table;
  EXPECT_EQ(table.add(0, 7, {a, b, 1, 2}), 0U);
  EXPECT_EQ(table.add(0, 7, {a, b, 10, 20}), 0U);
  EXPECT_EQ(table.segments(0).on_dear_t, 11);
  EXPECT_EQ(table.segments(0).on_cheap_t, 22);
}

TEST(segment_table, tells_pairs_of_one_hash_and_classes_apart) {
  const std::array<std::uint32_t, 2> a{3, 4}, b{5, 6};
  segment_table table;
  EXPECT_EQ(table.add(0, 7, {a, b, 1, 1}), 0U);
  EXPECT_EQ(table.add(0, 7, {b, a, 1, 1}), 1U);
  EXPECT_EQ(table.add(1, 7, {a, b, 1, 1}), 2U);
  for (std::uint32_t n = 0; n < 5000; ++n) {
    const std::array<std::uint32_t, 1> own{n}, other{n + 1};
    EXPECT_EQ(table.add(2, n * 77, {own, other, 1, 1}), n + 3);
  }
  EXPECT_EQ(table.add(1, 7, {a, b, 1, 1}), 2U) << "the table has grown meanwhile";
}

// Two origins share the two ways from state 2 to state 3.
TEST(shared_sweeps, even_out_both_bushes_and_keep_their_demand) {
  const auto problem = test::small_problem(4,
                                           {{0, 2, test::constant_delay(1)},
                                            {1, 2, test::constant_delay(1)},
                                            {2, 3, test::linear_delay(1, 0.02)},
                                            {2, 3, test::linear_delay(2, 0.01)}},
                                           {freight(0, 3, 30), freight(1, 3, 70)});
  const std::array<double, 1> scale{1};
  auto set = *solve_user_equilibrium(problem, {1e-13, 100, 1, false}).bushes;
  congestion network(problem);
  // All of it on one of the two ways, of which the second costs less when both are empty.
  std::vector<double> volume(4, 0.0);
  for (auto& bush : set.bushes)
    for (std::size_t link = 0; link < bush.arc.size(); ++link) {
      const double whole = bush.origin == 0 ? 30 : 70;
      bush.flow_t[link] = bush.arc[link] == 3 ? 0 : whole;
      volume[bush.arc[link]] += bush.flow_t[link];
    }
  network.set(volume, {});
  thread_pool pool(1);
  shared_sweeps sweeps(problem, scale, pool, network, set);
  EXPECT_NEAR(sweeps.run(0, false), 100, 1e-9) << "100 tonnes pay 3 for what costs 2";
  EXPECT_NEAR(network.volume_pce()[2], 200.0 / 3, 0.5);
  for (const auto& bush : set.bushes) {
    const double whole = bush.origin == 0 ? 30 : 70;
    double sum = 0;
    for (std::size_t link = 0; link < bush.arc.size(); ++link)
      if (bush.arc[link] == 2 || bush.arc[link] == 3) sum += bush.flow_t[link];
    EXPECT_NEAR(sum, whole, 1e-9);
  }
}

}  // namespace
}  // namespace amur::assign
