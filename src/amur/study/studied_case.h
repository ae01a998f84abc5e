#pragma once
// A case as any study answers it, as it is written and as it could be as well.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "amur/study/case_solve.h"
#include "amur/study/registry.h"
#include "amur/study/told_figures.h"

namespace amur::study {

struct studied_case : told_case {
  const declared_study* study = nullptr;
  study_request request;
  std::shared_ptr<known_starts> starts;  ///< equilibria of the case as written
};

/// Asks a study of the case as it is written; `place` is a file that may be written to meanwhile.
/// Nothing where that failed: then the report says why, as where `check`, called once the case is
/// read, finds errors. `status` is that of the case as written.
[[nodiscard]] std::optional<studied_case> study_as_written(
    const study_task& task, const declared_study& study, const study_request& request,
    const std::filesystem::path& place, const std::function<void(const told_case&)>& check,
    diagnostics& report, run_status& status);

/// Asks it of the case that `edit` makes of the text, on one thread, to the case's own tolerance:
/// studies compare equilibria with each other.
[[nodiscard]] told_variant study_variant(const studied_case& of, const study_task& task,
                                         const cases::text_edit& edit,
                                         const std::filesystem::path& place);

}  // namespace amur::study
