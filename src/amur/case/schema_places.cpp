// The tables of places: shopping centres and those who shop there.

#include "amur/case/schema_columns.h"
#include "amur/case/schema_tables.h"

namespace amur::cases {
namespace {

using text::not_negative;
using text::positive;

const table_schema<shopping_centre>& centres_schema() {
  static const auto schema =
      table_schema<shopping_centre>("centres", "Shopping centres.")
          .id(&shopping_centre::id, "centre_id", "Its id.")
          .words(&shopping_centre::name, "name", "Its name.")
          .reference(&shopping_centre::town, "node_id", "The town that it is in.")
          .number(&shopping_centre::floor_area_m2, "floor_area_m2", "m2", positive,
                  "Its floor area.")
          .number(&shopping_centre::longitude, "x_coord", "degrees", longitude_range,
                  "Its longitude.")
          .number(&shopping_centre::latitude, "y_coord", "degrees", latitude_range, "Its latitude.")
          .column(word_of("state", {"open", "shut"}, "As the case finds it.", "open"),
                  [](case_builder&, const auto& row, shopping_centre& to) {
                    static const std::vector<std::string> states = {"open", "shut"};
                    to.open = row.choice("state", states, 0) == 0;
                  })
          .number(&shopping_centre::margin, "margin", "share",
                  {0, 1, true, "a share above 0, at most 1"}, "Share of its sales that it keeps.")
          .number(&shopping_centre::fixed_cost_usd_per_year, "fixed_cost_usd_per_year", "USD/year",
                  positive, "What it costs whoever comes.")
          .number_if(&shopping_centre::reopen_margin, "reopen_margin", "", not_negative,
                     "A shut one opens where its income would be 1 plus this times its fixed cost.",
                     "stays shut")
          .ends(true);
  return schema;
}

const table_schema<shopper_kind>& shoppers_schema() {
  static const auto schema =
      table_schema<shopper_kind>("shoppers", "Those who shop in a town: visitors, or residents.")
          .id(&shopper_kind::id, "shopper_id", "Its id.")
          .words(&shopper_kind::name, "name", "Its name.")
          .reference(&shopper_kind::town, "node_id", "The town whose centres they use.")
          .reference(&shopper_kind::visitors, "commodity_id",
                     "A class of passengers: as many as come to the town; or `trips_per_day`.",
                     "residents")
          .number(&shopper_kind::trips_per_day, "trips_per_day", "trips/day", not_negative,
                  "Trips of residents; or `commodity_id`.", 0)
          .number(&shopper_kind::spend_usd_per_trip, "spend_usd_per_trip", "USD/trip", not_negative,
                  "What they spend.")
          .number(&shopper_kind::attraction_exponent, "attraction_exponent", "", not_negative,
                  "How much floor area draws them.", 1)
          .number(&shopper_kind::distance_exponent, "distance_exponent", "", not_negative,
                  "How much distance holds them back.", 2)
          .number(&shopper_kind::longitude, "x_coord", "degrees", longitude_range,
                  "Longitude where their trip starts.")
          .number(&shopper_kind::latitude, "y_coord", "degrees", latitude_range,
                  "Latitude where their trip starts.")
          .ends(true);
  return schema;
}

void check_shopper(const text::typed_row& row, const shopper_kind& kind, const case_data& data) {
  if (kind.visitors.valid() && data.commodities[kind.visitors].unit != unit::passenger)
    row.error("commodity_id", "goods do not shop", "a class of passengers");
  if (row.blank("commodity_id") == row.blank("trips_per_day"))
    row.error("trips_per_day", "trips come either from this column or from commodity_id",
              "one of the two filled");
}

}  // namespace

void case_builder::build_centres() {
  for_each_row(*this, centres_schema(), [&](const text::typed_row& row, shopping_centre given) {
    if (given.id.empty() || !given.town.valid()) return;
    keep_row(*this, centres_schema(), row, given, data.centres);
  });
}

void case_builder::build_shoppers() {
  for_each_row(*this, shoppers_schema(), [&](const text::typed_row& row, shopper_kind given) {
    check_shopper(row, given, data);
    if (given.id.empty() || !given.town.valid()) return;
    keep_row(*this, shoppers_schema(), row, given, data.shoppers);
  });
}

void add_place_tables(std::vector<table_rule>& to) {
  to.insert(to.end(), {centres_schema(), shoppers_schema()});
}

}  // namespace amur::cases
