#include "amur/study/check.h"

#include <gtest/gtest.h>

#include "support/border_case.h"

namespace amur::study {
namespace {

using namespace amur::cases;

bool warns(const diagnostics& report, const std::string& part) {
  for (const auto& finding : report.findings)
    if (finding.level == severity::warning && to_string(finding).find(part) != std::string::npos)
      return true;
  return false;
}

diagnostics check(const case_data& data) {
  diagnostics report;
  check_tables(data, report);
  check_routes(data, report);
  EXPECT_FALSE(report.has_errors());
  return report;
}

TEST(check, has_nothing_to_say_of_a_sound_case_but_its_sources) {
  const auto report = check(test::make_border_case().data);
  for (const auto& finding : report.findings)
    EXPECT_EQ(finding.field, "source") << to_string(finding);
}

TEST(check, warns_of_islands_and_lone_nodes) {
  auto border = test::make_border_case();
  auto extra = border.data.nodes[border.farm];
  extra.id = "lone";
  border.data.nodes.push_back(extra);
  for (const char* id : {"isle_1", "isle_2"}) {
    extra.id = id;
    border.data.nodes.push_back(extra);
  }
  auto link = border.data.links[border.farm_road];
  link.from = node_id(5);
  link.to = node_id(6);
  border.data.links.push_back(link);
  const auto report = check(border.data);
  EXPECT_TRUE(warns(report, "'lone': no link touches this node"));
  EXPECT_TRUE(warns(report, "'isle_1, isle_2': an island of 2 nodes"));
}

TEST(check, warns_of_zero_capacity) {
  auto border = test::make_border_case();
  border.data.crossings[border.boat_crossing].capacity_t_per_day = 0;
  EXPECT_TRUE(warns(check(border.data), "'capacity_t_per_day', value '0'"));
}

TEST(check, warns_of_demand_that_finds_no_route_and_of_banned_trade) {
  auto border = test::make_border_case();
  ban embargo;
  embargo.commodities = {border.grain};
  border.data.bans = {embargo};
  border.data.commodities[border.visitors].vehicles = {vehicle_id(1)};
  const auto report = check(border.data);
  EXPECT_TRUE(warns(report, "a ban forbids this trade on the case's day: grain from farm"));
  EXPECT_TRUE(warns(report, "finds no route on the case's day: visitors from farm"));
}

TEST(check, warns_of_a_value_a_thousand_times_off_its_columns_median) {
  auto border = test::make_border_case();
  for (int i = 0; i < 3; ++i) border.data.links.push_back(border.data.links[border.farm_road]);
  EXPECT_FALSE(warns(check(border.data), "a slip of unit"));
  border.data.links[border.city_road].length_km = 100000;  // metres, not km
  border.data.links[border.city_road].free_time_h = 1000;
  EXPECT_TRUE(warns(check(border.data), "field 'length_km', value '100000': 1000 x off"));
}

TEST(check, warns_of_unused_rows_and_duplicate_demand) {
  auto border = test::make_border_case();
  border.data.vehicles.push_back(border.data.vehicles[vehicle_id(0)]);
  border.data.demands.push_back(border.data.demands[0]);
  auto idle = border.data.commodities[border.grain];
  idle.id = "idle";
  border.data.commodities.push_back(idle);
  const auto report = check(border.data);
  EXPECT_TRUE(warns(report, "no commodity uses this vehicle"));
  EXPECT_TRUE(warns(report, "nobody demands this commodity"));
  EXPECT_TRUE(warns(report, "both count"));
}

}  // namespace
}  // namespace amur::study
