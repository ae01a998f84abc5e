// Speeds and values against what they usually are; the values also against those of real trade.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

#include "amur/study/check.h"
#include "amur/study/usual_figures.h"
#include "support/border_case.h"
#include "support/check_findings.h"
#include "support/data_dir.h"

namespace amur::study {
namespace {

using namespace amur::cases;

using test::has;

std::string warnings(const case_data& data) { return test::warnings_of(check_usual_figures, data); }

TEST(check_usual, has_nothing_to_say_of_a_sound_case) {
  EXPECT_EQ(warnings(test::make_border_case().data), "");
}

TEST(check_usual, warns_of_speeds_above_and_below_the_modes_range) {
  auto border = test::make_border_case();
  auto& links = border.data.links;
  links[border.farm_road].free_time_h = 0.5;  // 200 km/h
  links[border.city_road].free_time_h = 60;   // minutes: 0.83 km/h
  auto text = warnings(border.data);
  EXPECT_TRUE(has(text, "'farm_road': 1 link of mode 'road', up to 200 km/h")) << text;
  EXPECT_TRUE(has(text, "'city_road': 1 link of mode 'road', down to 0.8333 km/h")) << text;
  EXPECT_TRUE(has(text, "usually 10 to 130 km/h")) << text;
  // As a train it is quick, not odd; as a pipeline it is odd.
  links[border.city_road].free_time_h = 1;
  border.data.modes[border.road].id = "rail_1520";
  EXPECT_EQ(warnings(border.data), "");
  border.data.modes[border.road].id = "pipeline_oil";
  EXPECT_TRUE(has(warnings(border.data), "'farm_road, bridge, city_road': 3 links"));
}

TEST(check_usual, a_short_way_may_be_slow_and_an_unknown_mode_anything_possible) {
  auto border = test::make_border_case();
  auto& bridge = border.data.links[border.bridge];
  bridge.length_km = 1;
  bridge.free_time_h = 0.2;  // a pontoon
  EXPECT_EQ(warnings(border.data), "");
  border.data.modes[border.road].id = "roadless";
  border.data.links[border.farm_road].free_time_h = 0.2;
  EXPECT_EQ(warnings(border.data), "");
  border.data.links[border.farm_road].free_time_h = 0.01;
  EXPECT_TRUE(has(warnings(border.data), "up to 1e+04 km/h"));
}

TEST(check_usual, warns_of_values_far_from_the_commoditys) {
  auto border = test::make_border_case();
  auto& grain = border.data.commodities[border.grain];
  grain.name = "Soybeans";
  grain.value_usd_per_t = 48'000;  // roubles
  const auto text = warnings(border.data);
  EXPECT_TRUE(has(text,
                  "'value_usd_per_t', value '48000': 'Soybeans' is usually worth about 600 "
                  "USD/t (World Bank Commodity Price Data 2023"))
      << text;
  grain.value_usd_per_t = 0.48;  // a kilogram
  EXPECT_TRUE(has(warnings(border.data), "1250 x off"));
  for (const double fine : {0.0, 61.0, 480.0, 5'900.0}) {
    grain.value_usd_per_t = fine;
    EXPECT_EQ(warnings(border.data), "") << fine;
  }
  // A name that says nothing; its id does.
  grain.name = "Crop of the valley";
  grain.value_usd_per_t = 48'000;
  grain.id = "crop";
  EXPECT_EQ(warnings(border.data), "");
  grain.id = "iron_ore";
  EXPECT_TRUE(has(warnings(border.data), "about 120 USD/t"));
}

TEST(check_usual, names_are_whole_words) {
  EXPECT_EQ(usual_value_usd_per_t("Logs and sawn timber"), 250);
  EXPECT_EQ(usual_value_usd_per_t("Soybean oil"), 1100);
  EXPECT_EQ(usual_value_usd_per_t("Copper ore"), 2000);
  for (const char* none : {"Tin ore", "Steel scrap", "Steam", "Carpets", "Team", "Other ores", ""})
    EXPECT_FALSE(usual_value_usd_per_t(none)) << none;
  EXPECT_FALSE(usual_speed_of("railing"));
  EXPECT_TRUE(usual_speed_of("rail_1520"));
}

// South Africa's exports of 2020 by code of the Harmonized System, as CEPII's BACI has them.
TEST(check_usual, values_are_near_those_of_real_trade) {
  const auto path = test::data_dir() / "trade/baci/BACI_HS17_Y2020_V202301_slice.csv";
  AMUR_NEEDS_DATA(path);
  const std::pair<const char*, const char*> goods[] = {
      {"2701", "Coal"},        {"2601", "Iron ore"},     {"1005", "Maize"},
      {"7202", "Ferroalloys"}, {"7601", "Aluminium"},    {"1701", "Sugar"},
      {"8703", "Cars"},        {"4703", "Wood pulp"},    {"2603", "Copper ore"},
      {"31", "Fertilisers"},   {"48", "Paper"},          {"72", "Steel"},
      {"84", "Machinery"},     {"39", "Plastics"},       {"5201", "Cotton"},
      {"0805", "Fruit"},       {"2523", "Cement"},       {"7403", "Copper"},
      {"7502", "Nickel"},      {"4403", "Logs"},         {"0902", "Tea"},
      {"2709", "Crude oil"},   {"2710", "Oil products"}, {"61", "Clothing"}};
  std::map<std::string, std::pair<double, double>> sums;  // thousand USD, tonnes
  std::ifstream file(path);
  std::string line;
  for (std::getline(file, line); std::getline(file, line);) {
    std::istringstream cells(line);
    std::string t, i, j, k, v, q;
    for (auto* cell : {&t, &i, &j, &k, &v, &q}) std::getline(cells, *cell, ',');
    if (i != "710" || q == "NA") continue;
    k.insert(0, 6 - k.size(), '0');
    for (const auto& [code, name] : goods)
      if (k.starts_with(code)) {
        sums[name].first += std::stod(v);
        sums[name].second += std::stod(q);
      }
  }
  EXPECT_EQ(sums.size(), std::size(goods));
  for (const auto& [name, sum] : sums) {
    const double real = 1000 * sum.first / sum.second;
    const auto usual = usual_value_usd_per_t(name);
    ASSERT_TRUE(usual) << name;
    EXPECT_LT(std::max(real / *usual, *usual / real), 3) << name << " " << real;
  }
}

}  // namespace
}  // namespace amur::study
