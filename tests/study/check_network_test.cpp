// Slips in networks and rates that the tables allow.

#include <gtest/gtest.h>

#include <tuple>

#include "amur/case/country_codes.h"
#include "amur/study/check.h"
#include "support/border_case.h"
#include "support/check_findings.h"

namespace amur::study {
namespace {

using namespace amur::cases;

using test::has;

std::string warnings(const case_data& data) { return test::warnings_of(check_networks, data); }

test::border_case sound_case() {
  auto border = test::make_border_case();
  for (auto& row : border.data.links) row.length_km = 100;
  return border;
}

TEST(check_network, has_nothing_to_say_of_a_sound_case) {
  EXPECT_EQ(warnings(sound_case().data), "");
}

TEST(check_network, warns_of_a_mode_without_a_vehicle) {
  auto border = sound_case();
  border.data.vehicles[vehicle_id(1)].mode = border.road;
  EXPECT_TRUE(has(warnings(border.data), "'mode', value 'river': no vehicle has this mode"));
}

TEST(check_network, warns_of_lengths_below_the_great_circle) {
  auto border = sound_case();
  std::swap(border.data.nodes[border.farm].longitude, border.data.nodes[border.farm].latitude);
  const auto text = warnings(border.data);
  EXPECT_TRUE(has(text, "'farm_road': one link is shorter than the great circle")) << text;
}

TEST(check_network, warns_of_countries_that_iso_3166_does_not_know) {
  auto border = sound_case();
  border.data.nodes[border.farm].country = "KAS";
  ban of_romania;
  of_romania.origin_countries = {"ROM"};
  border.data.bans.push_back(of_romania);
  const auto text = warnings(border.data);
  EXPECT_TRUE(has(text, "'country', value 'KAS'")) << text;
  EXPECT_TRUE(has(text, "'origin_countries', value 'ROM'")) << text;
  for (const char* code : {"KAZ", "ROU", "ABW", "ZWE", "XKX", "BBB"})
    EXPECT_TRUE(is_known_country(code)) << code;
  for (const char* code : {"KAS", "ROM", "BWA ", "ZWA", "QAA", "GER"})
    EXPECT_FALSE(is_known_country(code)) << code;
}

TEST(check_network, warns_of_links_that_stand_twice_or_cross_a_border_in_no_crossing) {
  auto border = sound_case();
  auto again = border.data.links[border.bridge];
  again.id = "bridge_2";
  std::swap(again.from, again.to);
  border.data.links.push_back(again);
  const auto text = warnings(border.data);
  EXPECT_TRUE(has(text, "'bridge_2': the same link as 'bridge'")) << text;
  EXPECT_TRUE(has(text, "'bridge_2': one link is over a border in no crossing")) << text;
}

TEST(check_network, warns_of_rates_above_one) {
  auto border = sound_case();
  duty percent;
  percent.ad_valorem = 7;
  border.data.duties.push_back(percent);
  project dear;
  dear.discount_rate = 8;
  border.data.projects.push_back(dear);
  trade_value taxed;
  taxed.import_duty = 25;
  border.data.trade_values.push_back(taxed);
  growth quick;
  quick.per_year = 5;
  border.data.growths.push_back(quick);
  const auto text = warnings(border.data);
  EXPECT_TRUE(has(text, "'ad_valorem', value '7': this is 700 % of the value")) << text;
  EXPECT_TRUE(has(text, "'discount_rate', value '8': this is 800 % a year")) << text;
  EXPECT_TRUE(has(text, "'import_duty', value '25': this is 2500 % of the value")) << text;
  EXPECT_TRUE(has(text, "'per_year', value '5': this is 500 % a year")) << text;
}

TEST(check_network, ships_cross_no_border_between_ports) {
  auto border = sound_case();
  border.data.modes.push_back({"sea"});
  auto lane = border.data.links[border.boat];
  lane.id = "lane";
  lane.mode = mode_id(2);
  border.data.links.push_back(lane);
  border.data.vehicles[vehicle_id(1)].mode = mode_id(2);
  EXPECT_FALSE(has(warnings(border.data), "over a border"));
}

TEST(check_network, warns_of_a_pair_of_places_open_one_way_only) {
  auto border = sound_case();
  auto& road = border.data.links[border.city_road];
  road.both_ways = false;
  const auto text = warnings(border.data);
  EXPECT_TRUE(has(text, "'directed', value 'city_road': one link leads one way only")) << text;
  // A link back of its own, even by way of another place, is a way back.
  auto back = road;
  back.id = "back";
  std::swap(back.from, back.to);
  back.length_km = 140;
  border.data.links.push_back(back);
  EXPECT_EQ(warnings(border.data), "");
  // Round half the country is none, and another mode is none.
  border.data.links[link_id(4)].length_km = 1000;
  EXPECT_TRUE(has(warnings(border.data), "'city_road': one link leads one way only"));
  border.data.links[link_id(4)].length_km = 140;
  border.data.links[link_id(4)].mode = border.river;
  EXPECT_TRUE(has(warnings(border.data), "2 links lead one way only"));
}

TEST(check_network, pipelines_and_one_way_streets_are_as_they_should_be) {
  auto border = sound_case();
  border.data.modes[border.road].id = "pipeline_oil";
  border.data.links[border.city_road].both_ways = false;
  EXPECT_EQ(warnings(border.data), "");
  border.data.modes[border.road].id = "road";
  // A ring of one-way streets through another node.
  auto first = border.data.links[border.city_road], second = first;
  first.id = "ring_1";
  first.from = border.city_b;
  first.to = border.farm;
  second.id = "ring_2";
  second.from = border.farm;
  second.to = border.bank_b;
  for (auto* each : {&first, &second}) {
    each->length_km = 170;
    border.data.links.push_back(*each);
  }
  border.data.crossings[border.bridge_crossing].links.push_back(link_id(4));
  border.data.crossings[border.bridge_crossing].links.push_back(link_id(5));
  for (auto& each : border.data.links) each.length_km = 200;
  EXPECT_FALSE(has(warnings(border.data), "one way only"));
}

TEST(check_network, warns_of_gauges_that_meet_without_a_transfer_each_way) {
  auto border = sound_case();
  border.data.modes[border.road].id = "rail_1435";
  border.data.modes[border.river].id = "rail_1520";
  EXPECT_EQ(warnings(border.data),
            "nodes.csv, field 'node_id', value 'bank_a, bank_b': gauges meet at 2 "
            "places without a transfer between them (at the first: rail_1520 to rail_1435); what "
            "comes on one can't go on by the other; allowed: rows of transfers.csv, one each "
            "way\n");
  for (auto [at, from, to] : {std::tuple(border.bank_a, border.river, border.road),
                              std::tuple(border.bank_b, border.road, border.river)}) {
    transfer yard;
    yard.node = at;
    yard.from = from;
    yard.to = to;
    border.data.transfers.push_back(yard);
  }
  EXPECT_EQ(warnings(border.data), "");
}

TEST(check_network, warns_of_demand_far_above_capacity) {
  auto border = sound_case();
  border.data.crossings[border.boat_crossing].capacity_t_per_day = 20;
  border.data.crossings[crossing_id(0)].capacity_t_per_day = 60;
  EXPECT_TRUE(has(warnings(border.data), "value 'AAA': 1000 t a day are to leave this country"));
  border.data.crossings[crossing_id(0)].capacity_t_per_day = 90;
  EXPECT_EQ(warnings(border.data), "");
}

}  // namespace
}  // namespace amur::study
