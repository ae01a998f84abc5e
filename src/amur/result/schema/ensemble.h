#pragma once
// What a case could be as well, and what follows from that.

#include "amur/result/schema/meanings.h"

namespace amur::result {

inline constexpr const char* by_ensemble = "`amur ensemble`";

/// Of an input that varies, in several tables.
namespace varied_means {
inline constexpr const char* table = "Table of the input.";
inline constexpr const char* column = "Its column.";
inline constexpr const char* spread_id = "Of spreads.csv; empty where confidence says it.";
inline constexpr const char* source = "The source of its rows, which move together.";
inline constexpr const char* confidence = "How sure they are.";
inline constexpr const char* spread =
    "Nine times in ten it is at most so much above its middle, or as many times below; NULL where "
    "it may change sign.";
}  // namespace varied_means

struct ensemble_figures_row {
  std::string table_name, row, figure, unit;
  double as_written, share, mean, p05, p25, p50, p75, p95;

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
         {"share",
          &row_type::share,
          {"share", "Of the draws that are solved, those that have the figure."},
          nullable},
         {"mean", &row_type::mean, {"unit", "Mean over the draws that have it."}, nullable},
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
         {"input_table", &row::input_table, {"", varied_means::table}},
         {"input_column", &row::input_column, {"", varied_means::column}},
         {"spread_id", &row::spread_id, {"", varied_means::spread_id}},
         {"source", &row::source, {"", varied_means::source}},
         {"confidence", &row::confidence, {"", varied_means::confidence}},
         {"spread", &row::spread, {"share", varied_means::spread}, nullable},
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
        {{"input_table", &row::input_table, {"", varied_means::table}, key},
         {"input_column", &row::input_column, {"", varied_means::column}, key},
         {"spread_id", &row::spread_id, {"", varied_means::spread_id}, key},
         {"source", &row::source, {"", varied_means::source}, key},
         {"confidence", &row::confidence, {"", varied_means::confidence}, key},
         {"spread", &row::spread, {"share", varied_means::spread}, nullable},
         {"cells", &row::cells, {"1", "Cells of the case that it stands for."}},
         {"decides",
          &row::decides,
          {"1",
           "Sum of its indices, where their intervals are above 0, over the claims that are open: "
           "odds of 5 % to 95 %. Of a screening the sum of its shares of their mu_star; there a "
           "claim is open that holds in some runs and not in others."}}}};
    return declared;
  }
};

struct ensemble_exceedance_row {
  std::string table_name, row, figure;
  double level;
  std::string what;
  double above;
  std::int64_t draws;
  std::string unit;

  static const row_schema<ensemble_exceedance_row>& schema() {
    using row_type = ensemble_exceedance_row;
    static const row_schema<row_type> declared{
        "ensemble_exceedance",
        by_ensemble,
        "How likely a claim's figure, or a cell asked for, is above a level.",
        {{"table_name", &row_type::table_name, {"", "The table that it stands in."}, key},
         {"row", &row_type::row, {"", "Its row there, by the row's keys."}, key},
         {"figure", &row_type::figure, {"", "Its column."}, key},
         {"level", &row_type::level, {"unit", "The level."}, key},
         {"what",
          &row_type::what,
          {"", "as written: the figure of the case as it is written; asked: a level asked for."},
          key},
         {"above",
          &row_type::above,
          {"share", "Of the draws that have the figure, those above the level."},
          nullable},
         {"draws", &row_type::draws, {"1", "Draws that have the figure."}},
         {"unit", &row_type::unit, {"", "Unit of the figure."}}}};
    return declared;
  }
};

struct ensemble_histograms_row {
  std::string table_name, row, figure;
  std::int64_t bin;
  double low, high;
  std::int64_t draws;
  std::string unit;

  static const row_schema<ensemble_histograms_row>& schema() {
    using row_type = ensemble_histograms_row;
    static const row_schema<row_type> declared{
        "ensemble_histograms",
        by_ensemble,
        "How many draws have a claim's figure, or a cell asked for, between two values: bins 1, 2 "
        "or 5 times a power of ten wide, by the rule of Freedman and Diaconis.",
        {{"table_name", &row_type::table_name, {"", "The table that it stands in."}, key},
         {"row", &row_type::row, {"", "Its row there, by the row's keys."}, key},
         {"figure", &row_type::figure, {"", "Its column."}, key},
         {"bin", &row_type::bin, {"1", "From 1, the lowest."}, key},
         {"low", &row_type::low, {"unit", "Lower end, which belongs to the bin."}},
         {"high", &row_type::high, {"unit", "Upper end, which only the last bin has."}},
         {"draws", &row_type::draws, {"1", "Draws whose figure lies there."}},
         {"unit", &row_type::unit, {"", "Unit of the figure."}}}};
    return declared;
  }
};

struct ensemble_cell_drivers_row {
  std::string table_name, row, figure;
  std::int64_t rank;
  std::string input_table, input_column, spread_id, source, confidence;
  double spread, index, low, high;

  static const row_schema<ensemble_cell_drivers_row>& schema() {
    using row_type = ensemble_cell_drivers_row;
    static const row_schema<row_type> declared{
        "ensemble_cell_drivers",
        by_ensemble,
        "What decides a cell asked for: as `ensemble_drivers` of a claim.",
        {{"table_name", &row_type::table_name, {"", "The table that it stands in."}, key},
         {"row", &row_type::row, {"", "Its row there, by the row's keys."}, key},
         {"figure", &row_type::figure, {"", "Its column."}, key},
         {"rank", &row_type::rank, {"1", "From 1, what explains most."}, key},
         {"input_table", &row_type::input_table, {"", varied_means::table}},
         {"input_column", &row_type::input_column, {"", varied_means::column}},
         {"spread_id", &row_type::spread_id, {"", varied_means::spread_id}},
         {"source", &row_type::source, {"", varied_means::source}},
         {"confidence", &row_type::confidence, {"", varied_means::confidence}},
         {"spread", &row_type::spread, {"share", varied_means::spread}, nullable},
         {"index", &row_type::index, {"share", "Of the variance, what it explains alone (Sobol)."}},
         {"low", &row_type::low, {"share", "Lower end of the index's 95 % interval."}},
         {"high", &row_type::high, {"share", "Upper end of it."}}}};
    return declared;
  }
};

struct ensemble_effects_row {
  std::string table_name, row, figure;
  std::int64_t rank;
  std::string input_table, input_column, spread_id, source, confidence;
  double spread, mu, mu_star, sigma;
  std::int64_t effects;
  std::string unit;

  static const row_schema<ensemble_effects_row>& schema() {
    using row_type = ensemble_effects_row;
    static const row_schema<row_type> declared{
        "ensemble_effects",
        by_ensemble,
        "Of a screening: what a claim's figure, or a cell asked for, moves by as an input goes "
        "from the value that it exceeds 19 times in 20 to the one that it exceeds once (elementary "
        "effects, Morris).",
        {{"table_name", &row_type::table_name, {"", "The table that it stands in."}, key},
         {"row", &row_type::row, {"", "Its row there, by the row's keys."}, key},
         {"figure", &row_type::figure, {"", "Its column."}, key},
         {"rank", &row_type::rank, {"1", "From 1, by mu_star."}, key},
         {"input_table", &row_type::input_table, {"", varied_means::table}},
         {"input_column", &row_type::input_column, {"", varied_means::column}},
         {"spread_id", &row_type::spread_id, {"", varied_means::spread_id}},
         {"source", &row_type::source, {"", varied_means::source}},
         {"confidence", &row_type::confidence, {"", varied_means::confidence}},
         {"spread", &row_type::spread, {"share", varied_means::spread}, nullable},
         {"mu", &row_type::mu, {"unit", "Mean of the effects."}},
         {"mu_star", &row_type::mu_star, {"unit", "Mean of their sizes."}},
         {"sigma",
          &row_type::sigma,
          {"unit",
           "Their standard deviation: 0 where the figure is linear in the input; NULL of one "
           "effect."},
          nullable},
         {"effects", &row_type::effects, {"1", "How many there are."}},
         {"unit", &row_type::unit, {"", "Unit of the figure."}}}};
    return declared;
  }
};

inline schema_part ensemble_schema() {
  return {"What a case could be as well",
          {described<ensemble_claims_row>(), described<ensemble_drivers_row>(),
           described<ensemble_inputs_row>(), described<ensemble_exceedance_row>(),
           described<ensemble_histograms_row>(), described<ensemble_cell_drivers_row>(),
           described<ensemble_effects_row>(), described<ensemble_figures_row>()}};
}

}  // namespace amur::result
