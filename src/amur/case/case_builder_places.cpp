// The tables of people: visas, exchange rates, shopping centres and those who shop there.

#include <fmt/format.h>

#include <set>

#include "amur/case/case_builder.h"

namespace amur::cases {
namespace {

constexpr text::number_range longitude{-180, 180, false, "a longitude, -180 to 180"};
constexpr text::number_range latitude{-90, 90, false, "a latitude, -90 to 90"};

}  // namespace

void case_builder::build_visas() {
  std::map<std::string, std::size_t> seen;
  for_rows("visas", [&](const text::typed_row& row) {
    cases::visa visa;
    visa.id = new_id(row, "visa_id", seen);
    visa.row = row.place().line;
    visa.origin_countries = countries(row, "origin_country");
    visa.destination_countries = countries(row, "destination_country");
    visa.commodities = resolve_list(row, "commodity_id", commodities, "commodity");
    for (const auto id : visa.commodities)
      if (data.commodities[id].unit != cases::unit::passenger)
        row.error("commodity_id", data.commodities[id].id, "goods need no visa",
                  "classes of passengers");
    visa.cost_usd_per_trip = row.number("cost_usd_per_trip", text::not_negative);
    visa.in_force = window(row, false, false);
    if (visa.id.empty()) return;
    visa.source = source_of(row, "visas", visa.id);
    data.visas.push_back(std::move(visa));
  });
}

void case_builder::build_exchange_rates() {
  std::map<std::pair<std::string, date>, std::size_t> seen;
  for_rows("exchange_rates", [&](const text::typed_row& row) {
    cases::exchange_rate rate;
    rate.row = row.place().line;
    rate.country = country_of(row, true);
    const auto from = row.day("from_date", false, true);
    rate.usd_per_unit = row.number("usd_per_unit", text::positive);
    if (rate.country.empty() || !from) return;
    rate.from = *from;
    const auto [first, fresh] = seen.insert({{rate.country, rate.from}, rate.row});
    if (!fresh) {
      row.error(
          "from_date",
          fmt::format("this country has two rates from that day, first in row {}", first->second),
          "each day of a country once");
      return;
    }
    rate.source = source_of(row, "exchange_rates", rate.country);
    data.exchange_rates.push_back(std::move(rate));
  });
}

void case_builder::build_centres() {
  static const std::vector<std::string> states = {"open", "shut"};
  std::map<std::string, std::size_t> seen;
  for_rows("centres", [&](const text::typed_row& row) {
    cases::shopping_centre centre;
    centre.id = new_id(row, "centre_id", seen);
    centre.row = row.place().line;
    centre.name = row.text("name", true);
    centre.town = resolve_cell(row, "node_id", nodes, "node", true);
    centre.floor_area_m2 = row.number("floor_area_m2", text::positive);
    centre.longitude = row.number("x_coord", longitude);
    centre.latitude = row.number("y_coord", latitude);
    centre.open = row.choice("state", states, 0) == 0;
    centre.margin = row.number("margin", {0, 1, true, "a share above 0, at most 1"});
    centre.fixed_cost_usd_per_year = row.number("fixed_cost_usd_per_year", text::positive);
    if (!row.blank("reopen_margin"))
      centre.reopen_margin = row.number("reopen_margin", text::not_negative);
    if (centre.id.empty() || !centre.town.valid()) return;
    centre.source = source_of(row, "centres", centre.id);
    note_assumed(row, "centres", centre.id);
    data.centres.push_back(std::move(centre));
  });
}

void case_builder::build_shoppers() {
  std::map<std::string, std::size_t> seen;
  for_rows("shoppers", [&](const text::typed_row& row) {
    cases::shopper_kind kind;
    kind.id = new_id(row, "shopper_id", seen);
    kind.row = row.place().line;
    kind.name = row.text("name", true);
    kind.town = resolve_cell(row, "node_id", nodes, "node", true);
    kind.visitors = resolve_cell(row, "commodity_id", commodities, "commodity", false);
    if (kind.visitors.valid() && data.commodities[kind.visitors].unit != cases::unit::passenger)
      row.error("commodity_id", "goods do not shop", "a class of passengers");
    if (row.blank("commodity_id") == row.blank("trips_per_day"))
      row.error("trips_per_day", "trips come either from this column or from commodity_id",
                "one of the two filled");
    kind.trips_per_day = row.number("trips_per_day", text::not_negative, 0);
    kind.spend_usd_per_trip = row.number("spend_usd_per_trip", text::not_negative);
    kind.attraction_exponent = row.number("attraction_exponent", text::not_negative, 1);
    kind.distance_exponent = row.number("distance_exponent", text::not_negative, 2);
    kind.longitude = row.number("x_coord", longitude);
    kind.latitude = row.number("y_coord", latitude);
    if (kind.id.empty() || !kind.town.valid()) return;
    kind.source = source_of(row, "shoppers", kind.id);
    note_assumed(row, "shoppers", kind.id);
    data.shoppers.push_back(std::move(kind));
  });
}

}  // namespace amur::cases
