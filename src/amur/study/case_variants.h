#pragma once
// A case solved as it could be as well, variant by variant.

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/model/run.h"
#include "amur/result/result.h"
#include "amur/study/case_run.h"
#include "amur/study/registry.h"

namespace amur::study {

/// A cell of a result that is told of all variants.
struct told_figure {
  std::string table, row, column, unit;
  bool operator<(const told_figure& other) const {
    return std::tie(table, row, column) < std::tie(other.table, other.row, other.column);
  }
};

/// What a result says: its compared figures, and those of the claims that a run answers.
struct told_variant {
  std::vector<double> figures;           ///< as `variable_case::figures`; NaN where there is none
  std::map<std::string, double> claims;  ///< by id
  std::string why_not;                   ///< empty: it is solved
};

/// What all variants share.
struct variable_case {
  cases::case_inputs inputs;
  cases::case_data data;
  model::run_answer answer;                   ///< of the case as written
  model::demand_anchors anchors;              ///< that its demand was solved with
  std::optional<assign::solution> reference;  ///< of the day that its demand reflects
  result::result_tables tables;
  result::result_table claims;  ///< of the case as written
  std::vector<told_figure> figures;
  told_variant as_written;
};

/// A case that could be as well.
struct case_variant {
  cases::case_text edited;
  std::optional<cases::case_text> before;  ///< the same without its scenarios, where it has any
  /// What demand was observed at stays that of the case as written; `before` is not asked.
  bool is_measured_as_written = false;
};

/// Reads and solves the case as it is written; `place` is a file that may be written to meanwhile.
/// Nothing where that failed: then the report says why, as where `check`, called once the case is
/// read, finds errors. `status` is that of the case as written. `for_edits`: variants are measured
/// as written, so the case has anchors even where it is the day that demand reflects.
[[nodiscard]] std::optional<variable_case> solve_as_written(
    const asked_case& task, const std::filesystem::path& place,
    const std::function<void(const variable_case&)>& check, bool for_edits, diagnostics& report,
    run_status& status);

/// On one thread, to the case's tolerance or this one; `place` as above.
[[nodiscard]] told_variant solve_variant(const variable_case& of, const case_variant& variant,
                                         double loosest_tolerance,
                                         const std::filesystem::path& place);

/// All of them, side by side, in files beside the task's output; `part` hears of each. Nothing
/// where that was cancelled, or where the task has a share of them alone, or lacks one of them.
[[nodiscard]] std::optional<std::vector<told_variant>> solve_variants(
    const study_task& task, const variable_case& of, std::size_t count,
    const std::function<case_variant(std::size_t)>& variant, double loosest_tolerance);

[[nodiscard]] std::size_t solved_of(const std::vector<told_variant>& told);

/// Warns of those that have no answer, the first with its reason, numbered from `first`; false
/// where there are any. `kind`: "draw".
[[nodiscard]] bool warn_of_unsolved(const std::vector<told_variant>& told, const std::string& kind,
                                    std::size_t first, diagnostics& report);

}  // namespace amur::study
