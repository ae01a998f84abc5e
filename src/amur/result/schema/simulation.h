#pragma once
// A simulated crossing; half-widths are those of confidence intervals.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct simulation_stages_row {
  std::string crossing_id, stage_id, name, kind, resource_id;
  double vehicles_per_day, wait_h, wait_h_half_width, wait_median_h, wait_p95_h, waiting,
      most_waiting, grows_per_day, share_hours_without, share_hours_without_half_width,
      turned_away_per_day, impatient_per_day, wait_cost_usd_per_day, fee_usd_per_day;

  static const row_schema<simulation_stages_row>& schema() {
    using row = simulation_stages_row;
    static const row_schema<row> declared{
        "simulation_stages",
        written_by::simulate,
        "A stage of a crossing.",
        {{"crossing_id", &row::crossing_id, means::crossing},
         {"stage_id", &row::stage_id, means::stage, key},
         {"name", &row::name, {"", "Its name."}},
         {"kind", &row::kind, {"", "What it does with vehicles."}},
         {"resource_id", &row::resource_id, {"", "Resource that it needs, empty for none."}},
         {"vehicles_per_day",
          &row::vehicles_per_day,
          {"vehicles/day", "Vehicles that begin it."},
          compared},
         {"wait_h",
          &row::wait_h,
          {"h",
           "Mean wait; as the other times, empty where a queue grows without end or nobody waits."},
          nullable | compared},
         {"wait_h_half_width",
          &row::wait_h_half_width,
          {"h", "Half-width of the mean wait."},
          nullable},
         {"wait_median_h", &row::wait_median_h, {"h", "Median wait."}, nullable},
         {"wait_p95_h", &row::wait_p95_h, {"h", "Wait that 95 % are below."}, nullable | compared},
         {"waiting", &row::waiting, {"vehicles", "Mean number that wait."}, nullable | compared},
         {"most_waiting", &row::most_waiting, {"vehicles", "Most that wait."}, nullable},
         {"grows_per_day",
          &row::grows_per_day,
          {"vehicles/day", "By which the queue grows without end, 0 where it does not."},
          nullable},
         {"share_hours_without",
          &row::share_hours_without,
          {"share", "Share of open hours in which nobody begins it."},
          nullable},
         {"share_hours_without_half_width",
          &row::share_hours_without_half_width,
          {"share", "Its half-width."},
          nullable},
         {"turned_away_per_day",
          &row::turned_away_per_day,
          {"vehicles/day", "Vehicles that find it full."},
          compared},
         {"impatient_per_day",
          &row::impatient_per_day,
          {"vehicles/day", "Vehicles that leave the queue."}},
         {"wait_cost_usd_per_day",
          &row::wait_cost_usd_per_day,
          {"USD/day", "Cost of the waits."},
          nullable | compared},
         {"fee_usd_per_day", &row::fee_usd_per_day, {"USD/day", "Fees."}, compared}}};
    return declared;
  }
};

struct simulation_resources_row {
  std::string resource_id, name, kind;
  double units, units_on_duty, use, use_half_width, failures_per_day;

  static const row_schema<simulation_resources_row>& schema() {
    using row = simulation_resources_row;
    static const row_schema<row> declared{
        "simulation_resources",
        written_by::simulate,
        "A resource.",
        {{"resource_id", &row::resource_id, {"", "The resource."}, key},
         {"name", &row::name, {"", "Its name."}},
         {"kind", &row::kind, {"", "server or store."}},
         {"units",
          &row::units,
          {"units", "Units, of a store tonnes; NULL for no limit."},
          nullable},
         {"units_on_duty", &row::units_on_duty, {"units", "Mean number on duty."}, nullable},
         {"use",
          &row::use,
          {"share",
           "Busy over on duty, with units that finish after their shift; of a store how full."},
          nullable | compared},
         {"use_half_width", &row::use_half_width, {"share", "Half-width of the use."}, nullable},
         {"failures_per_day", &row::failures_per_day, {"1/day", "Failures."}}}};
    return declared;
  }
};

struct simulation_streams_row {
  std::string stream_id, crossing_id, direction, name;
  double arrived_per_day, left_per_day, lost_per_day, load_per_day, time_h, time_h_half_width,
      time_median_h, time_p95_h, inside, wait_cost_usd_per_day;

  static const row_schema<simulation_streams_row>& schema() {
    using row = simulation_streams_row;
    static const row_schema<row> declared{
        "simulation_streams",
        written_by::simulate,
        "A stream of vehicles.",
        {{"stream_id", &row::stream_id, {"", "The stream."}, key},
         {"crossing_id", &row::crossing_id, means::crossing},
         {"direction", &row::direction, {"", "forward, backward or empty."}},
         {"name", &row::name, {"", "Its name."}},
         {"arrived_per_day", &row::arrived_per_day, {"vehicles/day", "Vehicles that come."}},
         {"left_per_day",
          &row::left_per_day,
          {"vehicles/day", "Vehicles that are through."},
          compared},
         {"lost_per_day",
          &row::lost_per_day,
          {"vehicles/day", "Vehicles that give up or are turned away."},
          compared},
         {"load_per_day", &row::load_per_day, {"load/day", "Load carried through."}},
         {"time_h", &row::time_h, {"h", "Mean time in the crossing."}, nullable | compared},
         {"time_h_half_width",
          &row::time_h_half_width,
          {"h", "Half-width of the mean time."},
          nullable},
         {"time_median_h", &row::time_median_h, {"h", "Median time."}, nullable},
         {"time_p95_h", &row::time_p95_h, {"h", "Time that 95 % are below."}, nullable | compared},
         {"inside", &row::inside, {"vehicles", "Mean number in the crossing."}, nullable},
         {"wait_cost_usd_per_day",
          &row::wait_cost_usd_per_day,
          {"USD/day", "Cost of their waits."},
          nullable}}};
    return declared;
  }
};

struct simulation_totals_row {
  std::string name;
  double value, half_width;
  std::string unit;

  static const row_schema<simulation_totals_row>& schema() {
    using row = simulation_totals_row;
    static const row_schema<row> declared{
        "simulation_totals",
        written_by::simulate,
        "A figure of the crossing: time, left, lost, grows, "
        "wait_cost, share_hours_without or hours_without.",
        {{"name", &row::name, means::pair_name, key},
         {"value", &row::value, {"unit", "Its value."}, nullable | compared},
         {"half_width",
          &row::half_width,
          {"unit", "Its half-width, where there is one."},
          nullable},
         {"unit", &row::unit, {"", "Unit of both."}}}};
    return declared;
  }
};

struct simulation_queue_week_row {
  std::string stage_id, weekday;
  std::int64_t hour;
  double waiting;

  static const row_schema<simulation_queue_week_row>& schema() {
    using row = simulation_queue_week_row;
    static const row_schema<row> declared{
        "simulation_queue_week",
        written_by::simulate,
        "An hour of the week at a stage, a mean over weeks and replications.",
        {{"stage_id", &row::stage_id, means::stage, key},
         {"weekday", &row::weekday, {"", "mon to sun."}, key},
         {"hour", &row::hour, {"h", "Hour of the day, from 0."}, key},
         {"waiting",
          &row::waiting,
          {"vehicles", "Mean number that wait; NULL where the queue grows without end."},
          nullable}}};
    return declared;
  }
};

struct simulation_queue_row {
  std::string stage_id;
  double from_h;
  std::string date;
  double hours, waiting;

  static const row_schema<simulation_queue_row>& schema() {
    using row = simulation_queue_row;
    static const row_schema<row> declared{
        "simulation_queue",
        written_by::simulate,
        "A part of the simulated time at a stage, a mean over replications.",
        {{"stage_id", &row::stage_id, means::stage, key},
         {"from_h", &row::from_h, {"h", "Hours from the start."}, key},
         {"date", &row::date, {"", "Day on which it starts."}},
         {"hours", &row::hours, {"h", "Its length."}},
         {"waiting", &row::waiting, {"vehicles", "Mean number that wait."}}}};
    return declared;
  }
};

struct simulation_waits_row {
  std::string stage_id;
  double from_h, to_h, share;

  static const row_schema<simulation_waits_row>& schema() {
    using row = simulation_waits_row;
    static const row_schema<row> declared{
        "simulation_waits",
        written_by::simulate,
        "How many of a stage's vehicles wait how long.",
        {{"stage_id", &row::stage_id, means::stage, key},
         {"from_h", &row::from_h, {"h", "Shortest of these waits."}, key},
         {"to_h", &row::to_h, {"h", "Longest of these waits; NULL for no end."}, nullable},
         {"share", &row::share, {"share", "Share of the vehicles."}}}};
    return declared;
  }
};

struct simulation_row {
  std::string name, value;

  static const row_schema<simulation_row>& schema() {
    using row = simulation_row;
    static const row_schema<row> declared{
        "simulation",
        written_by::simulate,
        "A fact of the simulation: title, hash, scenarios and crossings with names, version, from, "
        "days, warm_up_h, replications, seed, confidence, events, littles_law_error, traffic.",
        {{"name", &row::name, means::pair_name, key}, {"value", &row::value, means::pair_value}}};
    return declared;
  }
};

inline schema_part simulation_schema() {
  return {"A simulated crossing; half-widths are those of confidence intervals",
          {described<simulation_stages_row>(), described<simulation_resources_row>(),
           described<simulation_streams_row>(), described<simulation_totals_row>(),
           described<simulation_queue_week_row>(), described<simulation_queue_row>(),
           described<simulation_waits_row>(), described<simulation_row>()}};
}

}  // namespace amur::result
