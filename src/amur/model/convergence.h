#pragma once
// What a run that found no equilibrium says of it.

#include <string>

#include "amur/model/names.h"
#include "amur/model/run.h"

namespace amur::model {

/// "no equilibrium after 400 steps: residual 1e-3, capacities 2e-2, wanted 1e-6; most at crossing
/// 'x'": names the link or capacity that moves most. Empty where the equilibrium was reached.
[[nodiscard]] std::string why_not_converged(const case_data& data, const run_answer& answer);

/// Where the logit had to leave out alternatives for their number; empty where it did not.
[[nodiscard]] std::string what_was_left_out(const case_data& data, const run_answer& answer);

}  // namespace amur::model
