#pragma once
// What a run may ask beside one equilibrium: its months, the toll of a crossing, its finance.

#include <functional>
#include <nlohmann/json.hpp>

#include "amur/case/case.h"
#include "amur/serve/api.h"
#include "amur/study/case_run.h"

namespace amur::serve {

/// Months and tolls that a run may ask for.
inline constexpr int most_months = 240, most_toll_steps = 100;

/// Takes "analysis" of a request's body: {"kind": "months", "from", "to"}, {"kind": "toll",
/// "crossing", "rival", "lowest_usd", "highest_usd", "steps"} or {"kind": "finance"}; null without
/// one. False, and what is wrong in `problem`, where the case can't be asked that.
[[nodiscard]] bool take_analysis(const nlohmann::json& body, const cases::case_data& data,
                                 nlohmann::json& analysis, answer& problem);

/// What a case without a network is asked when nothing else is: its finance; else null, a plain
/// run.
[[nodiscard]] nlohmann::json usual_analysis(const cases::case_data& data);

/// Runs an analysis that was taken. `part_done` hears of months done and how many there are, and
/// answers whether to go on.
[[nodiscard]] study::case_outcome run_analysis(
    const study::case_run& run, const nlohmann::json& analysis,
    const std::function<bool(std::size_t done, std::size_t of)>& part_done, diagnostics& report);

}  // namespace amur::serve
