#pragma once
// A case at each point of a grid over some of its cells.

#include "amur/result/schema/meanings.h"

namespace amur::result {

inline constexpr const char* by_sweep = "`amur sweep`";

struct sweep_points_row {
  std::int64_t point;
  std::string cells;
  double value;
  std::string unit, solved;

  static const row_schema<sweep_points_row>& schema() {
    using row = sweep_points_row;
    static const row_schema<row> declared{
        "sweep_points",
        by_sweep,
        "The points of the grid.",
        {{"point", &row::point, {"1", "Number of the point, from 1."}, key},
         {"cells", &row::cells, {"", "What is swept."}, key},
         {"value",
          &row::value,
          {"unit", "What it has there; of unlike cells what multiplies them."}},
         {"unit", &row::unit, {"", "Unit of the cells."}},
         {"solved", &row::solved, {"", "yes, or why not."}}}};
    return declared;
  }
};

struct sweep_figures_row {
  std::int64_t point;
  std::string table_name, row, figure, unit;
  double as_written, value;

  static const row_schema<sweep_figures_row>& schema() {
    using row_type = sweep_figures_row;
    static const row_schema<row_type> declared{
        "sweep_figures",
        by_sweep,
        "Figures that differ from point to point.",
        {{"table_name", &row_type::table_name, {"", "The table that it stands in."}, key},
         {"row", &row_type::row, {"", "Its row there, by the row's keys."}, key},
         {"figure", &row_type::figure, {"", "Its column."}, key},
         {"point", &row_type::point, {"1", "Number of the point."}, key},
         {"value",
          &row_type::value,
          {"unit", "What it is there; NULL where it has none."},
          nullable},
         {"as_written",
          &row_type::as_written,
          {"unit", "Of the case as it is written; NULL where it has none."},
          nullable},
         {"unit", &row_type::unit, {"", "Unit of the figure."}}}};
    return declared;
  }
};

struct sweep_claims_row {
  std::int64_t point;
  std::string claim_id, says, holds;
  double value;
  std::string unit, holds_if;

  static const row_schema<sweep_claims_row>& schema() {
    using row = sweep_claims_row;
    static const row_schema<row> declared{
        "sweep_claims",
        by_sweep,
        "Claims from point to point.",
        {{"claim_id", &row::claim_id, {"", "The claim."}, key},
         {"point", &row::point, {"1", "Number of the point."}, key},
         {"says", &row::says, {"", "What it says."}},
         {"holds", &row::holds, {"", "yes or no."}},
         {"value", &row::value, {"unit", "Its figure there."}},
         {"unit", &row::unit, {"", "Unit of the figure."}},
         {"holds_if", &row::holds_if, {"", "Comparison and threshold at which it holds."}}}};
    return declared;
  }
};

inline schema_part sweep_schema() {
  return {"A case over a grid",
          {described<sweep_points_row>(), described<sweep_claims_row>(),
           described<sweep_figures_row>()}};
}

}  // namespace amur::result
