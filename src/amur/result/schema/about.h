#pragma once
// What a result says of itself.

#include "amur/result/schema/meanings.h"

namespace amur::result {

struct claims_row {
  std::string claim_id, says, who, source, verdict;
  double figure;
  std::string unit, holds_if, reason, query;

  static const row_schema<claims_row>& schema() {
    using row = claims_row;
    static const row_schema<row> declared{
        "claims",
        written_by::any,
        "A claim of the case, judged by the result's figures.",
        {{"claim_id", &row::claim_id, {"", "The claim."}, key},
         {"says", &row::says, {"", "What it says."}},
         {"who", &row::who, {"", "Who says so."}},
         {"source", &row::source, {"", "Where."}},
         {"verdict", &row::verdict, {"", "What the figure makes of it."}},
         {"figure", &row::figure, {"unit", "The computed figure; NULL where none was."}, nullable},
         {"unit", &row::unit, {"", "Unit of the figure."}},
         {"holds_if", &row::holds_if, {"", "Comparison and threshold at which it holds."}},
         {"reason", &row::reason, {"", "Why it got no verdict, or a weak one."}},
         {"query", &row::query, {"", "SQL that gives the figure."}}}};
    return declared;
  }
};

struct observations_row {
  std::string observation_id, label;
  double observed, computed, ratio;
  std::string unit;
  std::int64_t fitted;
  std::string source;

  static const row_schema<observations_row>& schema() {
    using row = observations_row;
    static const row_schema<row> declared{
        "observations",
        written_by::any,
        "A figure known from outside beside the computed one.",
        {{"observation_id", &row::observation_id, {"", "The observation."}, key},
         {"label", &row::label, {"", "What it is."}},
         {"observed", &row::observed, {"unit", "As observed."}},
         {"computed", &row::computed, {"unit", "As computed; NULL where it can't be."}, nullable},
         {"ratio", &row::ratio, {"1", "Computed over observed."}, nullable},
         {"unit", &row::unit, {"", "Unit of both."}},
         {"fitted", &row::fitted, {"0 or 1", "Whether the case was fitted to it."}},
         {"source", &row::source, {"", "Title of its source."}}}};
    return declared;
  }
};

struct inputs_row {
  std::string row, confidence;

  static const row_schema<inputs_row>& schema() {
    using row = inputs_row;
    static const row_schema<row> declared{"inputs",
                                          written_by::any,
                                          "A row of the case's tables.",
                                          {{"row", &row::row, {"", "table/id."}, key},
                                           {"confidence", &row::confidence, means::confidence}}};
    return declared;
  }
};

struct sources_row {
  std::string source_id, title, publisher, year, confidence;

  static const row_schema<sources_row>& schema() {
    using row = sources_row;
    static const row_schema<row> declared{
        "sources",
        written_by::any,
        "A source of the case.",
        {{"source_id", &row::source_id, {"", "The source."}, key},
         {"title", &row::title, {"", "Its title."}},
         {"publisher", &row::publisher, {"", "Who published it."}},
         {"year", &row::year, {"", "When."}},
         {"confidence", &row::confidence, means::confidence}}};
    return declared;
  }
};

struct run_row {
  std::string name, value;

  static const row_schema<run_row>& schema() {
    using row = run_row;
    static const row_schema<row> declared{
        "run",
        written_by::any,
        "A fact of the run: case title and hash, scenarios and their titles, focus (ids of "
        "crossings, split by commas), version, date, settings, iterations, gap, conservation.",
        {{"name", &row::name, means::pair_name, key}, {"value", &row::value, means::pair_value}}};
    return declared;
  }
};

struct case_text_row {
  std::string file;
  std::int64_t piece;
  std::string text;

  static const row_schema<case_text_row>& schema() {
    using row = case_text_row;
    static const row_schema<row> declared{"case_text",
                                          written_by::any,
                                          "A piece of a file of the case as scenarios left it, and "
                                          "under `before/` of what they changed.",
                                          {{"file", &row::file, {"", "The file."}, key},
                                           {"piece", &row::piece, {"1", "From 1."}, key},
                                           {"text", &row::text, {"", "Its text."}}}};
    return declared;
  }
};

struct run_log_row {
  std::string name, value;

  static const row_schema<run_log_row>& schema() {
    using row = run_log_row;
    static const row_schema<row> declared{
        "run_log",
        written_by::any,
        "What may differ between two runs of the same input: seconds, threads, peak memory.",
        {{"name", &row::name, means::pair_name, key}, {"value", &row::value, means::pair_value}}};
    return declared;
  }
};

inline schema_part about_schema() {
  return {"What a result says of itself",
          {described<claims_row>(), described<observations_row>(), described<inputs_row>(),
           described<sources_row>(), described<run_row>(), described<case_text_row>(),
           described<run_log_row>()}};
}

}  // namespace amur::result
