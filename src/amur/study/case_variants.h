#pragma once
// A case solved as it could be as well, variant by variant.

#include <filesystem>
#include <functional>
#include <optional>

#include "amur/case/case_reader.h"
#include "amur/model/run.h"
#include "amur/study/case_run.h"
#include "amur/study/told_figures.h"

namespace amur::study {

/// What all variants share.
struct variable_case : told_case {
  model::run_answer answer;                   ///< of the case as written
  model::demand_anchors anchors;              ///< that its demand was solved with
  std::optional<assign::solution> reference;  ///< of the day that its demand reflects
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

}  // namespace amur::study
