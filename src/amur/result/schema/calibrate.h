#pragma once
// What cells of a case were fitted to, and what is known of them.

#include "amur/result/schema/meanings.h"

namespace amur::result {

inline constexpr const char* by_calibrate = "`amur calibrate`";

struct calibration_cells_row {
  std::string cell, unit;
  double written, fitted, standard_error, low, high;
  std::int64_t at_bound, cells;
  std::string source, confidence;

  static const row_schema<calibration_cells_row>& schema() {
    using row = calibration_cells_row;
    static const row_schema<row> declared{
        "calibration_cells",
        by_calibrate,
        "A cell that was fitted, or cells that move together.",
        {{"cell", &row::cell, {"", "Table, row and column, as asked."}, key},
         {"unit", &row::unit, {"", "Its unit; `times` what is written, of unequal cells."}},
         {"written", &row::written, {"unit", "As the case has it."}},
         {"fitted", &row::fitted, {"unit", "As fitted."}},
         {"standard_error",
          &row::standard_error,
          {"unit", "Of the fitted value; NULL where the data don't tell it, or a bound does."},
          nullable},
         {"low", &row::low, {"unit", "Lower end of the 95 % interval."}, nullable},
         {"high", &row::high, {"unit", "Upper end of it."}, nullable},
         {"at_bound", &row::at_bound, {"0 or 1", "Whether a bound holds it."}},
         {"cells", &row::cells, {"1", "How many cells of the case it stands for."}},
         {"source", &row::source, {"", "The source of the first of them, before the fit."}},
         {"confidence", &row::confidence, means::confidence}}};
    return declared;
  }
};

struct calibration_observations_row {
  std::string observation_id, label, unit;
  double observed, error, written, fitted, missed, left_out;

  static const row_schema<calibration_observations_row>& schema() {
    using row = calibration_observations_row;
    static const row_schema<row> declared{
        "calibration_observations",
        by_calibrate,
        "What the cells were fitted to.",
        {{"observation_id", &row::observation_id, {"", "The observation."}, key},
         {"label", &row::label, {"", "What it is."}},
         {"unit", &row::unit, {"", "Its unit."}},
         {"observed", &row::observed, {"unit", "As observed."}},
         {"error", &row::error, {"unit", "Its standard error, by the confidence of its source."}},
         {"written", &row::written, {"unit", "As computed with cells as written."}},
         {"fitted", &row::fitted, {"unit", "As computed with fitted cells."}},
         {"missed", &row::missed, {"1", "Fitted less observed, in standard errors."}},
         {"left_out",
          &row::left_out,
          {"unit",
           "What cells fitted to all others would give, by one step; NULL where no other tells a "
           "cell that it needs."},
          nullable}}};
    return declared;
  }
};

struct calibration_covariance_row {
  std::string cell, other_cell;
  double covariance, correlation;

  static const row_schema<calibration_covariance_row>& schema() {
    using row = calibration_covariance_row;
    static const row_schema<row> declared{
        "calibration_covariance",
        by_calibrate,
        "How what is known of two cells hangs together: each with itself, and pairs whose "
        "correlation is above 0.001 either way.",
        {{"cell", &row::cell, {"", "A cell."}, key},
         {"other_cell", &row::other_cell, {"", "The same, or one behind it in the list."}, key},
         {"covariance", &row::covariance, {"unit", "In the product of their units."}},
         {"correlation", &row::correlation, {"1", "The same over both standard errors."}}}};
    return declared;
  }
};

struct calibration_directions_row {
  std::int64_t direction;
  std::string cell;
  double part, standard_error;

  static const row_schema<calibration_directions_row>& schema() {
    using row = calibration_directions_row;
    static const row_schema<row> declared{
        "calibration_directions",
        by_calibrate,
        "What the data tell worst: cells that may move together, so much each, and be seen least. "
        "The five worst directions, of each the cells that have a part above 0.05.",
        {{"direction", &row::direction, {"1", "From 1, the worst told."}, key},
         {"cell", &row::cell, {"", "A cell that moves."}, key},
         {"part", &row::part, {"1", "How much, in its written value; squares sum to 1."}},
         {"standard_error",
          &row::standard_error,
          {"1", "How far the data let it go; NULL: any way, so these cells can't be told apart."},
          nullable}}};
    return declared;
  }
};

struct calibration_counts_row {
  std::int64_t rank;
  std::string table_name, row, figure;
  double computed, error, variance_left;
  std::string helps;
  double helps_left;

  static const row_schema<calibration_counts_row>& schema() {
    using row_type = calibration_counts_row;
    static const row_schema<row_type> declared{
        "calibration_counts",
        by_calibrate,
        "Which further count would tell most of the cells.",
        {{"rank", &row_type::rank, {"1", "From 1, the best."}, key},
         {"table_name", &row_type::table_name, {"", "The table of the result that it stands in."}},
         {"row", &row_type::row, {"", "Its row there; of a crossing, both ways together."}},
         {"figure", &row_type::figure, {"", "Its column."}},
         {"computed", &row_type::computed, {"unit/day", "As computed with fitted cells."}},
         {"error",
          &row_type::error,
          {"unit/day", "The standard error that it is taken to have: as if it were reported."}},
         {"variance_left",
          &row_type::variance_left,
          {"share", "Of the cells' variances over squares of their values, summed, what is left."}},
         {"helps", &row_type::helps, {"", "The cell that it tells most of."}},
         {"helps_left",
          &row_type::helps_left,
          {"share", "What is left of that cell's variance."}}}};
    return declared;
  }
};

struct calibration_scenario_row {
  std::int64_t line;
  std::string text;

  static const row_schema<calibration_scenario_row>& schema() {
    using row = calibration_scenario_row;
    static const row_schema<row> declared{
        "calibration_scenario",
        by_calibrate,
        "The scenario that sets the fitted cells, line by line.",
        {{"line", &row::line, {"1", "From 1."}, key}, {"text", &row::text, {"", "The line."}}}};
    return declared;
  }
};

inline schema_part calibrate_schema() {
  return {"Cells fitted to observations",
          {described<calibration_cells_row>(), described<calibration_observations_row>(),
           described<calibration_directions_row>(), described<calibration_counts_row>(),
           described<calibration_covariance_row>(), described<calibration_scenario_row>()}};
}

}  // namespace amur::result
