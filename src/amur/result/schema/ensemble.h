#pragma once
// What a case could be as well, and what follows from that.

#include "amur/result/schema/meanings.h"

namespace amur::result {

inline constexpr const char* by_ensemble = "`amur ensemble`";

struct ensemble_figures_row {
  std::string table_name, row, figure, unit;
  double as_written, mean, p05, p25, p50, p75, p95;

  static const row_schema<ensemble_figures_row>& schema() {
    using row_type = ensemble_figures_row;
    static const row_schema<row_type> declared{
        "ensemble_figures",
        by_ensemble,
        "A figure of the result over all draws.",
        {{"table_name", &row_type::table_name, {"", "The table that it stands in."}, key},
         {"row", &row_type::row, {"", "Its row there, by the row's keys."}, key},
         {"figure", &row_type::figure, {"", "Its column."}, key},
         {"unit", &row_type::unit, {"", "Unit of the figure."}},
         {"as_written",
          &row_type::as_written,
          {"unit", "Of the case as it is written; NULL where it has none."},
          nullable},
         {"mean", &row_type::mean, {"unit", "Mean over the draws."}, nullable},
         {"p05", &row_type::p05, {"unit", means::p05.says}, nullable},
         {"p25", &row_type::p25, {"unit", means::p25.says}, nullable},
         {"p50", &row_type::p50, {"unit", means::p50.says}, nullable},
         {"p75", &row_type::p75, {"unit", means::p75.says}, nullable},
         {"p95", &row_type::p95, {"unit", means::p95.says}, nullable}}};
    return declared;
  }
};

struct ensemble_claims_row {
  std::string claim_id, says, verdict;
  double odds;
  std::int64_t draws;
  double as_written, p05, p50, p95;
  std::string unit, holds_if;

  static const row_schema<ensemble_claims_row>& schema() {
    using row = ensemble_claims_row;
    static const row_schema<row> declared{
        "ensemble_claims",
        by_ensemble,
        "How likely a claim is.",
        {{"claim_id", &row::claim_id, {"", "The claim."}, key},
         {"says", &row::says, {"", "What it says."}},
         {"verdict", &row::verdict, {"", "Of the case as it is written."}},
         {"odds",
          &row::odds,
          {"share", "Of the draws that have a figure, those in which it holds."}},
         {"draws", &row::draws, {"1", "Draws that have a figure."}},
         {"as_written", &row::as_written, {"unit", "The figure of the case as it is written."}},
         {"p05", &row::p05, {"unit", means::p05.says}},
         {"p50", &row::p50, {"unit", means::p50.says}},
         {"p95", &row::p95, {"unit", means::p95.says}},
         {"unit", &row::unit, {"", "Unit of the figure."}},
         {"holds_if", &row::holds_if, {"", "Comparison and threshold at which it holds."}}}};
    return declared;
  }
};

struct ensemble_drivers_row {
  std::string claim_id;
  std::int64_t rank;
  std::string input_table, input_column, spread_id, source, confidence;
  double spread, index, low, high;

  static const row_schema<ensemble_drivers_row>& schema() {
    using row = ensemble_drivers_row;
    static const row_schema<row> declared{
        "ensemble_drivers",
        by_ensemble,
        "What decides a claim: the three inputs that explain most of its figure's variance, of "
        "those "
        "whose interval is above 0.",
        {{"claim_id", &row::claim_id, {"", "The claim."}, key},
         {"rank", &row::rank, {"1", "From 1, what explains most."}, key},
         {"input_table", &row::input_table, {"", "Table of the input."}},
         {"input_column", &row::input_column, {"", "Its column."}},
         {"spread_id", &row::spread_id, {"", "Of spreads.csv; empty where confidence says it."}},
         {"source", &row::source, {"", "The source of its rows, which move together."}},
         {"confidence", &row::confidence, {"", "How sure they are."}},
         {"spread",
          &row::spread,
          {"share",
           "Nine times in ten it is at most so much above its middle, or as many times below; NULL "
           "where it may change sign."},
          nullable},
         {"index", &row::index, {"share", "Of the variance, what it explains alone (Sobol)."}},
         {"low", &row::low, {"share", "Lower end of the index's 95 % interval."}},
         {"high", &row::high, {"share", "Upper end of it."}}}};
    return declared;
  }
};

struct ensemble_inputs_row {
  std::string input_table, input_column, spread_id, source, confidence;
  double spread;
  std::int64_t cells;
  double decides;

  static const row_schema<ensemble_inputs_row>& schema() {
    using row = ensemble_inputs_row;
    static const row_schema<row> declared{
        "ensemble_inputs",
        by_ensemble,
        "What was varied, in the order of what to measure next.",
        {{"input_table", &row::input_table, {"", "Table of the input."}, key},
         {"input_column", &row::input_column, {"", "Its column."}, key},
         {"spread_id",
          &row::spread_id,
          {"", "Of spreads.csv; empty where confidence says it."},
          key},
         {"source", &row::source, {"", "The source of its rows, which move together."}, key},
         {"confidence", &row::confidence, {"", "How sure they are."}, key},
         {"spread",
          &row::spread,
          {"share",
           "Nine times in ten it is at most so much above its middle, or as many times below; NULL "
           "where it may change sign."},
          nullable},
         {"cells", &row::cells, {"1", "Cells of the case that it stands for."}},
         {"decides",
          &row::decides,
          {"1",
           "Sum of its indices, where their intervals are above 0, over the claims that are open: "
           "odds of 5 % to 95 %."}}}};
    return declared;
  }
};

inline schema_part ensemble_schema() {
  return {"What a case could be as well",
          {described<ensemble_claims_row>(), described<ensemble_drivers_row>(),
           described<ensemble_inputs_row>(), described<ensemble_figures_row>()}};
}

}  // namespace amur::result
