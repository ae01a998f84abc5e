// Growth, habit and recovery by hand, on the border of two crossings.

#include "amur/model/months.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/border_case.h"

namespace amur::test {
namespace {

using namespace amur::model;

double share(const case_data& data, const run_answer& answer, const char* crossing) {
  return shares_of(data, answer).at({"grain", crossing, false});
}

// The bridge takes the longer the more use it, so shares and costs depend on each other.
border_case make_congested_border() {
  auto border = make_border_case();
  auto& link = border.data.links[border.bridge];
  link.delay = delay_kind::bpr;
  link.alpha = 0.5;
  link.beta = 4;
  link.capacity_pce_per_day = 40;
  border.data.commodities[border.grain].dispersion_usd_per_t = 6;
  return border;
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

// Shares of the last month come from a day without the toll; half of the freight stays with them.
TEST(months, habit_leaves_costs_and_the_price_of_delivery_alone) {
  auto border = make_border_case();
  auto& data = border.data;
  const auto free = solve_case(data, {}, {});
  data.settings.time.reconsider_share = 0.5;
  month_state state;
  auto without_toll = data;
  without_toll.crossings[border.bridge_crossing].fee_usd_per_vehicle = 0;
  const double before = share(data, solve_month(without_toll, {}, {}, state), "bridge");
  const auto answer = solve_month(data, {}, {}, state);
  EXPECT_NEAR(share(data, answer, "bridge"), before / 2 + share(data, free, "bridge") / 2, 1e-9);
  // Costs on the way are those of the crossings, whichever the shares.
  const auto cost_by = [&](const run_answer& of, crossing_id crossing) {
    for (const auto& direction : of.model.crossing_directions)
      if (direction.crossing == crossing && !direction.backward)
        return of.through[0][direction.arcs.front().index()].sum.cost_usd() /
               of.through[0][direction.arcs.front().index()].quantity;
    return std::nan("");
  };
  for (const auto crossing : {border.bridge_crossing, border.boat_crossing})
    EXPECT_NEAR(cost_by(answer, crossing), cost_by(free, crossing), 1e-6);
  // What a pair can expect to pay is what those who choose do.
  EXPECT_NEAR(answer.solution.od[0][0].expected_cost_usd_per_t,
              free.solution.od[0][0].expected_cost_usd_per_t, 1e-9);
}

TEST(months, the_first_month_is_the_day_and_a_still_world_stays_at_it) {
  auto border = make_congested_border();
  auto& data = border.data;
  data.settings.time.reconsider_share = 0.25;
  const double day = share(data, solve_case(data, {}, {}), "bridge");
  month_state state;
  for (int month = 0; month < 4; ++month)
    EXPECT_NEAR(share(data, solve_month(data, {}, {}, state), "bridge"), day, 1e-7) << month;
}

// Of what a month is away from the day at most 1 - h is left a month later: who reconsiders moves
// towards the day, and congestion only pushes him the same way.
TEST(months, a_still_world_comes_back_to_the_day) {
  auto border = make_congested_border();
  auto& data = border.data;
  data.settings.time.reconsider_share = 0.4;
  const double day = share(data, solve_case(data, {}, {}), "bridge");
  month_state state;
  auto without_toll = data;
  without_toll.crossings[border.bridge_crossing].fee_usd_per_vehicle = 0;
  double away = share(data, solve_month(without_toll, {}, {}, state), "bridge") - day;
  ASSERT_GT(away, 0.05);
  for (int month = 0; month < 30; ++month) {
    const double left = share(data, solve_month(data, {}, {}, state), "bridge") - day;
    EXPECT_LE(left, 0.6 * away + 1e-7) << month;
    EXPECT_GE(left, -1e-7) << month;
    away = left;
  }
  EXPECT_NEAR(away, 0, 1e-6);
}

// The boat can take less than those who kept to it: its price p drives off who chooses, and of
// those who keep all but exp(-p / dispersion).
TEST(months, scarcity_makes_those_who_kept_to_a_place_choose_anew) {
  auto border = make_border_case();
  auto& data = border.data;
  data.settings.time.reconsider_share = 0.25;
  month_state state;
  const double boat = share(data, solve_month(data, {}, {}, state), "boat");
  const double full = 0.3;
  ASSERT_LT(full, 0.75 * boat);
  data.crossings[border.boat_crossing].capacity_t_per_day = 1000 * full;
  const double dispersion = data.commodities[border.grain].dispersion_usd_per_t;
  // Share of the boat at its price, by hand; `odds` are those of the month before.
  const double odds = boat / (1 - boat);
  const auto at_price = [&](double price) {
    const double stays = 0.75 * boat * std::exp(-price / dispersion);
    const double chooses = 1 - stays - 0.75 * (1 - boat);
    const double priced = odds * std::exp(-price / dispersion);
    return stays + chooses * priced / (1 + priced);
  };
  double low = 0, high = 100;
  for (int i = 0; i < 200; ++i) {
    const double price = (low + high) / 2;
    (at_price(price) > full ? low : high) = price;
  }
  const auto answer = solve_month(data, {}, {}, state);
  ASSERT_EQ(answer.solution.status, assign::status::converged);
  EXPECT_NEAR(share(data, answer, "boat"), full, 1e-7);
  double price = 0;
  for (const double each : answer.solution.constraint_price_usd) price = std::max(price, each);
  EXPECT_NEAR(price, low, 1e-6);
  EXPECT_NEAR(answer.solution.od[0][0].unserved_t, 0, 1e-6);
  // The next month is as dear as this one, so nobody is driven off again.
  const double kept = 0.75 * full;
  const auto next_price = [&](double each) {
    const double priced = odds * std::exp(-each / dispersion);
    return kept * std::exp(-std::max(0.0, each - low) / dispersion) +
           (1 - kept * std::exp(-std::max(0.0, each - low) / dispersion) - 0.75 * (1 - full)) *
               priced / (1 + priced);
  };
  double from = 0, to = 100;
  for (int i = 0; i < 200; ++i) {
    const double each = (from + to) / 2;
    (next_price(each) > full ? from : to) = each;
  }
  const auto after = solve_month(data, {}, {}, state);
  price = 0;
  for (const double each : after.solution.constraint_price_usd) price = std::max(price, each);
  EXPECT_NEAR(share(data, after, "boat"), full, 1e-7);
  EXPECT_NEAR(price, from, 1e-6);
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
