#include "amur/route/shortest_path.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace amur::route {
namespace {

network::graph diamond() {
  const std::vector<std::uint32_t> tails = {0, 0, 1, 2, 1}, heads = {1, 2, 3, 3, 2};
  return network::build_graph(4, tails, heads).graph;
}

TEST(shortest_path, finds_the_tree_from_and_to_a_root) {
  const auto g = diamond();  // arcs by tail: 0-1, 0-2, 1-3, 1-2, 2-3
  const std::vector<double> cost = {1, 4, 5, 1, 1};
  tree_search search(g);
  const auto from = search.run(0, cost, direction::from_root);
  EXPECT_EQ(from.cost, (std::vector<double>{0, 1, 2, 3}));
  EXPECT_EQ(from.order, (std::vector<std::uint32_t>{0, 1, 2, 3}));
  const auto to = search.run(3, cost, direction::to_root);
  EXPECT_EQ(to.cost, (std::vector<double>{3, 2, 1, 0}));
}

TEST(shortest_path, does_not_pass_a_centroid) {
  const auto g = diamond();
  const std::vector<double> cost = {1, 4, 5, 1, 1};
  const std::vector<std::uint8_t> centroids = {1, 1, 0, 0};
  tree_search search(g, centroids);
  EXPECT_EQ(search.run(0, cost, direction::from_root).cost, (std::vector<double>{0, 1, 4, 5}));
}

TEST(shortest_path, a_path_is_the_arcs_in_order_of_travel) {
  const auto g = diamond();
  const std::vector<double> cost = {1, 4, 5, 1, 1};
  tree_search search(g);
  const std::vector<std::uint32_t> path = {0, 3, 4};
  const auto& from = search.run(0, cost, direction::from_root);
  EXPECT_EQ(extract_path(g, from, 3, direction::from_root), path);
  EXPECT_TRUE(extract_path(g, from, 0, direction::from_root).empty());
  const auto& to = search.run(3, cost, direction::to_root);
  EXPECT_EQ(extract_path(g, to, 0, direction::to_root), path);
  EXPECT_TRUE(
      extract_path(g, search.run(3, cost, direction::from_root), 0, direction::from_root).empty());
}

TEST(shortest_path, closed_arcs_leave_states_unreached) {
  const auto g = diamond();
  const std::vector<double> cost = {unreachable, 4, 5, 1, 1};
  tree_search search(g);
  const auto& tree = search.run(0, cost, direction::from_root);
  EXPECT_EQ(tree.cost[1], unreachable);
  EXPECT_EQ(tree.order.size(), 3U);
}

TEST(shortest_path, agrees_with_bellman_ford_on_random_graphs) {
  EXPECT_TRUE(rc::check([] {
    const auto states = *rc::gen::inRange<std::uint32_t>(1, 30);
    const auto arcs = *rc::gen::inRange<std::size_t>(0, 120);
    std::vector<std::uint32_t> tails, heads;
    std::vector<double> given;
    for (std::size_t i = 0; i < arcs; ++i) {
      tails.push_back(*rc::gen::inRange<std::uint32_t>(0, states));
      heads.push_back(*rc::gen::inRange<std::uint32_t>(0, states));
      given.push_back(*rc::gen::inRange(0, 20));
    }
    const auto built = network::build_graph(states, tails, heads);
    std::vector<double> cost(arcs);
    for (std::size_t i = 0; i < arcs; ++i) cost[built.arc_of[i]] = given[i];
    std::vector<double> expected(states, unreachable);
    expected[0] = 0;
    for (std::uint32_t round = 0; round < states; ++round)
      for (std::size_t a = 0; a < arcs; ++a)
        expected[built.graph.head[a]] =
            std::min(expected[built.graph.head[a]], expected[built.graph.tail[a]] + cost[a]);
    tree_search search(built.graph);
    search.run(states - 1, cost, direction::to_root);  // what an earlier tree left must not matter
    RC_ASSERT(search.run(0, cost, direction::from_root).cost == expected);
  }));
}

}  // namespace
}  // namespace amur::route
