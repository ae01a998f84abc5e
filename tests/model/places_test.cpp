// Visas and exchange rates in the price of a trip, visitors of a run in the shops of a town.

#include "amur/model/places.h"
#include "amur/model/served_flows.h"

#include <gtest/gtest.h>

#include <cmath>

#include "amur/model/trip_price.h"
#include "amur/result/tables.h"
#include "support/border_case.h"

namespace amur::model {
namespace {

using namespace amur::result;

using test::border_case;
using test::make_border_case;

exchange_rate rate(const char* country, date from, double usd_per_unit) {
  exchange_rate row;
  row.country = country;
  row.from = from;
  row.usd_per_unit = usd_per_unit;
  return row;
}

// Visitors go from AAA to BBB: a basket of 100 USD, elasticity 2. The money of AAA halves on
// 1 October, that of BBB rises by a fifth; demand was observed in September.
border_case made_with_rates() {
  auto made = make_border_case();
  auto& visitors = made.data.commodities[made.visitors];
  visitors.value_usd_per_t = 100;
  visitors.elasticity = 2;
  made.data.settings.demand_day = {2023, 9, 15};
  made.data.exchange_rates = {rate("AAA", {2023, 10, 1}, 0.05), rate("AAA", {2023, 1, 1}, 0.1),
                              rate("BBB", {2023, 1, 1}, 0.5), rate("BBB", {2023, 10, 1}, 0.6),
                              rate("BBB", {2023, 11, 1}, 9)};
  made.data.observed_exchange_rates = made.data.exchange_rates;
  return made;
}

visa a_visa(double usd, std::vector<commodity_id> commodities = {}) {
  visa row;
  row.origin_countries = {"AAA"};
  row.commodities = std::move(commodities);
  row.cost_usd_per_trip = usd;
  return row;
}

// By road alone, since visitors take the truck: see run_test.cpp; an hour is worth 5.
constexpr double journey = 170 * 0.05 + 5.5 * 0.5 + 5.5 * 5 + 5 + 2;

double visitors_of(const case_data& data, const run_answer& answer, commodity_id commodity) {
  for (const auto& served : served_flows(answer))
    if (served.flow->commodity == commodity) return served.delivered;
  ADD_FAILURE() << "no flow of " << data.commodities[commodity].id;
  return 0;
}

TEST(trip_price, the_newest_rate_holds_and_the_first_one_before_all) {
  const auto data = made_with_rates().data;
  EXPECT_EQ(usd_per_unit(data.exchange_rates, "AAA", {2023, 9, 30}), 0.1);
  EXPECT_EQ(usd_per_unit(data.exchange_rates, "AAA", {2023, 10, 1}), 0.05);
  EXPECT_EQ(usd_per_unit(data.exchange_rates, "AAA", {2019, 1, 1}), 0.1);
  EXPECT_EQ(usd_per_unit(data.exchange_rates, "CCC", {2023, 10, 1}), 1);
}

TEST(trip_price, a_basket_costs_what_the_two_rates_make_of_it) {
  const auto made = made_with_rates();
  const auto& data = made.data;
  // 0.6 / 0.05 now, 0.5 / 0.1 then.
  EXPECT_NEAR(price_at_source_usd(data, "AAA", "BBB", made.visitors), 100 * 12 / 5.0, 1e-12);
  EXPECT_NEAR(price_at_source_usd(data, "BBB", "AAA", made.visitors), 100 * 5 / 12.0, 1e-12);
  EXPECT_NEAR(price_at_source_usd(data, "AAA", "CCC", made.visitors), 200, 1e-12);
  EXPECT_EQ(price_at_source_usd(data, "AAA", "AAA", made.visitors), 100);
  EXPECT_EQ(price_at_source_usd(data, "AAA", "BBB", made.grain), 200);
}

TEST(trip_price, visas_are_added_up_for_travellers_alone) {
  auto made = make_border_case();
  auto& data = made.data;
  auto later = a_visa(1000);
  later.in_force.from = date{2023, 10, 16};
  auto until_today = a_visa(7);
  until_today.in_force.to = date{2023, 10, 15};
  data.visas = {a_visa(30), a_visa(10, {made.visitors}), later, until_today};
  EXPECT_EQ(visa_usd_per_trip(data, "AAA", "BBB", made.visitors), 47);
  EXPECT_EQ(visa_usd_per_trip(data, "BBB", "AAA", made.visitors), 0);
  EXPECT_EQ(visa_usd_per_trip(data, "AAA", "BBB", made.grain), 0);
}

TEST(trip_price, trips_answer_to_basket_visa_and_journey_together) {
  auto made = made_with_rates();
  auto& data = made.data;
  auto before = data;
  before.settings.day = data.settings.demand_day;
  run_options options;
  options.threads = 1;
  const auto anchors = observed_demand(before, options).anchors;
  const demand_anchor& anchor = anchors.at({"farm", "city_b", "visitors"});
  EXPECT_NEAR(anchor.price_usd_per_t, 100 + journey, 1e-9);

  data.visas = {a_visa(30)};
  const auto answer = solve_case(data, anchors, options);
  EXPECT_NEAR(visitors_of(data, answer, made.visitors),
              60 * std::pow((240 + 30 + journey) / (100 + journey), -2), 1e-9);
  const auto tables = make_tables(data, answer, options);
  const auto& od = tables.table("od");
  const auto& prices = std::get<std::vector<double>>(od.column("price_at_source").values);
  const auto& visas = std::get<std::vector<double>>(od.column("visa").values);
  EXPECT_NEAR(prices[1], 240, 1e-12);
  EXPECT_EQ(prices[0], 200);
  EXPECT_EQ(visas[1], 30);
  EXPECT_EQ(visas[0], 0);
  // A visa is nobody's duty.
  EXPECT_EQ(std::get<std::vector<double>>(tables.table("by_commodity").column("duty").values)[1],
            0);
  EXPECT_FALSE(tables.has("places"));
}

// City B has a centre for 60 visitors a day and 40 residents, and another that stands shut.
border_case made_with_shops() {
  auto made = make_border_case();
  auto& data = made.data;
  const auto centre = [&](const char* id, node_id town, double area, double longitude) {
    shopping_centre row;
    row.id = row.name = id;
    row.town = town;
    row.floor_area_m2 = area;
    row.longitude = longitude;
    row.latitude = 50;
    row.margin = 0.2;
    row.fixed_cost_usd_per_year = 365 * 150;
    data.centres.push_back(row);
    data.row_confidence[std::string("centres/") + id] = confidence::assumed;
  };
  centre("mall", made.city_b, 3000, 129);
  centre("far_mall", made.farm, 9000, 127);
  centre("shut_mall", made.city_b, 1000, 129);
  data.centres[2].open = false;
  shopper_kind visitors, residents;
  visitors.id = "visitors";
  residents.id = "residents";
  visitors.town = residents.town = made.city_b;
  visitors.longitude = residents.longitude = 129.01;
  visitors.latitude = residents.latitude = 50;
  visitors.visitors = made.visitors;
  visitors.spend_usd_per_trip = 20;
  residents.trips_per_day = 40;
  residents.spend_usd_per_trip = 10;
  data.shoppers = {visitors, residents};
  return made;
}

TEST(places, visitors_of_the_run_shop_in_their_town) {
  const auto made = made_with_shops();
  run_options options;
  options.threads = 1;
  const auto run = solve_case(made.data, {}, options);
  const auto answer = answer_places(made.data, run, {});
  // 60 x 20 + 40 x 10 USD, a fifth kept: 320 of 150. The farm has no shoppers, so its centre shuts.
  EXPECT_EQ(answer.open, (std::vector<std::uint8_t>{1, 0, 0}));
  EXPECT_EQ(answer.open_before, (std::vector<std::uint8_t>{1, 1, 0}));
  EXPECT_EQ(answer.change[1], place::centre_change::closed);
  EXPECT_NEAR(answer.books[0].visits, 100, 1e-6);
  EXPECT_NEAR(answer.books[0].income_usd, 320, 1e-6);
  EXPECT_NEAR(answer.books[0].break_even_visits, 150 / (0.2 * 16), 1e-6);
  EXPECT_NEAR(answer.if_open[2].income_usd, 80, 1e-6);
  EXPECT_NEAR(answer.shoppers[0].trips_per_day, 60, 1e-6);
  EXPECT_EQ(answer.shoppers[0].share, (std::vector<double>{1, 0, 0}));

  // Both open, as the month before left them: 240 of 150, and 80 of 150, which closes.
  const auto next = answer_places(made.data, run, std::vector<std::uint8_t>{1, 0, 1});
  EXPECT_EQ(next.open, (std::vector<std::uint8_t>{1, 0, 0}));
  EXPECT_EQ(next.change[2], place::centre_change::closed);
  EXPECT_EQ(next.change[1], place::centre_change::none);
}

TEST(places, tables_say_who_shops_where_and_what_is_missing) {
  const auto made = made_with_shops();
  run_options options;
  options.threads = 1;
  const auto tables = make_tables(made.data, solve_case(made.data, {}, options), options);
  const auto& places = tables.table("places");
  const auto& status = std::get<std::vector<std::string>>(places.column("status").values);
  EXPECT_EQ(status[0], "open");
  EXPECT_EQ(status[1], "closes: 100 % below break-even");
  EXPECT_EQ(status[2], "shut: 47 % below break-even");
  const auto number = [&](const char* column, std::size_t row) {
    return std::get<std::vector<double>>(places.column(column).values)[row];
  };
  EXPECT_NEAR(number("result_usd", 0), 170, 1e-6);
  EXPECT_NEAR(number("cover_if_open", 2), 80 / 150.0, 1e-8);
  EXPECT_NEAR(number("result_if_open_usd", 2), -70, 1e-6);
  EXPECT_TRUE(std::isnan(number("break_even_visits", 1)));
  EXPECT_EQ(number("visits", 2), 0);
  const auto& visits = tables.table("place_visits");
  EXPECT_EQ(visits.row_count(), 4U);
  EXPECT_NEAR(std::get<std::vector<double>>(visits.column("sales_usd").values)[0], 1200, 1e-6);
}

}  // namespace
}  // namespace amur::model
