#include "amur/assign/bush_replay.h"

#include <gtest/gtest.h>

#include "amur/assign/user_equilibrium.h"
#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::freight;

TEST(bush_replay, averages_weigh_routes_by_their_freight) {
  // Two roads to 1 (200 / 3 and 100 / 3 tonnes), then a crossing to 2; 40 of 100 tonnes end at 1.
  const auto problem = test::small_problem(3,
                                           {{0, 1, test::linear_delay(1, 0.02), 0, 1},
                                            {0, 1, test::linear_delay(2, 0.01), 0, 2},
                                            {1, 2, test::constant_delay(1), 0, 3}},
                                           {freight(0, 1, 40), freight(0, 2, 60)});
  const auto solution = solve_user_equilibrium(problem, {1e-13, 100, 1, false});
  const arc_attributes attributes{1, {10, 40, 7}, {5, 0}};
  const auto averages = replay_bushes(problem, 0, solution, attributes);
  const double both = (2 * 10 + 1 * 40) / 3.0;
  EXPECT_NEAR(averages.od[0], both + 5, 1e-8);
  EXPECT_NEAR(averages.od[1], both + 7, 1e-8);
  // Door to door over those who use an arc: on from 1, four in ten end and six in ten cross.
  EXPECT_NEAR(averages.through[0], 200 / 3.0 * (10 + 0.4 * 5 + 0.6 * 7), 1e-6);
  EXPECT_NEAR(averages.through[1], 100 / 3.0 * (40 + 0.4 * 5 + 0.6 * 7), 1e-6);
  EXPECT_NEAR(averages.through[2], 60 * (both + 7), 1e-6);
}

}  // namespace
}  // namespace amur::assign
