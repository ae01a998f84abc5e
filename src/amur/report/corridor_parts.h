#pragma once
// Corridors as charts of time and cost against distance, and CAREC's indicators as a table.

#include <string>
#include <vector>

#include "amur/report/page_parts.h"

namespace amur::report {

/// One result's corridors, and how its lines are told from another's: "with the project".
struct corridor_pages {
  const result_pages& pages;
  std::string called{};
};

/// Charts of time and of cost, for each commodity of the first; empty without corridors.
[[nodiscard]] std::string corridor_charts(const std::vector<corridor_pages>& results);

/// Indicators of the whole, of crossings and of sections.
[[nodiscard]] std::string corridor_tables(const result_pages& pages);

/// The charts as a picture that stands by itself.
[[nodiscard]] std::string corridor_svg(const std::vector<corridor_pages>& results);

}  // namespace amur::report
