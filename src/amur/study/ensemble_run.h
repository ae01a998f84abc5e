#pragma once
// How likely claims and figures are, when what is assumed may be otherwise: a case answered by a
// study as it is written, then as it could be as well, draw by draw.

#include "amur/study/ensemble_request.h"
#include "amur/study/registry.h"

namespace amur::study {

/// Reads, checks, solves and writes; as `run_case`. The study asked may be any that reads its case
/// by `read_asked`.
[[nodiscard]] case_outcome answer_ensemble(const study_task& task, const asked_ensemble& asked,
                                           diagnostics& report);

}  // namespace amur::study
