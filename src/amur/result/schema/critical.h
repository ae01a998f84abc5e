#pragma once
// What a network loses without its parts.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct critical_row {
  std::string kind, id, name, mode, instead;
  std::int64_t rank, is_exact;
  double screened_usd_per_day, cost_usd_per_day, days, cost_usd, unserved_t, unserved_passengers,
      undelivered_t, undelivered_usd_per_day;

  static const row_schema<critical_row>& schema() {
    using row = critical_row;
    static const row_schema<row> declared{
        "critical",
        "`amur critical`",
        "A part of the network that is closed, both ways: those solved again, the costliest first, "
        "then the others by what they seem to cost at first sight.",
        {{"kind", &row::kind, {"", "link, crossing, transfer or zone."}, key},
         {"id", &row::id, {"", "The part."}, key},
         {"name", &row::name, {"", "Its name."}},
         {"mode", &row::mode, {"", "The mode of a link or a crossing, else empty."}},
         {"rank", &row::rank, {"1", "From 1, the costliest."}},
         {"is_exact", &row::is_exact, {"0 or 1", "Whether the network was solved without it."}},
         {"screened_usd_per_day",
          &row::screened_usd_per_day,
          {"USD/day",
           "What it seems to cost at the times and prices of the day: an order in which "
           "to solve, not a figure."}},
         {"cost_usd_per_day",
          &row::cost_usd_per_day,
          {"USD/day",
           "What users lose without it, the area under their demand between both expected costs, "
           "on the mean day; freight that finds no way loses what it would pay at most. NULL where "
           "not solved."},
          nullable | compared},
         {"days", &row::days, {"days", "How long it is closed."}},
         {"cost_usd", &row::cost_usd, {"USD", "The same over all these days."}, nullable},
         {"unserved_t",
          &row::unserved_t,
          {"t/day", "Freight that is still wanted and is no longer delivered."},
          nullable | compared},
         {"unserved_passengers",
          &row::unserved_passengers,
          {"passengers/day", "Passengers that still want to travel and no longer can."},
          nullable},
         {"undelivered_t",
          &row::undelivered_t,
          {"t/day", "Freight that is no longer delivered, wanted or not."},
          nullable},
         {"undelivered_usd_per_day",
          &row::undelivered_usd_per_day,
          {"USD/day", "What that freight is worth at its source: trade lost."},
          nullable | compared},
         {"instead",
          &row::instead,
          {"", "The crossing that gains most by it; empty where none does."}}},
        geometry_kind::line};
    return declared;
  }
};

struct critical_bearers_row {
  std::string kind, id, origin_country, destination_country, commodity_id, unit;
  double cost_usd_per_day, unserved, undelivered;

  static const row_schema<critical_bearers_row>& schema() {
    using row = critical_bearers_row;
    static const row_schema<row> declared{
        "critical_bearers",
        "`amur critical`",
        "Who bears a closure: what the flows of a commodity from country to country lose.",
        {{"kind", &row::kind, {"", "link, crossing, transfer or zone."}, key},
         {"id", &row::id, {"", "The part that is closed."}, key},
         {"origin_country", &row::origin_country, {"", "Country where the flows start."}, key},
         {"destination_country",
          &row::destination_country,
          {"", "Country where the flows end."},
          key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"cost_usd_per_day",
          &row::cost_usd_per_day,
          {"USD/day", "What they lose; below 0 where they gain."}},
         {"unserved", &row::unserved, {"unit/day", "Still wanted and no longer delivered."}},
         {"undelivered", &row::undelivered, {"unit/day", "No longer delivered, wanted or not."}}}};
    return declared;
  }
};

inline schema_part critical_schema() {
  return {"What a network loses without its parts",
          {described<critical_row>(), described<critical_bearers_row>()}};
}

}  // namespace amur::result
