#pragma once
// A simulated crossing, as parts of a report.

#include <vector>

#include "amur/report/annexes.h"

namespace amur::report {

/// Bars of the mean wait by stage, the longest `most`.
[[nodiscard]] std::string waits_html(const result_pages& pages, std::size_t most);

/// Bars of the vehicles that wait, by hour of the day.
[[nodiscard]] std::string day_html(const result_pages& pages);

/// The first `most` stages that vehicles come to.
[[nodiscard]] std::string stages_html(const result_pages& pages, std::size_t most);

/// Empty parts where the result is none of a simulation.
[[nodiscard]] std::vector<annex_part> simulation_parts(const result_pages& pages);

}  // namespace amur::report
