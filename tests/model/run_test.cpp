#include "amur/model/run.h"
#include "amur/base/no_answer.h"
#include "amur/result/case_store.h"
#include "amur/result/tables.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/border_case.h"

namespace amur::model {
namespace {

using namespace amur::result;

using test::border_case;
using test::make_border_case;

result_tables run(const case_data& data, const demand_anchors& anchors = {},
                  std::size_t threads = 1) {
  run_options options;
  options.threads = threads;
  return make_tables(data, solve_case(data, anchors, options), options);
}

// The value of `column` in the first row whose text columns hold all of `where`.
double value(const result_tables& tables, const std::string& table_name,
             const std::vector<std::string>& where, const std::string& column) {
  const auto& table = tables.table(table_name);
  for (std::size_t row = 0; row < table.row_count(); ++row) {
    bool fits = true;
    for (const auto& wanted : where) {
      bool found = false;
      for (const auto& c : table.columns)
        if (const auto* texts = std::get_if<std::vector<std::string>>(&c.values))
          found = found || (*texts)[row] == wanted;
      fits = fits && found;
    }
    if (fits) return std::get<std::vector<double>>(table.column(column).values)[row];
  }
  ADD_FAILURE() << "no such row in " << table_name;
  return std::nan("");
}

std::string text(const result_tables& tables, const std::string& table, std::size_t row,
                 const std::string& column) {
  return std::get<std::vector<std::string>>(tables.table(table).column(column).values)[row];
}

// By hand, USD per tonne. Road: 1/20 a km and 10/20 an hour; cargo 0.1 an hour.
// Farm road 100 km, 2 h; city road 50 km, 1 h; loading and unloading 1 each.
constexpr double both_roads = 150 * 0.05 + 3 * 0.5 + 3 * 0.1 + 2;
// Bridge 20 km, 0.5 + 2 h wait, toll 100/20.
constexpr double over_bridge = 20 * 0.05 + 2.5 * 0.5 + 2.5 * 0.1 + 5;
// Boat 5 km at 10/500, 1 + 2 h at 100/500, cargo, fee 1; transfers 2 x (2 + 3 h of cargo).
constexpr double by_boat_alone = 5 * 0.02 + 3 * 0.2 + 3 * 0.1 + 1;
constexpr double by_boat = by_boat_alone + 2 * (2 + 3 * 0.1);

TEST(run, shares_and_costs_follow_from_the_tables_by_hand) {
  const auto tables = run(make_border_case().data);
  const double share = 1 / (1 + std::exp((over_bridge - by_boat) / 2));
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "t"), 1000 * share, 1e-6);
  EXPECT_NEAR(value(tables, "crossings", {"boat", "forward"}, "t"), 1000 * (1 - share), 1e-6);
  EXPECT_NEAR(value(tables, "crossing_flows", {"bridge", "grain"}, "crossing_cost"), over_bridge,
              1e-9);
  EXPECT_NEAR(value(tables, "crossing_flows", {"boat", "grain"}, "crossing_cost"), by_boat_alone,
              1e-9);
  EXPECT_NEAR(value(tables, "crossing_flows", {"bridge", "grain"}, "cost"),
              both_roads + over_bridge, 1e-9);
  EXPECT_NEAR(value(tables, "crossing_flows", {"boat", "grain"}, "cost"), both_roads + by_boat,
              1e-9);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "cost"),
              both_roads + share * over_bridge + (1 - share) * by_boat, 1e-9);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "fee"), share * 5 + (1 - share) * 1, 1e-9);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "handling"), 2 + (1 - share) * 4, 1e-9);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "time_h"), 3 + share * 2.5 + (1 - share) * 9, 1e-9);
}

TEST(run, passengers_are_counted_apart_from_tonnes) {
  const auto tables = run(make_border_case().data);
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "passengers"), 60, 1e-9);
  EXPECT_NEAR(value(tables, "totals", {"freight delivered"}, "value"), 1000, 1e-9);
  EXPECT_NEAR(value(tables, "totals", {"passengers carried"}, "value"), 60, 1e-9);
}

TEST(run, fee_income_and_idle_hours_follow_from_vehicles) {
  const auto tables = run(make_border_case().data);
  const double vehicles = value(tables, "crossings", {"bridge", "forward"}, "vehicles");
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "fee_income_usd"), 100 * vehicles,
              1e-6);
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "idle_h"),
              16 * std::exp(-vehicles / 16), 1e-12);
  EXPECT_DOUBLE_EQ(value(tables, "crossings", {"bridge", "backward"}, "idle_h"), 16);
}

TEST(run, duties_add_up_where_origin_destination_commodity_and_date_match) {
  auto border = make_border_case();
  duty rouble, other;
  rouble.origin_countries = {"AAA"};
  rouble.ad_valorem = 0.07;
  rouble.in_force = {date{2023, 10, 1}, {}};
  other = rouble;
  other.origin_countries = {"BBB"};
  duty ended = rouble;
  ended.in_force = {{}, date{2023, 10, 14}};
  duty per_tonne;
  per_tonne.commodities = {border.grain};
  per_tonne.usd_per_t = 3;
  border.data.duties = {rouble, other, ended, per_tonne};
  const auto tables = run(border.data);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "duty"), 0.07 * 200 + 3, 1e-12);
  EXPECT_NEAR(value(tables, "od", {"visitors"}, "duty"), 0, 1e-12);
  EXPECT_NEAR(value(tables, "crossing_flows", {"boat", "grain"}, "duty"), 17, 1e-9);
  EXPECT_NEAR(value(tables, "by_country", {"BBB"}, "duty_paid_on_imports_usd"), 17 * 1000, 1e-6);
}

TEST(run, a_closed_season_moves_everything_to_the_bridge) {
  auto border = make_border_case();
  border.data.calendars = {{"navigation", {{date{0, 5, 3}, date{0, 10, 10}}}}};
  border.data.crossings[border.boat_crossing].calendar = calendar_id(0);
  const auto tables = run(border.data);
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "t"), 1000, 1e-9);
  EXPECT_EQ(value(tables, "crossings", {"boat", "forward"}, "t"), 0);
}

TEST(run, bans_close_links_for_the_flows_they_name_only) {
  auto border = make_border_case();
  ban no_bridge;
  no_bridge.commodities = {border.grain};
  no_bridge.crossings = {border.bridge_crossing};
  border.data.bans = {no_bridge};
  const auto tables = run(border.data);
  EXPECT_NEAR(value(tables, "crossings", {"boat", "forward"}, "t"), 1000, 1e-9);
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "passengers"), 60, 1e-9);
}

TEST(run, a_crossing_that_bans_keep_all_away_from_is_shut) {
  auto border = make_border_case();
  const auto is_open = [&] {
    const auto tables = run(border.data);
    const auto& links = tables.table("links");
    const auto open_of = [](const result_table& table) {
      return std::get<std::vector<std::int64_t>>(table.column("is_open").values);
    };
    const auto& of_link = std::get<std::vector<std::string>>(links.column("crossing_id").values);
    const auto crossings = open_of(tables.table("crossings"));
    const auto at = [&](const std::string& crossing) {
      return crossings[crossing == "boat" ? 2 : 0];
    };
    for (std::size_t i = 0; i < of_link.size(); ++i)
      EXPECT_EQ(open_of(links)[i], of_link[i].empty() ? 1 : at(of_link[i])) << of_link[i];
    return crossings;
  };
  // Bridge and boat, forward and backward.
  EXPECT_EQ(is_open(), (std::vector<std::int64_t>{1, 1, 1, 1}));
  ban no_boat;
  no_boat.commodities = {border.grain};
  no_boat.crossings = {crossing_id(1)};
  border.data.bans = {no_boat};
  EXPECT_EQ(is_open(), (std::vector<std::int64_t>{1, 1, 0, 0}));
  border.data.bans[0].crossings = {border.bridge_crossing};
  EXPECT_EQ(is_open(), (std::vector<std::int64_t>{1, 1, 1, 1})) << "visitors cross the bridge";
}

TEST(run, banned_trade_and_closed_borders_are_reported_unserved) {
  auto border = make_border_case();
  ban embargo;
  embargo.commodities = {border.grain};
  border.data.bans = {embargo};
  auto tables = run(border.data);
  EXPECT_NEAR(value(tables, "od", {"grain", "banned"}, "unserved"), 1000, 1e-12);
  ban through;
  through.through_countries = {"BBB"};
  border.data.bans = {through};
  tables = run(border.data);
  EXPECT_NEAR(value(tables, "od", {"grain", "no route"}, "unserved"), 1000, 1e-12);
  EXPECT_TRUE(std::isnan(value(tables, "od", {"grain"}, "cost")));
  EXPECT_NEAR(value(tables, "totals", {"passengers unserved"}, "value"), 60, 1e-12);
}

TEST(run, crossing_capacity_is_kept_each_way) {
  auto border = make_border_case();
  border.data.crossings[border.boat_crossing].capacity_t_per_day = 200;
  const auto tables = run(border.data);
  EXPECT_NEAR(value(tables, "crossings", {"boat", "forward"}, "t"), 200, 1e-6);
  EXPECT_NEAR(value(tables, "crossings", {"boat", "forward"}, "utilisation"), 1, 1e-8);
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "t"), 800, 1e-6);
  EXPECT_GT(value(tables, "crossings", {"boat", "forward"}, "scarcity_usd"), 0);
}

TEST(run, terminal_capacity_is_kept_and_the_rest_unserved) {
  auto border = make_border_case();
  border.data.settings.refusal_usd_per_t = 200;
  border.data.transfers[transfer_id(0)].capacity_t_per_day = 300;
  const auto tables = run(border.data);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "delivered"), 300, 1e-6);
  EXPECT_NEAR(value(tables, "od", {"grain", "no capacity"}, "unserved"), 700, 1e-6);
}

TEST(run, a_terminals_own_loading_row_replaces_the_default) {
  auto border = make_border_case();
  transfer own = border.data.transfers[transfer_id(0)];
  own.id = "farm_silo";
  own.node = border.farm;
  own.cost_usd_per_t = 9;
  own.handling = {"bulk"};
  border.data.transfers.push_back(own);
  const auto tables = run(border.data);
  const double boat_handling = 4 * value(tables, "crossings", {"boat", "forward"}, "t") / 1000;
  EXPECT_NEAR(value(tables, "od", {"grain"}, "handling"), 10 + boat_handling, 1e-9);
  EXPECT_NEAR(value(tables, "od", {"visitors"}, "handling"), 2, 1e-9);
}

TEST(run, elastic_demand_answers_a_new_duty) {
  auto border = make_border_case();
  border.data.commodities[border.grain].elasticity = 1.2;
  const auto anchors = observed_demand(border.data, {}).anchors;
  duty fresh;
  fresh.usd_per_t = 20;
  border.data.duties = {fresh};
  const auto tables = run(border.data, anchors);
  const double before = anchors.at({"farm", "city_b", "grain"}).price_usd_per_t;
  EXPECT_NEAR(value(tables, "od", {"grain"}, "wanted"),
              1000 * std::pow((before + 20) / before, -1.2), 1e-6);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "observed"), 1000, 1e-12);
}

TEST(run, every_model_gives_the_same_answer_where_one_route_is_open) {
  for (const auto model : {equilibrium::logit, equilibrium::user, equilibrium::all_or_nothing}) {
    auto border = make_border_case();
    border.data.settings.equilibrium = model;
    border.data.crossings[border.boat_crossing].capacity_t_per_day = 0;  // closed
    const auto tables = run(border.data);
    EXPECT_NEAR(value(tables, "od", {"grain"}, "cost"), both_roads + over_bridge, 1e-9);
    EXPECT_NEAR(value(tables, "crossing_flows", {"bridge", "grain"}, "cost"),
                both_roads + over_bridge, 1e-9);
  }
}

TEST(run, user_equilibrium_takes_the_cheaper_crossing_until_it_is_full) {
  auto border = make_border_case();
  border.data.settings.equilibrium = equilibrium::user;
  border.data.settings.tolerance = 1e-7;
  border.data.crossings[border.boat_crossing].capacity_t_per_day = 600;
  const auto tables = run(border.data);
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "t"), 400, 0.1);
  EXPECT_NEAR(value(tables, "crossings", {"boat", "forward"}, "t"), 600, 0.1);
  EXPECT_NEAR(value(tables, "crossing_flows", {"bridge", "grain"}, "cost"),
              both_roads + over_bridge, 1e-6);
}

// A border where every link and transfer runs one way, so that walks are routes: shares are those
// of the nested logit, whose nests hold one alternative each.
TEST(run, markov_shares_and_costs_follow_from_the_tables_by_hand) {
  auto border = make_border_case();
  border.data.settings.equilibrium = equilibrium::markov;
  for (const auto link : {border.farm_road, border.bridge, border.boat, border.city_road})
    border.data.links[link].both_ways = false;
  const auto tables = run(border.data);
  const double share = 1 / (1 + std::exp((over_bridge - by_boat) / 2));
  EXPECT_NEAR(value(tables, "crossings", {"bridge", "forward"}, "t"), 1000 * share, 1e-6);
  EXPECT_NEAR(value(tables, "crossing_flows", {"boat", "grain"}, "cost"), both_roads + by_boat,
              1e-9);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "cost"),
              both_roads + share * over_bridge + (1 - share) * by_boat, 1e-9);
  EXPECT_NEAR(value(tables, "od", {"grain"}, "time_h"), 3 + share * 2.5 + (1 - share) * 9, 1e-9);
  EXPECT_EQ(result::run_value(tables, "equilibrium"), "markov");
}

// With two-way links freight may turn back; each crossing of the river counts.
TEST(run, markov_walks_that_turn_back_pay_for_each_passage) {
  auto border = make_border_case();
  border.data.settings.equilibrium = equilibrium::markov;
  const auto tables = run(border.data);
  const double over = value(tables, "crossings", {"bridge", "forward"}, "t") +
                      value(tables, "crossings", {"boat", "forward"}, "t");
  const double back = value(tables, "crossings", {"bridge", "backward"}, "t") +
                      value(tables, "crossings", {"boat", "backward"}, "t");
  EXPECT_GT(back, 0.01);
  EXPECT_NEAR(over - back, 1000, 1e-6);
  EXPECT_GT(value(tables, "od", {"grain"}, "time_h"), 5.5);
}

TEST(run, markov_without_a_finite_solution_names_commodity_dispersion_and_remedy) {
  auto border = make_border_case();
  border.data.settings.equilibrium = equilibrium::markov;
  border.data.commodities[border.grain].dispersion_usd_per_t = 300;
  try {
    (void)run(border.data);
    FAIL() << "it has a solution";
  } catch (const no_answer& reason) {
    const std::string message = reason.what();
    for (const char* part : {"'grain'", "'city_b'", "300 USD/t", "dispersion_usd_per_t to"})
      EXPECT_NE(message.find(part), std::string::npos) << part << " not in " << message;
  }
}

TEST(run, tables_are_the_same_for_one_and_two_threads) {
  const auto data = make_border_case().data;
  const auto one = run(data, {}, 1), two = run(data, {}, 2);
  ASSERT_EQ(one.tables.size(), two.tables.size());
  for (std::size_t i = 0; i < one.tables.size(); ++i)
    for (std::size_t c = 0; c < one.tables[i].columns.size(); ++c) {
      const auto& a = one.tables[i].columns[c];
      const auto& b = two.tables[i].columns[c];
      if (const auto* numbers = std::get_if<std::vector<double>>(&a.values)) {
        const auto& others = std::get<std::vector<double>>(b.values);
        ASSERT_EQ(numbers->size(), others.size());
        for (std::size_t row = 0; row < numbers->size(); ++row)
          EXPECT_TRUE((*numbers)[row] == others[row] ||
                      (std::isnan((*numbers)[row]) && std::isnan(others[row])));
      } else {
        EXPECT_EQ(a.values, b.values);
      }
    }
  EXPECT_EQ(text(one, "run", 0, "value"), "Border");
}

}  // namespace
}  // namespace amur::model
