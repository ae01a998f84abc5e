// The measure in which volumes are searched for, and its inverse.

#include "amur/assign/stretched_volumes.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/numbered_states.h"
#include "support/small_network.h"

namespace amur::assign {
namespace {

using test::freight;

TEST(stretched_volumes, are_undone_to_rounding_at_any_congestion) {
  for (const double power : {1.0, 4.0, 12.0}) {
    const network::delay_function delay{network::delay_kind::bpr, 1, 20, 0.15, power};
    auto problem = test::small_problem(2, {{0, 1, delay, 0, 1}}, {freight(0, 1, 1000)});
    const unknowns unknown(problem);
    evaluation at;
    at.classes.push_back({{1000}, {{1000, 1000, 0, 1}}, 0});
    const stretched_volumes measure(problem, unknown, at);
    for (double volume = 1e-6; volume < 2000; volume *= 1.7)
      EXPECT_NEAR(measure.volume(0, measure.stretched(0, volume)), volume,
                  1e-12 * volume + 1e-15 * measure.stretched(0, volume))
          << power << ' ' << volume;
    EXPECT_EQ(measure.volume(0, measure.stretched(0, 0) - 1), 0);
    const double step = 1e-4, volume = 300;
    EXPECT_NEAR(
        measure.slope(0, volume),
        (measure.stretched(0, volume + step) - measure.stretched(0, volume - step)) / (2 * step),
        1e-4 * measure.slope(0, volume));
  }
}

}  // namespace
}  // namespace amur::assign
