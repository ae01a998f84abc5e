#pragma once
// The parts of a network closed one by one.

#include <span>

#include "amur/model/criticality.h"
#include "amur/study/registry.h"

namespace amur::study {

/// As the study's own `run`, with zones of hazard beside the parts of the case.
[[nodiscard]] case_outcome close_case_parts(const study_task& task, const study_request& request,
                                            std::span<const model::hazard_zone> zones,
                                            diagnostics& report);

}  // namespace amur::study
