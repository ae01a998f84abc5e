// What users gain, beside integrals and closed forms that share nothing with the model.

#include "amur/model/user_surplus.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "amur/model/receipts.h"
#include "support/border_case.h"

namespace amur::model {
namespace {

constexpr double demand_t = 1000, value_usd = 200, dispersion = 2;

// Grain alone, over the bridge at this fee a truck or by boat.
test::border_case grain_case(double fee_usd_per_vehicle) {
  auto made = test::make_border_case();
  made.data.demands.pop_back();
  made.data.crossings[made.bridge_crossing].fee_usd_per_vehicle = fee_usd_per_vehicle;
  return made;
}

// By hand: 170 km of road in 5.5 h with the wait; or 150 km of road in 3 h, 5 km of river in 3 h
// with the wait, two transfers of 2 USD and 3 h, a fee of 1 USD; 2 USD of loading and unloading.
double bridge_usd(double fee_usd_per_vehicle) {
  return 170.0 / 20 + 5.5 * (0.1 + 0.5) + fee_usd_per_vehicle / 20 + 2;
}
double boat_usd() {
  return 150.0 / 20 + 3 * (0.1 + 0.5) + 5 * 10.0 / 500 + 3 * (0.1 + 0.2) + 2 * (2 + 3 * 0.1) + 1 +
         2;
}
double log_sum_usd(double fee) {
  return -dispersion *
         std::log(std::exp(-bridge_usd(fee) / dispersion) + std::exp(-boat_usd() / dispersion));
}
double bridge_share(double fee) {
  return 1 / (1 + std::exp((bridge_usd(fee) - boat_usd()) / dispersion));
}

// Over the interval, in parts of five points each (Gauss and Legendre).
template <class Function>
double integral(double from, double to, Function&& function, int parts = 400) {
  constexpr std::array<double, 5> point{0, 0.5384693101056831, -0.5384693101056831,
                                        0.9061798459386640, -0.9061798459386640};
  constexpr std::array<double, 5> weight{0.5688888888888889, 0.4786286704993665, 0.4786286704993665,
                                         0.2369268850561891, 0.2369268850561891};
  const double half = (to - from) / parts / 2;
  double sum = 0;
  for (int part = 0; part < parts; ++part)
    for (std::size_t i = 0; i < point.size(); ++i)
      sum += weight[i] * half * function(from + half * (2 * part + 1 + point[i]));
  return sum;
}

// What freight over the bridge saves with each dollar that the fee falls, summed over the fall.
TEST(user_surplus, of_a_logit_is_the_integral_of_demand) {
  constexpr double before_fee = 140, after_fee = 20;
  for (const double elasticity : {0.0, 0.7, 1.0, 3.0}) {
    const double reference = value_usd + log_sum_usd(100);
    demand_anchors anchors;
    if (elasticity > 0) anchors[{"farm", "city_b", "grain"}] = {reference, elasticity};
    const auto before = grain_case(before_fee), after = grain_case(after_fee);
    const auto gains = user_gains_between(before.data, solve_case(before.data, anchors, {}),
                                          after.data, solve_case(after.data, anchors, {}));
    const double expected = integral(after_fee, before_fee, [&](double fee) {
      const double wanted =
          demand_t * std::pow((value_usd + log_sum_usd(fee)) / reference, -elasticity);
      return wanted * bridge_share(fee) / 20;
    });
    ASSERT_EQ(gains.by_commodity.size(), 1U);
    EXPECT_TRUE(gains.alone.empty());
    EXPECT_NEAR(gains.by_commodity.at("grain").usd, expected, 1e-8 * expected) << elasticity;
    EXPECT_NEAR(gains.by_commodity.at("grain").rule_of_half_usd, expected, 1e-3 * expected);
  }
}

double over_bridge_t(const test::border_case& made, const run_answer& answer) {
  double t = 0;
  for (std::size_t arc = 0; arc < answer.model.net.kind.size(); ++arc)
    if (answer.model.net.kind[arc] != network::arc_kind::change &&
        link_id(answer.model.net.row[arc]) == made.bridge)
      for (const auto& flows : answer.solution.class_flow_t) t += flows[arc];
  return t;
}

// Walks may cross the bridge more than once and turn back, so what crosses is asked of the solver,
// at each fee of the quadrature.
TEST(user_surplus, of_a_markovian_choice_is_the_integral_of_what_crosses) {
  constexpr double before_fee = 140, after_fee = 20;
  const auto at_fee = [](double fee) {
    auto made = grain_case(fee);
    made.data.settings.equilibrium = equilibrium::markov;
    return made;
  };
  const demand_anchors anchors{{{"farm", "city_b", "grain"}, {value_usd + 18, 0.7}}};
  const auto before = at_fee(before_fee), after = at_fee(after_fee);
  const auto gains = user_gains_between(before.data, solve_case(before.data, anchors, {}),
                                        after.data, solve_case(after.data, anchors, {}));
  const double expected = integral(
      after_fee, before_fee,
      [&](double fee) {
        const auto made = at_fee(fee);
        return over_bridge_t(made, solve_case(made.data, anchors, {})) / 20;
      },
      4);
  EXPECT_NEAR(gains.by_commodity.at("grain").usd, expected, 1e-8 * expected);
}

// Two roads whose hours grow in proportion to what they carry: all pay the same, by hand.
TEST(user_surplus, of_a_user_equilibrium_is_the_fall_of_its_least_cost) {
  const auto congested = [](double fee) {
    auto made = grain_case(fee);
    made.data.settings.equilibrium = equilibrium::user;
    made.data.links[made.boat].mode = made.road;
    for (const auto link : {made.bridge, made.boat}) {
      auto& row = made.data.links[link];
      row.delay = network::delay_kind::bpr;
      row.alpha = row.beta = 1;
      row.capacity_pce_per_day = link == made.bridge ? 20 : 30;
    }
    return made;
  };
  const auto least_usd = [](double fee) {
    const double bridge = 20.0 / 20 + fee / 20 + 0.6 * 0.5, other = 5.0 / 20 + 1 + 0.6;
    const double bridge_slope = 0.6 * 0.5 * 0.1 / 20, slope = 0.6 * 0.1 / 30;
    const double t = (other - bridge + slope * demand_t) / (bridge_slope + slope);
    EXPECT_GT(t, 0);
    EXPECT_LT(t, demand_t);
    return bridge + bridge_slope * t;
  };
  const auto before = congested(40), after = congested(10);
  const auto gains = user_gains_between(before.data, solve_case(before.data, {}, {}), after.data,
                                        solve_case(after.data, {}, {}));
  const double expected = demand_t * (least_usd(40) - least_usd(10));
  EXPECT_GT(expected, 0);
  EXPECT_NEAR(gains.by_commodity.at("grain").usd, expected, 1e-6 * expected);
  EXPECT_NEAR(gains.by_commodity.at("grain").rule_of_half_usd, expected, 1e-6 * expected);
}

TEST(user_surplus, turns_its_sign_with_the_change_and_is_none_without_one) {
  const auto one = test::make_border_case();
  auto other = one;
  other.data.crossings[one.bridge_crossing].fee_usd_per_vehicle = 10;
  const auto here = solve_case(one.data, {}, {}), there = solve_case(other.data, {}, {});
  const auto forth = user_gains_between(one.data, here, other.data, there);
  const auto back = user_gains_between(other.data, there, one.data, here);
  for (const auto& [commodity, gain] : forth.by_commodity) {
    EXPECT_GT(gain.usd, 0);
    EXPECT_EQ(gain.usd, -back.by_commodity.at(commodity).usd);
    EXPECT_EQ(user_gains_between(one.data, here, one.data, here).by_commodity.at(commodity).usd, 0);
  }
}

// Grain that may no longer be sold loses all between its cost and what it would have paid.
TEST(user_surplus, of_banned_freight_is_what_it_would_have_paid) {
  const auto before = grain_case(100);
  auto after = before;
  cases::ban all;
  all.id = "all";
  after.data.bans.push_back(all);
  const auto gains = user_gains_between(before.data, solve_case(before.data, {}, {}), after.data,
                                        solve_case(after.data, {}, {}));
  EXPECT_NEAR(gains.by_commodity.at("grain").usd,
              -demand_t * (before.data.settings.refusal_usd_per_t - log_sum_usd(100)), 1e-6);
}

TEST(user_surplus, takes_a_duty_for_a_price) {
  const auto before = grain_case(100);
  auto after = before;
  cases::duty tariff;
  tariff.id = "tariff";
  tariff.usd_per_t = 7;
  after.data.duties.push_back(tariff);
  const auto gains = user_gains_between(before.data, solve_case(before.data, {}, {}), after.data,
                                        solve_case(after.data, {}, {}));
  EXPECT_NEAR(gains.by_commodity.at("grain").usd, -7 * demand_t, 1e-6);
}

// What users pay along their routes is what operators and treasuries take.
TEST(receipts, are_what_is_paid) {
  auto made = test::make_border_case();
  auto& data = made.data;
  data.settings.carbon_price_usd_per_t = 80;
  data.links[made.farm_road].fee_usd_per_t = 0.5;
  cases::duty import, levied;
  import.id = "import";
  import.ad_valorem = 0.1;
  levied.id = "export";
  levied.usd_per_t = 3;
  levied.on_exports = true;
  data.duties = {import, levied};
  const auto day = receipts_of(data, solve_case(data, {}, {}));
  double fees = 0, carbon = 0;
  for (const auto& [who, usd] : day.fees_usd) fees += usd;
  for (const auto& [who, usd] : day.carbon_usd) carbon += usd;
  EXPECT_NEAR(fees, day.fees_paid_usd, 1e-9 * fees);
  EXPECT_NEAR(day.duties_usd.at("BBB"), 0.1 * 200 * 1000, 1e-6);
  EXPECT_NEAR(day.duties_usd.at("AAA"), 3 * 1060, 1e-6);
  EXPECT_NEAR(day.duties_usd.at("AAA") + day.duties_usd.at("BBB"), day.duties_paid_usd,
              1e-9 * day.duties_paid_usd);
  EXPECT_NEAR(day.fees_usd.at("links in AAA"), 0.5 * 1060, 1e-6);
  EXPECT_NEAR(carbon, day.co2e_kg / 1000 * 80, 1e-9 * carbon);
  EXPECT_NEAR(carbon, day.carbon_paid_usd, 1e-9 * carbon);
}

}  // namespace
}  // namespace amur::model
