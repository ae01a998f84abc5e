#pragma once
// Greenhouse gases of a result, as a chart and tables.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

/// By mode with and without the carbon price, as bars, then a table; empty of a result without
/// them.
[[nodiscard]] std::string carbon_modes_html(const result_pages& pages);
[[nodiscard]] std::string carbon_commodities_html(const result_pages& pages);
[[nodiscard]] std::string carbon_countries_html(const result_pages& pages);

}  // namespace amur::report
