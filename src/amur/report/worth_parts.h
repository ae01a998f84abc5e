#pragma once
// What a change, or a choice of investments, is worth, as charts and tables. All are empty of a
// result without it.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

/// A change over its years: benefits by who has them, and cost.
[[nodiscard]] std::string appraisal_chart(const result_pages& pages);
[[nodiscard]] std::string appraisal_years_html(const result_pages& pages);
[[nodiscard]] std::string gains_html(const result_pages& pages);

/// What the best choice within each budget is worth, and what none within it exceeds.
[[nodiscard]] std::string frontier_chart(const result_pages& pages);
[[nodiscard]] std::string frontier_html(const result_pages& pages);
[[nodiscard]] std::string investments_html(const result_pages& pages);
[[nodiscard]] std::string payers_html(const result_pages& pages);

}  // namespace amur::report
