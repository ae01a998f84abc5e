#pragma once
// Shopping centres.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct places_row {
  std::string centre_id, name, node_id, country;
  double floor_area_m2;
  std::int64_t was_open, is_open;
  std::string status;
  double visits, sales_usd, income_usd, fixed_cost_usd, result_usd, break_even_visits,
      visits_if_open, sales_if_open_usd, income_if_open_usd, result_if_open_usd, cover_if_open, x,
      y;
  std::string confidence;

  static const row_schema<places_row>& schema() {
    using row = places_row;
    static const row_schema<row> declared{
        "places",
        written_by::places,
        "A shopping centre.",
        {{"centre_id", &row::centre_id, means::centre, key},
         {"name", &row::name, {"", "Its name."}},
         {"node_id", &row::node_id, {"", "Town that it is in."}},
         {"country", &row::country, {"", "Country of the town."}},
         {"floor_area_m2", &row::floor_area_m2, {"m2", "Floor area."}},
         {"was_open", &row::was_open, {"0 or 1", "Whether it was open before."}},
         {"is_open", &row::is_open, means::is_open},
         {"status",
          &row::status,
          {"", "open, shut, opens or closes, and how far from break-even."}},
         {"visits", &row::visits, {"visits/day", "Visits."}, compared},
         {"sales_usd", &row::sales_usd, {"USD/day", "Sales."}, compared},
         {"income_usd", &row::income_usd, {"USD/day", "Margin on the sales."}},
         {"fixed_cost_usd", &row::fixed_cost_usd, {"USD/day", "Fixed cost."}},
         {"result_usd",
          &row::result_usd,
          {"USD/day", "Income less fixed cost, 0 where it is shut."},
          compared},
         {"break_even_visits",
          &row::break_even_visits,
          {"visits/day", "Visits that pay the fixed cost; NULL where none do."},
          nullable},
         {"visits_if_open",
          &row::visits_if_open,
          {"visits/day", "Visits, of a shut centre as if it alone opened."}},
         {"sales_if_open_usd",
          &row::sales_if_open_usd,
          {"USD/day", "Sales, of a shut centre as if it alone opened."}},
         {"income_if_open_usd",
          &row::income_if_open_usd,
          {"USD/day", "Income, of a shut centre as if it alone opened."}},
         {"result_if_open_usd",
          &row::result_if_open_usd,
          {"USD/day", "Result, of a shut centre as if it alone opened."}},
         {"cover_if_open",
          &row::cover_if_open,
          {"share", "Income over fixed cost, of a shut centre as if it alone opened."},
          nullable | compared},
         {"x", &row::x, {"degree", "Longitude."}},
         {"y", &row::y, {"degree", "Latitude."}},
         {"confidence", &row::confidence, means::confidence}},
        geometry_kind::point,
        by_month::yes};
    return declared;
  }
};

struct place_visits_row {
  std::string centre_id, shopper_id, shopper_name, node_id;
  double trips, share, visits, sales_usd;

  static const row_schema<place_visits_row>& schema() {
    using row = place_visits_row;
    static const row_schema<row> declared{
        "place_visits",
        written_by::places,
        "Shoppers of a kind at a centre.",
        {{"centre_id", &row::centre_id, means::centre, key},
         {"shopper_id", &row::shopper_id, {"", "Kind of shopper."}, key},
         {"shopper_name", &row::shopper_name, {"", "Its name."}},
         {"node_id", &row::node_id, {"", "Town where they shop."}},
         {"trips", &row::trips, {"trips/day", "Trips of the kind to all centres."}},
         {"share", &row::share, {"share", "Share that comes to this centre."}},
         {"visits", &row::visits, {"visits/day", "Visits of the kind to this centre."}},
         {"sales_usd", &row::sales_usd, {"USD/day", "What they spend here."}}},
        geometry_kind::none,
        by_month::yes};
    return declared;
  }
};

inline schema_part places_schema() {
  return {"Shopping centres", {described<places_row>(), described<place_visits_row>()}};
}

}  // namespace amur::result
