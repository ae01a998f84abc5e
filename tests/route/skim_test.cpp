#include "amur/route/skim.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "amur/route/shortest_path.h"
#include "support/data_dir.h"
#include "support/numbered_states.h"
#include "support/random_graph.h"
#include "support/tntp_graph.h"

namespace amur::route {
namespace {

TEST(skim, sums_attributes_along_the_cheapest_path) {
  // 0 > 1 > 2 is cheaper than 0 > 2, and longer.
  const std::vector<std::uint32_t> tails = {0, 0, 1}, heads = {1, 2, 2};
  const auto g = network::build_graph(4, tails, heads).graph;
  const std::vector<double> cost = {1, 5, 2}, length = {10, 20, 30};
  const std::vector<state_id> origins = {state_id(0), state_id(2)},
                              destinations = {state_id(2), state_id(0), state_id(3)};
  const std::vector<std::span<const double>> attributes = {length};
  thread_pool pool(1);
  for (const auto method : {skim_method::dijkstra, skim_method::hierarchy}) {
    const auto matrix = skim(g, cost, origins, destinations,
                             {.no_through = {}, .attributes = attributes, .method = method}, pool);
    EXPECT_EQ(matrix.cost, (std::vector<double>{3, 0, unreachable, 0, unreachable, unreachable}));
    EXPECT_EQ(matrix.attributes.front(),
              (std::vector<double>{40, 0, unreachable, 0, unreachable, unreachable}));
  }
}

TEST(skim, is_the_same_by_both_methods_and_any_number_of_threads) {
  EXPECT_TRUE(rc::check([] {
    const auto given = test::make_random_graph();
    const auto all = test::states_below(given.graph.state_count());
    const std::vector<std::span<const double>> attributes = {given.cost};
    std::vector<skim_matrix> first;
    for (const auto method : {skim_method::dijkstra, skim_method::hierarchy}) {
      const skim_options options{
          .no_through = given.no_through, .attributes = attributes, .method = method};
      std::vector<skim_matrix> made;
      for (const std::size_t threads : {1U, 2U, 3U}) {
        thread_pool pool(threads);
        made.push_back(skim(given.graph, given.cost, all, all, options, pool));
        RC_ASSERT(made.back().cost == made.front().cost);
        RC_ASSERT(made.back().attributes == made.front().attributes);
      }
      // The cost as an attribute adds up to itself.
      RC_ASSERT(made.front().attributes.front() == made.front().cost);
      first.push_back(made.front());
    }
    for (std::size_t i = 0; i < first[0].cost.size(); ++i) {
      const double a = first[0].cost[i], b = first[1].cost[i];
      RC_ASSERT(a == b || std::abs(a - b) <= 1e-12 * a);
    }
  }));
}

TEST(skim, costs_alone_agree_with_those_of_trees) {
  EXPECT_TRUE(rc::check([] {
    const auto given = test::make_random_graph();
    const auto all = test::states_below(given.graph.state_count());
    thread_pool pool(2);
    skim_options options{.no_through = given.no_through, .attributes = {}};
    options.method = skim_method::dijkstra;
    const auto expected = skim(given.graph, given.cost, all, all, options, pool);
    options.method = skim_method::hierarchy;
    const auto hierarchy = build_contraction_hierarchy(given.graph, given.no_through);
    options.hierarchy = &hierarchy;
    const auto made = skim(given.graph, given.cost, all, all, options, pool);
    for (std::size_t i = 0; i < made.cost.size(); ++i) {
      const double a = expected.cost[i], b = made.cost[i];
      RC_ASSERT(a == b || std::abs(a - b) <= 1e-12 * a);
    }
  }));
}

TEST(skim, refuses_what_does_not_fit) {
  const std::vector<std::uint32_t> tails = {0}, heads = {1};
  const auto g = network::build_graph(2, tails, heads).graph;
  const std::vector<double> cost = {1}, none;
  const std::vector<state_id> fine = {state_id(0)}, beyond = {state_id(2)};
  const std::vector<std::span<const double>> short_attribute = {none};
  const std::vector<std::uint8_t> three(3, 0);
  thread_pool pool(1);
  EXPECT_THROW((void)skim(g, none, fine, fine, {}, pool), std::invalid_argument);
  EXPECT_THROW((void)skim(g, cost, beyond, fine, {}, pool), std::invalid_argument);
  EXPECT_THROW((void)skim(g, cost, fine, beyond, {}, pool), std::invalid_argument);
  skim_options options;
  options.attributes = short_attribute;
  EXPECT_THROW((void)skim(g, cost, fine, fine, options, pool), std::invalid_argument);
  options = {};
  options.no_through = three;
  EXPECT_THROW((void)skim(g, cost, fine, fine, options, pool), std::invalid_argument);
}

TEST(skim, of_chicago_is_the_same_for_any_number_of_threads) {
  const auto path = test::data_dir() / "tntp/chicago-regional/ChicagoRegional_net.tntp";
  AMUR_NEEDS_DATA(path);
  const auto net = test::read_tntp_graph(path);
  const auto some = std::span(net.zones).first(200);
  const std::vector<std::span<const double>> attributes = {net.time, net.length};
  const skim_options options{.no_through = net.no_through, .attributes = attributes};
  thread_pool one(1), three(3);
  const auto a = skim(net.graph, net.time, some, some, options, one);
  const auto b = skim(net.graph, net.time, some, some, options, three);
  EXPECT_EQ(a.cost, b.cost);
  EXPECT_EQ(a.attributes, b.attributes);
  EXPECT_EQ(a.attributes.front(), a.cost);
}

}  // namespace
}  // namespace amur::route
