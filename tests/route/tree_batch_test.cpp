#include "amur/route/tree_batch.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <numeric>

#include "route/tree_checks.h"
#include "support/data_dir.h"
#include "support/random_graph.h"
#include "support/tntp_graph.h"

namespace amur::route {
namespace {

constexpr direction both[] = {direction::from_root, direction::to_root};

std::vector<std::uint32_t> first_states(std::size_t count) {
  std::vector<std::uint32_t> roots(count);
  std::iota(roots.begin(), roots.end(), 0U);
  return roots;
}

// Every tree of the batch against a search of its own; empty where all is well.
std::string batch_fault(const network::graph& g, std::span<const double> cost,
                        std::span<const std::uint8_t> no_through,
                        std::span<const std::uint32_t> roots) {
  const auto hierarchy = build_contraction_hierarchy(g, no_through);
  hierarchy_customizer customizer(hierarchy, g);
  tree_batch batch(hierarchy, customizer.run(cost));
  tree_search search(g, no_through);
  for (const auto towards : both)
    for (std::size_t begin = 0; begin < roots.size(); begin += batch_lanes) {
      const auto some = roots.subspan(begin, std::min(batch_lanes, roots.size() - begin));
      const auto trees = batch.run(some, towards);
      for (std::size_t lane = 0; lane < some.size(); ++lane) {
        const auto& expected = search.run(some[lane], cost, towards);
        const auto found =
            test::fault(g, cost, no_through, some[lane], towards, trees[lane], expected);
        if (!found.empty()) return "root " + std::to_string(some[lane]) + ": " + found;
        for (std::uint32_t state = 0; state < g.state_count(); ++state) {
          const double given = batch.cost(lane, state), exact = expected.cost[state];
          if (given != exact && !(std::abs(given - exact) <= 1e-12 * exact))
            return "root " + std::to_string(some[lane]) + ": cost of " + std::to_string(state);
        }
      }
    }
  return {};
}

TEST(tree_batch, agrees_with_dijkstra_on_random_graphs) {
  EXPECT_TRUE(rc::check([] {
    const auto given = test::make_random_graph();
    const auto roots = first_states(given.graph.state_count());
    RC_ASSERT(batch_fault(given.graph, given.cost, given.no_through, roots) == "");
  }));
}

TEST(tree_batch, a_tree_does_not_depend_on_what_is_searched_beside_it) {
  EXPECT_TRUE(rc::check([] {
    const auto given = test::make_random_graph();
    const auto& g = given.graph;
    const auto hierarchy = build_contraction_hierarchy(g, given.no_through);
    hierarchy_customizer customizer(hierarchy, g);
    const auto& costs = customizer.run(given.cost);
    tree_batch together(hierarchy, costs), alone(hierarchy, costs);
    const auto roots = first_states(std::min(batch_lanes, g.state_count()));
    const auto trees = together.run(roots, direction::from_root);
    for (std::size_t lane = 0; lane < roots.size(); ++lane) {
      const auto one = alone.run(std::span(roots).subspan(lane, 1), direction::from_root);
      RC_ASSERT(one.front().cost == trees[lane].cost);
      RC_ASSERT(one.front().via_arc == trees[lane].via_arc);
    }
  }));
}

TEST(tree_batch, new_costs_leave_nothing_of_the_old) {
  EXPECT_TRUE(rc::check([] {
    const auto given = test::make_random_graph();
    const auto hierarchy = build_contraction_hierarchy(given.graph, given.no_through);
    auto other = given.cost;
    for (auto& cost : other) cost = *rc::gen::inRange(0, 3);
    hierarchy_customizer reused(hierarchy, given.graph), fresh(hierarchy, given.graph);
    (void)reused.run(other);
    tree_batch batch(hierarchy, reused.run(given.cost)), expected(hierarchy, fresh.run(given.cost));
    const std::uint32_t root = 0;
    const auto trees = batch.run({&root, 1}, direction::to_root);
    RC_ASSERT(trees.front().cost == expected.run({&root, 1}, direction::to_root).front().cost);
  }));
}

TEST(tree_batch, a_chain_of_ends_is_not_passed) {
  // 0 > 1 > 2, all ends, and a dear way round over 3.
  const std::vector<std::uint32_t> tails = {0, 1, 0, 3}, heads = {1, 2, 3, 2};
  const auto g = network::build_graph(4, tails, heads).graph;
  const std::vector<double> cost = {1, 9, 1, 9};  // arcs by tail: 0-1, 0-3, 1-2, 3-2
  const std::vector<std::uint8_t> ends = {1, 1, 1, 0};
  const auto hierarchy = build_contraction_hierarchy(g, ends);
  hierarchy_customizer customizer(hierarchy, g);
  tree_batch batch(hierarchy, customizer.run(cost));
  const std::vector<std::uint32_t> roots = {0, 1, 0};
  const auto trees = batch.run(roots, direction::from_root);
  EXPECT_EQ(trees[0].cost, (std::vector<double>{0, 1, 18, 9}));
  EXPECT_EQ(trees[1].cost, (std::vector<double>{unreachable, 0, 1, unreachable}));
  EXPECT_EQ(trees[2].via_arc, trees[0].via_arc);
}

TEST(tree_batch, a_circle_of_free_arcs_is_entered_once) {
  // 0 > 1, then 1, 2, 3 in a free circle both ways round, 3 > 4.
  const std::vector<std::uint32_t> tails = {0, 1, 2, 3, 2, 3, 1, 3},
                                   heads = {1, 2, 3, 1, 1, 2, 3, 4};
  const auto built = network::build_graph(5, tails, heads);
  std::vector<double> cost(tails.size(), 0.0);
  cost[built.arc_of[0]] = 0.3;
  cost[built.arc_of[7]] = 0.1;
  EXPECT_EQ(batch_fault(built.graph, cost, {}, first_states(5)), "");
}

TEST(tree_batch, arcs_lost_in_rounding_make_no_circle) {
  // Beside 1e6 an arc of 1e-12 adds nothing, though it isn't free. The way in, 3 > 0, comes last by
  // number, so that equal costs speak for the circle 0, 1, 2.
  const std::vector<std::uint32_t> tails = {0, 1, 0, 2, 1, 2, 3, 2},
                                   heads = {1, 0, 2, 0, 2, 1, 0, 4};
  const auto built = network::build_graph(5, tails, heads);
  std::vector<double> cost(tails.size(), 1e-12);
  cost[built.arc_of[6]] = 1e6;
  EXPECT_EQ(batch_fault(built.graph, cost, {}, first_states(5)), "");
}

TEST(tree_batch, refuses_more_roots_than_lanes_and_costs_that_do_not_fit) {
  const std::vector<std::uint32_t> none;
  const auto g = network::build_graph(1, none, none).graph;
  const auto hierarchy = build_contraction_hierarchy(g);
  hierarchy_customizer customizer(hierarchy, g);
  tree_batch batch(hierarchy, customizer.run({}));
  const std::vector<std::uint32_t> roots(batch_lanes + 1, 0);
  EXPECT_THROW((void)batch.run(roots, direction::from_root), std::invalid_argument);
  const std::vector<double> cost = {1};
  EXPECT_THROW((void)customizer.run(cost), std::invalid_argument);
  const std::vector<std::uint8_t> two(2, 0);
  EXPECT_THROW((void)build_contraction_hierarchy(g, two), std::invalid_argument);
}

class real_network : public ::testing::TestWithParam<const char*> {};

TEST_P(real_network, agrees_with_dijkstra) {
  const auto path = test::data_dir() / "tntp" / GetParam();
  AMUR_NEEDS_DATA(path);
  const auto net = test::read_tntp_graph(path);
  std::vector<std::uint32_t> roots;
  for (std::uint32_t s = 0; s < net.graph.state_count(); s += 97) roots.push_back(s);
  EXPECT_EQ(batch_fault(net.graph, net.time, net.no_through, roots), "");
}

INSTANTIATE_TEST_SUITE_P(tree_batch, real_network,
                         ::testing::Values("chicago-regional/ChicagoRegional_net.tntp",
                                           "Berlin-Center/berlin-center_net.tntp",
                                           "Chicago-Sketch/ChicagoSketch_net.tntp",
                                           "Austin/Austin_net.tntp"));

}  // namespace
}  // namespace amur::route
