#pragma once
// Ways as corridors: time and cost against distance, and what is measured of them.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct corridor_row {
  std::string origin_node_id, destination_node_id, commodity_id, unit;
  std::int64_t rank, step;
  std::string kind, id, name, mode, from_node_id, to_node_id;
  double length_km, time_h, cost, at_km, at_h, at_cost, low_h, high_h, low_cost, high_cost;

  static const row_schema<corridor_row>& schema() {
    using row = corridor_row;
    static const row_schema<row> declared{
        "corridor",
        "`amur corridor`",
        "A stop of an alternative, or the way to the next: how long, at what cost, and where on "
        "the whole that is. The last row of an alternative ends at its figures in `paths`.",
        {{"origin_node_id", &row::origin_node_id, means::origin_node, key},
         {"destination_node_id", &row::destination_node_id, means::destination_node, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"unit", &row::unit, means::flow_unit},
         {"rank", &row::rank, {"1", "Rank of the alternative in `paths`."}, key},
         {"step", &row::step, {"1", "From 1."}, key},
         {"kind", &row::kind, {"", "load, way, border, duty, transfer or unload."}},
         {"id", &row::id, {"", "The crossing or transfer; empty of a way."}},
         {"name",
          &row::name,
          {"",
           "The crossing's name, or the place of the stop or where the way "
           "leads."}},
         {"mode", &row::mode, {"", "The mode; of a transfer the one changed to."}},
         {"from_node_id", &row::from_node_id, {"", "Node where it starts."}},
         {"to_node_id", &row::to_node_id, {"", "Node where it ends."}},
         {"length_km", &row::length_km, {"km", "Its length, a mean over its routes."}},
         {"time_h", &row::time_h, {"h", "Its hours, a mean over its routes."}},
         {"cost",
          &row::cost,
          {"USD/unit", "Its cost with the cargo's time, a mean over its routes."}},
         {"at_km", &row::at_km, {"km", "From the start to its end."}},
         {"at_h", &row::at_h, {"h", "From the start to its end."}},
         {"at_cost", &row::at_cost, {"USD/unit", "From the start to its end."}},
         {"low_h",
          &row::low_h,
          {"h",
           "Hours to its end that 10 % of journeys are below; NULL where nothing has a spread."},
          nullable},
         {"high_h",
          &row::high_h,
          {"h", "Hours to its end that 90 % of journeys are below."},
          nullable},
         {"low_cost",
          &row::low_cost,
          {"USD/unit", "Cost to its end that 10 % of journeys are below."},
          nullable},
         {"high_cost",
          &row::high_cost,
          {"USD/unit", "Cost to its end that 90 % of journeys are below."},
          nullable}}};
    return declared;
  }
};

struct corridor_indicators_row {
  std::string origin_node_id, destination_node_id, commodity_id;
  std::int64_t rank, number;
  std::string scope, crossing_id, mode, from_node_id, to_node_id;
  double length_km, time_h, stop_h, clearance_h, clearance_usd, usd_per_500km_20t, swod_kmh,
      swd_kmh;

  static const row_schema<corridor_indicators_row>& schema() {
    using row = corridor_indicators_row;
    static const row_schema<row> declared{
        "corridor_indicators",
        "`amur corridor`",
        "CAREC's indicators of an alternative's crossings, of its sections (from leaving a stop to "
        "leaving the next) and of the whole between loading and unloading.",
        {{"origin_node_id", &row::origin_node_id, means::origin_node, key},
         {"destination_node_id", &row::destination_node_id, means::destination_node, key},
         {"commodity_id", &row::commodity_id, means::commodity, key},
         {"rank", &row::rank, {"1", "Rank of the alternative in `paths`."}, key},
         {"number", &row::number, {"1", "From 1, in the order of travel."}, key},
         {"scope", &row::scope, {"", "crossing, section or corridor."}},
         {"crossing_id", &row::crossing_id, {"", "The crossing; empty of sections."}},
         {"mode", &row::mode, {"", "The mode; empty of the corridor."}},
         {"from_node_id", &row::from_node_id, {"", "Node where it starts."}},
         {"to_node_id", &row::to_node_id, {"", "Node where it ends."}},
         {"length_km", &row::length_km, {"km", "Its length."}},
         {"time_h", &row::time_h, {"h", "Hours with stops."}},
         {"stop_h", &row::stop_h, {"h", "Of these, at borders and changes of mode."}},
         {"clearance_h",
          &row::clearance_h,
          {"h",
           "Time taken to clear the crossing (TFI 1); of the corridor the mean of its "
           "crossings; NULL of sections."},
          nullable},
         {"clearance_usd",
          &row::clearance_usd,
          {"USD",
           "What 20 t pay there (TFI 2); of the corridor the mean of its crossings; NULL of "
           "sections and passengers."},
          nullable},
         {"usd_per_500km_20t",
          &row::usd_per_500km_20t,
          {"USD", "What 500 km cost 20 t (TFI 3); NULL without length and of passengers."},
          nullable},
         {"swod_kmh",
          &row::swod_kmh,
          {"km/h", "Speed without delay: length over the hours in motion (SWOD, of TFI 4)."},
          nullable},
         {"swd_kmh",
          &row::swd_kmh,
          {"km/h", "Speed with delay: length over all hours (SWD, of TFI 4)."},
          nullable}}};
    return declared;
  }
};

inline schema_part corridor_schema() {
  return {"Corridors", {described<corridor_row>(), described<corridor_indicators_row>()}};
}

}  // namespace amur::result
