#pragma once
// How near places are to their markets, and what countries' trade depends on.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct market_access_row {
  std::string node_id, country, commodity_id;
  double to_buyers_usd_per_day, to_sellers_usd_per_day, least_cost_usd_per_t;

  static const row_schema<market_access_row>& schema() {
    using row = market_access_row;
    static const row_schema<row> declared{
        "market_access",
        "`amur access`",
        "How near a place that trades a commodity is to all who buy or sell it: their trade, each "
        "discounted by what lies between.",
        {{"node_id", &row::node_id, {"", "The place."}, key},
         {"country", &row::country, means::country},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"to_buyers_usd_per_day",
          &row::to_buyers_usd_per_day,
          {"USD/day",
           "Sum over buyers of what they buy, times (1 + (cost + duty) / value) to the "
           "power of minus the elasticity."},
          compared},
         {"to_sellers_usd_per_day",
          &row::to_sellers_usd_per_day,
          {"USD/day", "The same over sellers."},
          compared},
         {"least_cost_usd_per_t",
          &row::least_cost_usd_per_t,
          {"USD/t",
           "Transport and duty to the cheapest buyer elsewhere; NULL where there is none."},
          nullable}}};
    return declared;
  }
};

struct dependence_row {
  std::string country, crossing_id, name, neighbour;
  double exports_t, imports_t, exports_usd_per_day, imports_usd_per_day, share,
      shut_cost_usd_per_day, shut_cost_usd_per_t, shut_unserved_t;
  std::string instead;

  static const row_schema<dependence_row>& schema() {
    using row = dependence_row;
    static const row_schema<row> declared{
        "dependence",
        "`amur access`",
        "What of a country's foreign trade in goods passes a crossing, its own or another's, and "
        "what that trade loses where the crossing is shut.",
        {{"country", &row::country, means::country, key},
         {"crossing_id", &row::crossing_id, means::crossing, key},
         {"name", &row::name, {"", "Its name."}},
         {"neighbour",
          &row::neighbour,
          {"", "The country behind it; empty where it is on no border of the country."}},
         {"exports_t", &row::exports_t, {"t/day", "Exports that pass, as often as they do."}},
         {"imports_t", &row::imports_t, {"t/day", "Imports that pass."}},
         {"exports_usd_per_day", &row::exports_usd_per_day, {"USD/day", "Their worth at source."}},
         {"imports_usd_per_day", &row::imports_usd_per_day, {"USD/day", "Their worth at source."}},
         {"share",
          &row::share,
          {"share",
           "Of the worth of the country's foreign trade; trade may pass several crossings."},
          compared},
         {"shut_cost_usd_per_day",
          &row::shut_cost_usd_per_day,
          {"USD/day", "What the country's foreign trade loses where it is shut, as in `critical`."},
          compared},
         {"shut_cost_usd_per_t",
          &row::shut_cost_usd_per_t,
          {"USD/t", "The same for each tonne that passed it: how much dearer the next way is."}},
         {"shut_unserved_t",
          &row::shut_unserved_t,
          {"t/day", "Of its trade, what then finds no way that is worth it."}},
         {"instead",
          &row::instead,
          {"", "The crossing that then gains most; empty where none does."}}}};
    return declared;
  }
};

struct dependence_neighbours_row {
  std::string country, neighbour;
  double exports_usd_per_day, imports_usd_per_day, share;

  static const row_schema<dependence_neighbours_row>& schema() {
    using row = dependence_neighbours_row;
    static const row_schema<row> declared{
        "dependence_neighbours",
        "`amur access`",
        "What of a country's foreign trade in goods leaves it to a neighbour or comes from there.",
        {{"country", &row::country, means::country, key},
         {"neighbour", &row::neighbour, {"", "The country behind its border."}, key},
         {"exports_usd_per_day", &row::exports_usd_per_day, {"USD/day", "Worth at source."}},
         {"imports_usd_per_day", &row::imports_usd_per_day, {"USD/day", "Worth at source."}},
         {"share",
          &row::share,
          {"share", "Of the worth of the country's foreign trade."},
          compared}}};
    return declared;
  }
};

inline schema_part access_schema() {
  return {"Access and dependence",
          {described<market_access_row>(), described<dependence_row>(),
           described<dependence_neighbours_row>()}};
}

}  // namespace amur::result
