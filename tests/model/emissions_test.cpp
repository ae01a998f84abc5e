// Greenhouse gases of a run, and what a carbon price makes shippers do.

#include "amur/model/emissions.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/case/case_reader.h"
#include "support/border_case.h"
#include "support/tiny_case.h"

namespace amur::model {
namespace {

// A border case with factors of its own: truck 0.9 kg/km with load, 0.6 without, a fifth of its
// kilometres empty, 4 kg/h; barge 20 kg/km.
test::border_case with_factors() {
  auto made = test::make_border_case();
  auto& truck = made.data.vehicles[vehicle_id(0)];
  truck.co2e_kg_per_km = 0.9;
  truck.co2e_kg_per_empty_km = 0.6;
  truck.empty_km_share = 0.2;
  truck.co2e_kg_per_h = 4;
  made.data.vehicles[vehicle_id(1)].co2e_kg_per_km = 20;
  made.data.transfers[transfer_id(2)].co2e_kg_per_t = 0.5;
  return made;
}

double total_kg(const std::vector<emission_sum>& sums) {
  double kg = 0;
  for (const auto& sum : sums) kg += sum.co2e_kg();
  return kg;
}

TEST(emissions, of_a_kilometre_have_the_way_back_in_them) {
  const auto made = with_factors();
  const auto factor = emission_factor_of(made.data, made.data.vehicles[vehicle_id(0)], unit::tonne);
  EXPECT_EQ(factor.from, emission_factor::origin::stated);
  EXPECT_DOUBLE_EQ(factor.kg_per_km(), (0.9 + 0.6 / 4) / 20);
  EXPECT_DOUBLE_EQ(factor.kg_per_h, 4.0 / 20);
}

TEST(emissions, without_a_figure_are_those_of_the_mode_or_none) {
  auto made = test::make_border_case();
  auto& truck = made.data.vehicles[vehicle_id(0)];
  EXPECT_DOUBLE_EQ(emission_factor_of(made.data, truck, unit::tonne).kg_per_km(), 0.137);
  EXPECT_DOUBLE_EQ(emission_factor_of(made.data, truck, unit::passenger).kg_per_km(), 0.143);
  made.data.modes[made.road].id = "rail_1520";
  EXPECT_DOUBLE_EQ(emission_factor_of(made.data, truck, unit::tonne).kg_per_km(), 0.024);
  made.data.modes[made.road].id = "railway";
  const auto none = emission_factor_of(made.data, truck, unit::tonne);
  EXPECT_EQ(none.from, emission_factor::origin::unknown);
  EXPECT_EQ(none.kg_per_km(), 0);
}

// All of the network's links by hand, beside the sums by commodity, mode and country.
TEST(emissions, add_up_over_links) {
  auto made = with_factors();
  const auto answer = solve_case(made.data, {}, {});
  const auto& net = answer.model.net;
  double grain_road_kg = 0, abroad_kg = 0, all_kg = 0;
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k) {
    const bool grain = answer.model.classes[k].commodity == made.grain;
    for (std::size_t arc = 0; arc < net.kind.size(); ++arc) {
      const double units = answer.solution.class_flow_t[k][arc];
      double kg = 0;
      if (net.kind[arc] == network::arc_kind::change) {
        const auto transfer = answer.model.change_transfer[net.row[arc]];
        if (made.data.transfers[transfer].id == "to_boat") kg = 0.5 * units;
        all_kg += kg;
        continue;
      }
      const auto& link = made.data.links[link_id(net.row[arc])];
      const bool road = link.mode == made.road;
      kg = units * (road ? link.length_km * 1.05 / 20 + answer.solution.arc_time_h[arc] * 4 / 20
                         : link.length_km * 20 / 500);
      all_kg += kg;
      if (grain && road) grain_road_kg += kg;
      if (link.id == "city_road") abroad_kg += kg;
      if (link.id == "bridge" || link.id == "boat") abroad_kg += kg / 2;
    }
  }
  const auto sums = emissions_of(made.data, answer);
  double grain_road = 0, abroad = 0;
  for (const auto& sum : sums) {
    if (sum.commodity == made.grain && sum.mode == made.road) grain_road += sum.co2e_kg();
    if (sum.country == "BBB") abroad += sum.co2e_kg();
  }
  EXPECT_GT(all_kg, 0);
  EXPECT_NEAR(total_kg(sums), all_kg, 1e-9 * all_kg);
  EXPECT_NEAR(grain_road, grain_road_kg, 1e-9 * all_kg);
  EXPECT_NEAR(abroad, abroad_kg, 1e-9 * all_kg);
}

// The same from the averages along routes, which know nothing of arcs.
TEST(emissions, add_up_over_flows) {
  auto made = with_factors();
  made.data.vehicles[vehicle_id(0)].co2e_kg_per_h = 0;
  made.data.transfers[transfer_id(2)].co2e_kg_per_t = 0;
  const auto answer = solve_case(made.data, {}, {});
  double kg = 0;
  for (std::size_t i = 0; i < answer.model.flows.size(); ++i) {
    const auto& flow = answer.model.flows[i];
    const auto& km = answer.flow_averages[i].mode_km;
    kg += answer.solution.od[flow.user_class.index()][flow.demand].delivered_t *
          (km[made.road.index()] * 1.05 / 20 + km[made.river.index()] * 20 / 500);
  }
  EXPECT_NEAR(total_kg(emissions_of(made.data, answer)), kg, 1e-9 * kg);
}

double over_bridge(const test::border_case& made, double price_usd_per_t) {
  auto data = made.data;
  data.settings.carbon_price_usd_per_t = price_usd_per_t;
  const auto answer = solve_case(data, {}, {});
  double t = 0;
  for (std::size_t k = 0; k < answer.model.classes.size(); ++k)
    for (std::size_t arc = 0; arc < answer.model.net.kind.size(); ++arc)
      if (answer.model.classes[k].commodity == made.grain &&
          answer.model.net.kind[arc] != network::arc_kind::change &&
          link_id(answer.model.net.row[arc]) == made.bridge)
        t += answer.solution.class_flow_t[k][arc];
  return t;
}

// Grain goes over the bridge (170 km of road, 5.5 h with the wait) or by boat (150 km of road in
// 3 h, 5 km of river, a transfer that emits 0.5 kg/t): the odds of a logit move by exp(-price x
// difference / dispersion).
TEST(emissions, carbon_price_moves_the_odds_of_a_logit) {
  const auto made = with_factors();
  const double difference_kg = 20 * 1.05 / 20 + 2.5 * 4 / 20 - (5 * 20.0 / 500 + 0.5);
  const double none = over_bridge(made, 0);
  for (const double price : {50.0, 500.0, 2000.0}) {
    const double some = over_bridge(made, price);
    EXPECT_NEAR(std::log(some / (1000 - some)) - std::log(none / (1000 - none)),
                -price * difference_kg / 1000 / 2, 1e-8)
        << price;
  }
}

// Two roads over the border whose hours grow in proportion to what they carry: in a user
// equilibrium both cost the same, a linear equation.
TEST(emissions, carbon_price_moves_a_user_equilibrium) {
  auto made = test::make_border_case();
  auto& data = made.data;
  data.settings.equilibrium = equilibrium::user;
  data.demands.pop_back();
  data.vehicles[vehicle_id(0)].co2e_kg_per_km = 1;
  data.links[made.boat].mode = made.road;
  data.links[made.boat].length_km = 60;
  for (const auto link : {made.bridge, made.boat}) {
    auto& row = data.links[link];
    row.delay = network::delay_kind::bpr;
    row.alpha = row.beta = 1;
    row.capacity_pce_per_day = link == made.bridge ? 20 : 30;
  }
  constexpr double usd_h = 0.1 + 10.0 / 20, demand_t = 1000;
  const auto level = [&](double price, bool bridge) {
    const double km = bridge ? 20 : 60, fee = bridge ? 5 : 1, hours = bridge ? 0.5 : 1;
    return km / 20 + fee + usd_h * hours + price * km / 20 / 1000;
  };
  // USD a tonne for each tonne that it carries, a truck of 20 t being 2 cars.
  const double bridge_slope = usd_h * 0.5 * 0.1 / 20, boat_slope = usd_h * 1 * 0.1 / 30;
  for (const double price : {0.0, 300.0, 800.0}) {
    const double t = (level(price, false) - level(price, true) + boat_slope * demand_t) /
                     (bridge_slope + boat_slope);
    ASSERT_GT(t, 0);
    ASSERT_LT(t, demand_t);
    EXPECT_NEAR(over_bridge(made, price), t, 1e-5 * demand_t) << price;
  }
}

std::string first_finding(test::case_files files) {
  const test::temporary_folder folder;
  diagnostics report;
  (void)cases::read_case(test::write_case(folder, files), {}, report);
  return report.findings.empty() ? "" : to_string(report.findings.front());
}

test::case_files with_vehicle_cells(const std::string& columns, const std::string& cells,
                                    const std::string& blanks) {
  auto files = test::tiny_case();
  test::edit(files, "vehicles.csv", ",source\n", columns + ",source\n");
  test::edit(files, "vehicles.csv", "10,2,survey", "10,2" + cells + ",survey");
  test::edit(files, "vehicles.csv", "100,1,survey", "100,1" + blanks + ",survey");
  test::edit(files, "vehicles.csv", "15,2,survey", "15,2" + blanks + ",survey");
  return files;
}

TEST(emissions, cells_that_mean_nothing_are_refused) {
  EXPECT_EQ(first_finding(with_vehicle_cells(",co2e_kg_per_km,empty_km_share", ",1,0.2", ",,")),
            "");
  EXPECT_EQ(first_finding(with_vehicle_cells(",empty_km_share", ",0.2", ",")),
            "vehicles.csv, row 2, field 'empty_km_share', value '0.2': this has no meaning without "
            "co2e_kg_per_km: what a mode usually emits has empty kilometres in it; allowed: "
            "blank, or co2e_kg_per_km too");
  EXPECT_EQ(first_finding(with_vehicle_cells(",co2e_kg_per_km,empty_km_share", ",1,1", ",,")),
            "vehicles.csv, row 2, field 'empty_km_share', value '1': the number is out of range; "
            "allowed: a share of all its kilometres, 0 to 0.95");
  EXPECT_NE(first_finding(with_vehicle_cells(",co2e_kg_per_km", ",-1", ",")), "");
}

TEST(emissions, price_on_what_nobody_knows_is_warned_of) {
  auto files = test::tiny_case();
  test::edit(files, "case.toml", "base_year", "carbon_price_usd_per_t = 50\nbase_year");
  EXPECT_EQ(first_finding(files), "");
  for (const auto* file : {"links.csv", "vehicles.csv", "transfers.csv"})
    while (files.at(file).find(",river,") != std::string::npos)
      test::edit(files, file, ",river,", ",raft,");
  EXPECT_EQ(first_finding(files),
            "vehicles.csv, row 3, field 'co2e_kg_per_km', value 'barge': nobody knows what a "
            "vehicle of mode 'raft' emits, so it pays no carbon price by the kilometre");
}

}  // namespace
}  // namespace amur::model
