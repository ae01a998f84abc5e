#include "amur/assign/least_arcs.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <array>
#include <cmath>

#include "amur/route/tree_batch.h"
#include "support/random_graph.h"

namespace amur::assign {
namespace {

TEST(least_arcs, lead_back_to_the_origin_at_the_least_cost_on_random_graphs) {
  EXPECT_TRUE(rc::check([] {
    const auto given = test::make_random_graph();
    problem problem;
    problem.graph = given.graph;
    problem.no_through = given.no_through;
    const auto& g = problem.graph;
    const auto hierarchy = route::build_contraction_hierarchy(g, given.no_through);
    route::hierarchy_customizer customizer(hierarchy, g);
    const auto& costs = customizer.run(given.cost);
    route::tree_batch batch(hierarchy, costs);
    least_arcs arcs(problem);
    std::vector<double> least(g.state_count());
    for (std::uint32_t root = 0; root < g.state_count(); ++root) {
      batch.run_costs(std::array{root}, route::direction::from_root);
      for (std::uint32_t s = 0; s < least.size(); ++s) least[s] = batch.cost(0, s);
      arcs.start({least, {}, &hierarchy, &costs.circles}, given.cost, root);
      for (std::uint32_t end = 0; end < g.state_count(); ++end) {
        if (least[end] == route::unreachable) {
          RC_ASSERT(arcs.into(end) == route::no_arc);
          continue;
        }
        double sum = 0;
        std::size_t steps = 0;
        for (auto at = end; at != root; at = g.tail[arcs.into(at)]) {
          RC_ASSERT(++steps < g.state_count());
          sum += given.cost[arcs.into(at)];
          RC_ASSERT(g.tail[arcs.into(at)] == root || !given.no_through[g.tail[arcs.into(at)]]);
        }
        RC_ASSERT(std::abs(sum - least[end]) <= 1e-12 * least[end]);
      }
    }
  }));
}

}  // namespace
}  // namespace amur::assign
