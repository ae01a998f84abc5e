// Growth, habit and recovery by hand, on the border of two crossings.

#include "amur/model/months.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/border_case.h"

namespace amur::test {
namespace {

using namespace amur::model;

double share(const case_data& data, const run_answer& answer, const char* crossing) {
  return shares_of(data, answer).at({"grain", crossing, false});
}

TEST(months, are_named_and_follow_each_other) {
  EXPECT_EQ(month_name({2022, 6, 15}), "2022-06");
  EXPECT_EQ(month_after({2022, 6, 15}), (date{2022, 7, 1}));
  EXPECT_EQ(month_after({2022, 12, 1}), (date{2023, 1, 1}));
}

TEST(months, demand_grows_from_the_day_it_was_observed_both_ways_in_time) {
  auto border = make_border_case();
  auto& data = border.data;
  data.settings.demand_day = date{2023, 1, 1};
  growth row;
  row.per_year = 0.1;
  row.in_force = {date{2022, 1, 1}, date{2023, 12, 31}};
  row.commodities = {border.grain};
  data.growths = {row};
  trade_flow flow;
  flow.origin = border.farm;
  flow.destination = border.city_b;
  flow.commodity = border.grain;
  EXPECT_NEAR(growth_factor(data, flow, {2024, 1, 1}), std::pow(1.1, 365 / 365.25), 1e-12);
  EXPECT_NEAR(growth_factor(data, flow, {2030, 1, 1}), std::pow(1.1, 365 / 365.25), 1e-12);
  EXPECT_NEAR(growth_factor(data, flow, {2022, 7, 1}), std::pow(1.1, -184 / 365.25), 1e-12);
  EXPECT_EQ(growth_factor(data, flow, {2023, 1, 1}), 1);
  flow.commodity = border.visitors;
  EXPECT_EQ(growth_factor(data, flow, {2024, 1, 1}), 1);
}

TEST(months, a_new_crossing_wins_its_share_as_shippers_reconsider) {
  auto border = make_border_case();
  auto& data = border.data;
  data.settings.time.reconsider_share = 0.25;
  const double free = share(data, solve_case(data, {}, {}), "bridge");
  ASSERT_GT(free, 0.05);
  // Before the bridge opened all took the boat.
  data.calendars = {{"never", {}, 0}};
  data.crossings[border.bridge_crossing].calendar = calendar_id(0);
  month_state state;
  EXPECT_EQ(share(data, solve_month(data, {}, {}, state), "bridge"), 0);
  data.crossings[border.bridge_crossing].calendar = {};
  double kept = 1;
  for (int month = 1; month <= 6; ++month) {
    kept *= 0.75;
    EXPECT_NEAR(share(data, solve_month(data, {}, {}, state), "bridge"), (1 - kept) * free, 1e-6)
        << month;
  }
}

TEST(months, who_loses_his_crossing_chooses_anew_at_once) {
  auto border = make_border_case();
  auto& data = border.data;
  data.settings.time.reconsider_share = 0.25;
  month_state state;
  (void)solve_month(data, {}, {}, state);
  data.calendars = {{"never", {}, 0}};
  data.crossings[border.boat_crossing].calendar = calendar_id(0);
  const auto answer = solve_month(data, {}, {}, state);
  EXPECT_EQ(share(data, answer, "bridge"), 1);
  EXPECT_NEAR(answer.solution.od[0][0].delivered_t, 1000, 1e-6);
}

TEST(months, habit_leaves_costs_and_the_price_of_delivery_alone) {
  auto border = make_border_case();
  auto& data = border.data;
  const auto free = solve_case(data, {}, {});
  data.settings.time.reconsider_share = 0.5;
  month_state state;
  state.shares = {{{"grain", "bridge", false}, 0.9}, {{"grain", "boat", false}, 0.1}};
  const auto answer = solve_month(data, {}, {}, state);
  EXPECT_NEAR(share(data, answer, "bridge"), 0.45 + share(data, free, "bridge") / 2, 1e-9);
  // Costs on the way are those of the crossings, whichever the shares.
  const auto cost_by = [&](const run_answer& of, crossing_id crossing) {
    for (const auto& direction : of.model.crossing_directions)
      if (direction.crossing == crossing && !direction.backward)
        return of.through[0][direction.arcs.front()].sum.cost_usd() /
               of.through[0][direction.arcs.front()].quantity;
    return std::nan("");
  };
  for (const auto crossing : {border.bridge_crossing, border.boat_crossing})
    EXPECT_NEAR(cost_by(answer, crossing), cost_by(free, crossing), 1e-6);
}

TEST(months, a_trade_cut_off_fades_and_comes_back) {
  auto border = make_border_case();
  auto& data = border.data;
  data.settings.time.recovery_share = 0.2;
  const auto delivered = [&](month_state& state) {
    return solve_month(data, {}, {}, state).solution.od;
  };
  month_state state;
  ban all;
  all.id = "closed";
  data.bans = {all};
  for (int month = 0; month < 3; ++month) (void)delivered(state);
  const flow_key grain{"farm", "city_b", "grain"};
  EXPECT_NEAR(state.custom.at(grain), std::pow(0.8, 3), 1e-12);
  data.bans.clear();
  EXPECT_NEAR(delivered(state)[0][0].delivered_t, 1000 * std::pow(0.8, 3), 1e-6);
  EXPECT_NEAR(delivered(state)[0][0].delivered_t, 1000 * (1 - 0.8 * (1 - std::pow(0.8, 3))), 1e-6);
}

}  // namespace
}  // namespace amur::test
