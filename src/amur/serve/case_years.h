#pragma once
// The years that a case tells of, and what a run for another one is told.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/date.h"
#include "amur/case/case.h"
#include "amur/serve/run_store.h"

namespace amur::serve {

struct year_range {
  int first = 0, last = 0;
};

/// From the earliest to the latest of: the case's base year, its day, the day of its demand, its
/// exchange rates and its growth of demand.
[[nodiscard]] year_range case_years(const cases::case_data& data);

/// The day that scenarios of a case set, with what they extend: that of the last that sets one.
[[nodiscard]] std::optional<date> day_of_scenarios(const std::filesystem::path& folder,
                                                   const std::vector<std::string>& names);

/// Says so where a run's own day or months, as its scenarios, edits and analysis set them, lie
/// outside; else empty.
[[nodiscard]] std::string years_warning(const cases::case_data& data, const stored_run& run);

}  // namespace amur::serve
