#pragma once
// Tolls of a crossing.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct toll_curve_row {
  std::string crossing_id;
  double fee_usd_per_vehicle, vehicles_per_day, t_per_day, passengers_per_day, income_usd_per_year,
      surplus_usd_per_year, paid_usd_per_year, welfare_usd_per_year;

  static const row_schema<toll_curve_row>& schema() {
    using row = toll_curve_row;
    static const row_schema<row> declared{
        "toll_curve",
        written_by::toll,
        "The day at a toll.",
        {{"crossing_id", &row::crossing_id, means::crossing, key},
         {"fee_usd_per_vehicle", &row::fee_usd_per_vehicle, means::toll, key},
         {"vehicles_per_day", &row::vehicles_per_day, means::toll_vehicles},
         {"t_per_day", &row::t_per_day, {"t/day", "Freight through the crossing at this toll."}},
         {"passengers_per_day",
          &row::passengers_per_day,
          {"passengers/day", "Passengers through the crossing at this toll."}},
         {"income_usd_per_year", &row::income_usd_per_year, means::toll_income},
         {"surplus_usd_per_year",
          &row::surplus_usd_per_year,
          {"USD/year", "Surplus of users beyond that at the present toll."}},
         {"paid_usd_per_year",
          &row::paid_usd_per_year,
          {"USD/year", "Fees and duties, all, beyond those at the present toll."}},
         {"welfare_usd_per_year", &row::welfare_usd_per_year, means::toll_welfare}}};
    return declared;
  }
};

struct toll_best_row {
  std::string crossing_id, goal;
  double fee_now_usd_per_vehicle, fee_usd_per_vehicle;
  std::string place;
  double vehicles_per_day, income_usd_per_year, welfare_usd_per_year;
  std::int64_t tolls_tried;

  static const row_schema<toll_best_row>& schema() {
    using row = toll_best_row;
    static const row_schema<row> declared{
        "toll_best",
        written_by::toll,
        "The best toll for a goal.",
        {{"crossing_id", &row::crossing_id, means::crossing, key},
         {"goal", &row::goal, {"", "income, welfare or throughput."}, key},
         {"fee_now_usd_per_vehicle", &row::fee_now_usd_per_vehicle, means::toll_now},
         {"fee_usd_per_vehicle", &row::fee_usd_per_vehicle, means::toll, compared},
         {"place", &row::place, {"", "between, lowest tried or highest tried."}},
         {"vehicles_per_day", &row::vehicles_per_day, means::toll_vehicles, compared},
         {"income_usd_per_year", &row::income_usd_per_year, means::toll_income, compared},
         {"welfare_usd_per_year", &row::welfare_usd_per_year, means::toll_welfare, compared},
         {"tolls_tried", &row::tolls_tried, means::tolls_tried}}};
    return declared;
  }
};

struct toll_game_row {
  std::int64_t round;
  std::string crossing_id;
  double fee_usd_per_vehicle, vehicles_per_day, income_usd_per_year, welfare_usd_per_year;
  std::int64_t settled;

  static const row_schema<toll_game_row>& schema() {
    using row = toll_game_row;
    static const row_schema<row> declared{
        "toll_game",
        written_by::toll,
        "A round of two owners; only with --rival.",
        {{"round", &row::round, {"1", "0: as it is."}, key},
         {"crossing_id", &row::crossing_id, means::crossing, key},
         {"fee_usd_per_vehicle", &row::fee_usd_per_vehicle, means::toll},
         {"vehicles_per_day", &row::vehicles_per_day, means::toll_vehicles},
         {"income_usd_per_year", &row::income_usd_per_year, means::toll_income},
         {"welfare_usd_per_year", &row::welfare_usd_per_year, means::toll_welfare},
         {"settled",
          &row::settled,
          {"0 or 1", "1 in the last round where neither gains by another toll."}}}};
    return declared;
  }
};

inline schema_part tolls_schema() {
  return {"Tolls of a crossing",
          {described<toll_curve_row>(), described<toll_best_row>(), described<toll_game_row>()}};
}

}  // namespace amur::result
