// Places meet the network where they should; parts and paths agree with a plain search.

#include "amur/compose/network_join.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace amur::test {
namespace {

cases::case_data grid_of(std::size_t nodes, std::size_t modes) {
  cases::case_data data;
  for (std::size_t m = 0; m < modes; ++m) {
    cases::mode mode;
    mode.id = "mode" + std::to_string(m);
    data.modes.push_back(mode);
  }
  for (std::size_t n = 0; n < nodes; ++n) {
    cases::node node;
    node.id = "n" + std::to_string(n);
    node.country = "AAA";
    node.longitude = 0.1 * static_cast<double>(n);
    data.nodes.push_back(node);
  }
  return data;
}

void join(cases::case_data& data, std::size_t from, std::size_t to, std::size_t mode,
          bool both_ways) {
  cases::link link;
  link.from = node_id(from);
  link.to = node_id(to);
  link.mode = mode_id(mode);
  link.both_ways = both_ways;
  data.links.push_back(link);
}

// By multiplying the table of neighbours until nothing is new.
std::vector<std::vector<bool>> closure(const cases::case_data& data,
                                       const std::vector<bool>& modes) {
  const std::size_t width = data.modes.size(), states = data.nodes.size() * width;
  std::vector<std::vector<bool>> to(states, std::vector<bool>(states, false));
  for (std::size_t s = 0; s < states; ++s) to[s][s] = true;
  for (const auto& link : data.links) {
    if (!modes[link.mode.index()]) continue;
    const auto a = link.from.index() * width + link.mode.index();
    const auto b = link.to.index() * width + link.mode.index();
    to[a][b] = true;
    if (link.both_ways) to[b][a] = true;
  }
  for (const auto& each : data.transfers)
    if (modes[each.from.index()] && modes[each.to.index()])
      to[each.node.index() * width + each.from.index()]
        [each.node.index() * width + each.to.index()] = true;
  for (std::size_t k = 0; k < states; ++k)
    for (std::size_t i = 0; i < states; ++i)
      for (std::size_t j = 0; to[i][k] && j < states; ++j)
        if (to[k][j]) to[i][j] = true;
  return to;
}

TEST(network_join, parts_and_paths_are_those_of_a_plain_closure) {
  EXPECT_TRUE(rc::check("on random networks of two modes", [] {
    const auto nodes = *rc::gen::inRange<std::size_t>(2, 9);
    auto data = grid_of(nodes, 2);
    const auto any = [nodes] { return *rc::gen::inRange<std::size_t>(0, nodes); };
    for (int l = *rc::gen::inRange(0, 16); l > 0; --l)
      join(data, any(), any(), *rc::gen::inRange<std::size_t>(0, 2), *rc::gen::arbitrary<bool>());
    for (int t = *rc::gen::inRange(0, 4); t > 0; --t) {
      cases::transfer change;
      change.node = node_id(any());
      change.from = mode_id(*rc::gen::inRange<std::size_t>(0, 2));
      change.to = mode_id(1 - change.from.index());
      data.transfers.push_back(change);
    }
    const std::vector<bool> modes = {true, *rc::gen::arbitrary<bool>()};
    const auto known = closure(data, modes);
    const compose::reach_graph graph(data, modes, "general");
    for (std::size_t a = 0; a < nodes; ++a) {
      const auto reached = graph.from(node_id(a));
      for (std::size_t b = 0; b < nodes; ++b) {
        bool expected = false;
        for (std::size_t m = 0; m < 4; ++m)
          expected = expected || (modes[m / 2] && known[2 * a + m / 2][2 * b + m % 2]);
        RC_ASSERT(reached[b] == expected);
      }
    }
    cases::case_data no_changes = data;
    no_changes.transfers = {};
    const auto alone = closure(no_changes, {true, true});
    const auto part = compose::parts_of_mode(data, mode_id(0)).part;
    std::vector<bool> has_link(nodes, false);
    for (const auto& link : data.links)
      if (link.mode == mode_id(0)) has_link[link.from.index()] = has_link[link.to.index()] = true;
    for (std::size_t a = 0; a < nodes; ++a)
      for (std::size_t b = 0; b < nodes; ++b)
        if (has_link[a] && has_link[b])
          RC_ASSERT((part[a] == part[b]) == (alone[2 * a][2 * b] && alone[2 * b][2 * a]));
  }));
}

compose::place at(double longitude, const std::string& country = "AAA") {
  compose::place made;
  made.country = country;
  made.longitude = longitude;
  return made;
}

TEST(network_join, a_place_at_a_node_is_it_and_others_get_connectors) {
  auto data = grid_of(4, 2);
  join(data, 0, 1, 0, true);
  join(data, 1, 2, 0, true);
  join(data, 2, 3, 1, true);
  const auto joined = compose::join_places(
      data, std::vector<compose::place>{at(0.1), at(0.13), at(0.1, "BBB"), at(3)}, {true, true},
      50);
  ASSERT_TRUE(joined[0].node);
  EXPECT_EQ(joined[0].node->index(), 1U);
  ASSERT_EQ(joined[0].connectors.size(), 1U);  // of the other mode, to node 2
  EXPECT_EQ(joined[0].connectors[0].node.index(), 2U);
  EXPECT_NEAR(joined[0].connectors[0].straight_km, 11.13, 0.01);
  EXPECT_FALSE(joined[1].node);
  ASSERT_EQ(joined[1].connectors.size(), 2U);
  EXPECT_EQ(joined[1].connectors[0].node.index(), 1U);
  EXPECT_FALSE(joined[2].is_joined());
  EXPECT_TRUE(std::isinf(joined[2].nearest_km));
  EXPECT_FALSE(joined[3].is_joined());
  EXPECT_NEAR(joined[3].nearest_km, 2.7 * 111.32, 0.1);
}

TEST(network_join, a_network_whose_nodes_all_have_links_takes_places) {
  auto data = grid_of(2, 1);
  join(data, 0, 1, 0, true);
  const auto joined = compose::join_places(data, std::vector<compose::place>{at(0)}, {true}, 50);
  ASSERT_TRUE(joined[0].node);
  EXPECT_EQ(joined[0].node->index(), 0U);
}

TEST(network_join, an_island_is_passed_over_for_the_country_s_main_network_nearby) {
  auto data = grid_of(8, 1);
  join(data, 0, 1, 0, true);  // an island of two
  for (std::size_t n = 2; n < 7; ++n) join(data, n, n + 1, 0, true);
  data.nodes[node_id(1)].longitude = 0.19;
  const auto joined =
      compose::join_places(data, std::vector<compose::place>{at(0.193), at(0.02)}, {true}, 50);
  EXPECT_EQ(joined[0].connectors.at(0).node.index(), 2U);
  EXPECT_EQ(joined[1].connectors.at(0).node.index(), 0U);  // the main network is 20 km away
}

}  // namespace
}  // namespace amur::test
