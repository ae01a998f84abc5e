// Slips in networks and rates that the tables allow.

#include <gtest/gtest.h>

#include "amur/case/country_codes.h"
#include "amur/study/check.h"
#include "support/border_case.h"

namespace amur::study {
namespace {

using namespace amur::cases;

std::string warnings(const case_data& data) {
  diagnostics report;
  check_networks(data, report);
  EXPECT_FALSE(report.has_errors());
  std::string all;
  for (const auto& finding : report.findings) all += to_string(finding) + "\n";
  return all;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

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
  const auto text = warnings(border.data);
  EXPECT_TRUE(has(text, "'ad_valorem', value '7': this is 700 % of the value")) << text;
  EXPECT_TRUE(has(text, "'discount_rate', value '8': this is 800 % a year")) << text;
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
