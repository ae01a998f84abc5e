// Trade shared over places: nothing is lost, nothing comes to it, whatever weights and limits are.

#include "amur/compose/split.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>
#include <numeric>

#include "amur/compose/trade_split.h"

namespace amur::test {
namespace {

using compose::loss;
using compose::pair_flow;
using compose::place;
using compose::place_share;

long double sum_of(const std::vector<pair_flow>& flows) {
  long double sum = 0;
  for (const auto& flow : flows) sum += flow.tonnes;
  return sum;
}

TEST(split, shares_are_in_proportion_to_weights) {
  const std::vector<std::uint32_t> places = {7, 8, 9};
  const auto shares = compose::shares_of(places, std::vector<double>{1, 6, 3}, 10);
  ASSERT_EQ(shares.size(), 3U);
  EXPECT_EQ(shares[0].place, 8U);
  EXPECT_DOUBLE_EQ(shares[0].share, 0.6);
  EXPECT_DOUBLE_EQ(shares[1].share, 0.3);
  EXPECT_DOUBLE_EQ(shares[2].share, 0.1);
}

TEST(split, the_largest_take_part_and_without_weights_all_alike) {
  const std::vector<std::uint32_t> places = {7, 8, 9};
  const auto two = compose::shares_of(places, std::vector<double>{1, 6, 3}, 2);
  ASSERT_EQ(two.size(), 2U);
  EXPECT_DOUBLE_EQ(two[0].share, 6.0 / 9);
  const auto even = compose::shares_of(places, std::vector<double>{0, 0, 0}, 2);
  ASSERT_EQ(even.size(), 2U);
  EXPECT_EQ(even[0].place, 7U);
  EXPECT_DOUBLE_EQ(even[1].share, 0.5);
}

TEST(split, small_flows_go_to_the_largest) {
  const std::vector<place_share> from = {{0, 0.9}, {1, 0.1}}, to = {{2, 0.8}, {3, 0.2}};
  // 72, 18, 8 and 2 of a hundred; below ten goes to the 72.
  const auto flows = compose::split_flow(100, from, to, 10);
  ASSERT_EQ(flows.size(), 2U);
  EXPECT_DOUBLE_EQ(flows[0].tonnes, 82);
  EXPECT_DOUBLE_EQ(flows[1].tonnes, 18);
}

TEST(split, flows_add_up_to_what_was_split) {
  EXPECT_TRUE(rc::check("whatever the shares and the least are", [] {
    const auto side = [](std::uint32_t first) {
      const auto weights =
          *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 100000)));
      std::vector<std::uint32_t> places(weights.size());
      std::iota(places.begin(), places.end(), first);
      return compose::shares_of(places, std::vector<double>(weights.begin(), weights.end()),
                                *rc::gen::inRange<std::size_t>(1, 9));
    };
    const auto from = side(0), to = side(1000);
    const double tonnes = *rc::gen::inRange(1, 1000000000) / 997.0;
    const double least = *rc::gen::inRange(0, 10000) / 7.0;
    const auto flows = compose::split_flow(tonnes, from, to, least);
    RC_ASSERT(std::abs(static_cast<double>(sum_of(flows) - static_cast<long double>(tonnes))) <=
              1e-15 * static_cast<double>(flows.size() + 1) * tonnes);
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const auto& flow : flows) {
      RC_ASSERT(flow.tonnes > 0);
      RC_ASSERT(flows.size() == 1 || flow.tonnes >= least);
      RC_ASSERT(pairs.insert({flow.origin, flow.destination}).second);
    }
  }));
}

struct random_trade {
  std::vector<place> places;
  std::vector<bool> is_joined;
  std::vector<customs::trade_flow> rows;
};

// Countries A to E with places, of which some are joined; E has none, F is outside, G has a
// gateway.
random_trade some_trade() {
  const std::vector<std::string> countries = {"AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG"};
  random_trade made;
  const auto count = *rc::gen::inRange(1, 12);
  for (int p = 0; p < count; ++p) {
    place each;
    each.country = countries[*rc::gen::inRange<std::size_t>(0, 4)];
    each.population = *rc::gen::inRange(0, 1000);
    each.production = *rc::gen::inRange(0, 5);
    each.port_outflow = *rc::gen::inRange(0, 3);
    if (*rc::gen::inRange(0, 4) == 0) each.gateway_of = {"GGG"};
    made.places.push_back(each);
    made.is_joined.push_back(*rc::gen::inRange(0, 4) > 0);
  }
  const auto rows = *rc::gen::inRange(1, 30);
  for (int r = 0; r < rows; ++r)
    made.rows.push_back({countries[*rc::gen::inRange<std::size_t>(0, 7)],
                         countries[*rc::gen::inRange<std::size_t>(0, 7)], "goods", 2020,
                         *rc::gen::inRange(0, 1000000) * 1.1, *rc::gen::inRange(0, 100000) / 3.0});
  return made;
}

TEST(trade_split, what_is_placed_and_what_is_named_add_up_to_the_table) {
  EXPECT_TRUE(rc::check("by country of origin and destination, tonnes and value", [] {
    const auto world = some_trade();
    compose::split_request request;
    request.most_places = *rc::gen::inRange<std::size_t>(1, 5);
    request.least_tonnes = *rc::gen::inRange(0, 500);
    const auto barrier = *rc::gen::inRange<std::uint32_t>(0, 12);
    // No path from places before the barrier to those behind it; two places in a row are a node.
    const auto made = compose::split_over_places(
        world.rows, world.places, world.is_joined, {"AAA", "BBB", "CCC", "DDD", "EEE"}, request,
        [barrier](const std::string&, std::uint32_t a, std::uint32_t b) {
          return (a < barrier) == (b < barrier);
        },
        [](std::uint32_t a, std::uint32_t b) { return a / 2 == b / 2; });
    long double tonnes = 0, placed = 0, lost = 0, value = 0, lost_value = 0;
    for (const auto& row : world.rows) {
      tonnes += row.tonnes;
      value += row.value_usd;
    }
    for (const auto& flow : made.flows) {
      placed += flow.tonnes;
      RC_ASSERT(world.is_joined[flow.origin] && world.is_joined[flow.destination]);
      RC_ASSERT(flow.origin / 2 != flow.destination / 2);
      RC_ASSERT((flow.origin < barrier) == (flow.destination < barrier));
    }
    for (const auto& [key, each] : made.losses) {
      lost += each.tonnes;
      lost_value += each.value_usd;
    }
    const auto near = [](long double a, long double b) {
      return std::abs(static_cast<double>(a - b)) <= 1e-12 * (1 + std::abs(static_cast<double>(b)));
    };
    RC_ASSERT(near(placed + lost, tonnes));
    RC_ASSERT(near(made.placed_tonnes, placed));
    RC_ASSERT(near(made.tonnes, tonnes));
    RC_ASSERT(static_cast<double>(lost_value) <= static_cast<double>(value) * (1 + 1e-12));
    RC_ASSERT(near(made.value_usd, value));
    for (const auto& row : world.rows)
      if (row.destination == "FFF" && row.origin != "FFF")
        RC_ASSERT(made.losses.contains({loss::outside, "FFF"}) ||
                  made.losses.contains({loss::outside, row.origin + " to FFF"}));
  }));
}

std::vector<place> two_and_a_port() {
  std::vector<place> places(3);
  places[0].country = places[1].country = "AAA";
  places[0].production = 30;
  places[1].production = 10;
  places[1].gateway_of = {"CCC"};
  places[2].country = "BBB";
  return places;
}

compose::split_trade split_of(std::vector<customs::trade_flow> rows,
                              const std::vector<place>& places) {
  return compose::split_over_places(
      rows, places, std::vector<bool>(places.size(), true), {"AAA", "BBB"}, {},
      [](const std::string&, std::uint32_t, std::uint32_t) { return true; },
      [](std::uint32_t a, std::uint32_t b) { return a == b; });
}

TEST(trade_split, a_gateway_stands_for_a_country_beyond) {
  const auto made = split_of({{"CCC", "BBB", "goods", 2020, 0, 50}}, two_and_a_port());
  ASSERT_EQ(made.flows.size(), 1U);
  EXPECT_EQ(made.flows[0].origin, 1U);
  EXPECT_EQ(made.flows[0].tonnes, 50);
}

TEST(trade_split, whom_nobody_stands_for_is_named_with_its_tonnes) {
  const auto made =
      split_of({{"DDD", "BBB", "goods", 2020, 7, 50}, {"AAA", "BBB", "goods", 2020, 0, 40}},
               two_and_a_port());
  ASSERT_EQ(made.flows.size(), 2U);
  EXPECT_EQ(made.flows[0].tonnes, 30);
  EXPECT_EQ(made.flows[1].tonnes, 10);
  const auto& lost = made.losses.at({loss::outside, "DDD"});
  EXPECT_EQ(lost.rows, 1U);
  EXPECT_EQ(lost.tonnes, 50);
  EXPECT_EQ(lost.value_usd, 7);
}

TEST(trade_split, by_a_rule_without_weights_population_stands_in) {
  auto places = two_and_a_port();
  places[0].production = places[1].production = 0;
  places[0].population = 1;
  places[1].population = 3;
  const auto made = split_of({{"AAA", "BBB", "goods", 2020, 0, 40}}, places);
  ASSERT_EQ(made.flows.size(), 2U);
  EXPECT_EQ(made.flows[0].tonnes, 30);
  EXPECT_EQ(made.other_weights,
            (std::set<std::string>{"AAA has no production: shared by population"}));
}

}  // namespace
}  // namespace amur::test
