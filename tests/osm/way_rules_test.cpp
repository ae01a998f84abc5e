// What tags of ways mean.

#include "amur/osm/way_rules.h"

#include <gtest/gtest.h>

#include <map>

namespace amur::test {
namespace {

using osm::way_direction;
using tags = std::map<std::string, std::string>;

osm::way_verdict judge(const tags& given, const osm::way_choice& choice = {}) {
  return osm::judge_way(
      [&](const char* key) {
        const auto at = given.find(key);
        return at == given.end() ? std::string_view() : std::string_view(at->second);
      },
      choice);
}

osm::way_kind kind_of(const tags& given, const osm::way_choice& choice = {}) {
  const auto verdict = judge(given, choice);
  EXPECT_EQ(verdict.kinds.size(), 1U);
  return verdict.kinds.empty() ? osm::way_kind{} : verdict.kinds.front();
}

TEST(way_rules, roads_are_taken_from_a_class_up_with_their_links) {
  EXPECT_EQ(judge({{"highway", "motorway"}}).kinds.size(), 1U);
  EXPECT_EQ(judge({{"highway", "primary_link"}}).kinds.size(), 1U);
  EXPECT_TRUE(judge({{"highway", "secondary"}}).kinds.empty());
  EXPECT_TRUE(judge({{"highway", "secondary_link"}}).kinds.empty());
  osm::way_choice all;
  all.lowest_road = "residential";
  EXPECT_EQ(judge({{"highway", "unclassified"}}, all).kinds.size(), 1U);
  EXPECT_TRUE(judge({{"highway", "footway"}}, all).kinds.empty());
  EXPECT_TRUE(judge({{"highway", "residential_link"}}, all).kinds.empty());
  EXPECT_TRUE(judge({{"highway", "primary"}, {"area", "yes"}}).kinds.empty());
}

TEST(way_rules, what_says_most_of_lorries_decides) {
  const auto passes = [](tags more) {
    more["highway"] = "primary";
    return !judge(more).kinds.empty();
  };
  EXPECT_FALSE(passes({{"access", "no"}}));
  EXPECT_TRUE(passes({{"access", "no"}, {"hgv", "yes"}}));
  EXPECT_TRUE(passes({{"access", "private"}, {"motor_vehicle", "yes"}}));
  EXPECT_FALSE(passes({{"motor_vehicle", "yes"}, {"hgv", "no"}}));
  EXPECT_TRUE(passes({{"hgv", "destination"}}));
  EXPECT_FALSE(passes({{"maxweight", "3.5"}}));
  EXPECT_TRUE(passes({{"maxweight", "40"}}));
  EXPECT_EQ(judge({{"highway", "primary"}, {"hgv", "no"}}).reason,
            osm::left_out::no_heavy_vehicles);
}

TEST(way_rules, directions_are_read_in_all_their_spellings) {
  const auto direction = [](tags more) {
    more.insert({"highway", "primary"});
    return kind_of(more).direction;
  };
  EXPECT_EQ(direction({}), way_direction::both);
  for (const char* word : {"yes", "true", "1"})
    EXPECT_EQ(direction({{"oneway", word}}), way_direction::forward);
  EXPECT_EQ(direction({{"oneway", "-1"}}), way_direction::backward);
  EXPECT_EQ(direction({{"junction", "roundabout"}}), way_direction::forward);
  EXPECT_EQ(direction({{"highway", "motorway"}}), way_direction::forward);
  EXPECT_EQ(direction({{"highway", "motorway"}, {"oneway", "no"}}), way_direction::both);
}

TEST(way_rules, speeds_and_hours_have_units) {
  EXPECT_DOUBLE_EQ(*osm::speed_of("80"), 80);
  EXPECT_DOUBLE_EQ(*osm::speed_of("50 mph"), 80.4672);
  EXPECT_DOUBLE_EQ(*osm::speed_of("10 knots"), 18.52);
  for (const char* none : {"", "none", "walk", "RU:urban", "80;60", "-5", "1e9", "nan", "inf"})
    EXPECT_FALSE(osm::speed_of(none)) << none;
  EXPECT_DOUBLE_EQ(*osm::hours_of("02:30"), 2.5);
  EXPECT_DOUBLE_EQ(*osm::hours_of("45"), 0.75);
  EXPECT_DOUBLE_EQ(*osm::hours_of("1:15:00"), 1.25);
  for (const char* none : {"", ":", "1:", "a", "1:2:3:4", "-1", "0"})
    EXPECT_FALSE(osm::hours_of(none)) << none;
}

TEST(way_rules, each_gauge_of_a_railway_is_a_mode) {
  EXPECT_EQ(kind_of({{"railway", "rail"}, {"gauge", "1520"}}).mode, "rail_1520");
  const auto both = judge({{"railway", "rail"}, {"gauge", "1435;1520"}}).kinds;
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[1].mode, "rail_1520");
  const auto unsaid = kind_of({{"railway", "rail"}});
  EXPECT_EQ(unsaid.mode, "rail_1435");
  EXPECT_TRUE(unsaid.gauge_assumed);
  EXPECT_EQ(judge({{"railway", "rail"}, {"service", "yard"}}).reason, osm::left_out::siding);
  EXPECT_TRUE(judge({{"railway", "abandoned"}}).kinds.empty());
}

TEST(way_rules, ferries_carry_lorries_or_are_left_out) {
  const auto ferry = kind_of({{"route", "ferry"}, {"motor_vehicle", "yes"}, {"duration", "01:30"}});
  EXPECT_EQ(ferry.mode, "road");
  EXPECT_EQ(ferry.class_name, "ferry");
  EXPECT_DOUBLE_EQ(ferry.duration_h, 1.5);
  EXPECT_TRUE(judge({{"route", "ferry"}, {"foot", "yes"}}).kinds.empty());
}

TEST(way_rules, waterways_and_pipelines_are_taken_when_asked_for) {
  EXPECT_TRUE(judge({{"waterway", "river"}}).kinds.empty());
  osm::way_choice more;
  more.rivers = more.pipelines = true;
  EXPECT_EQ(kind_of({{"waterway", "river"}}, more).mode, "river");
  EXPECT_TRUE(judge({{"waterway", "river"}, {"boat", "no"}}, more).kinds.empty());
  EXPECT_EQ(kind_of({{"man_made", "pipeline"}, {"substance", "gas"}}, more).mode, "pipeline");
  EXPECT_TRUE(judge({{"man_made", "pipeline"}, {"substance", "water"}}, more).kinds.empty());
}

}  // namespace
}  // namespace amur::test
