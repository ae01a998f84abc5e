#pragma once
// World trade before and after, as parts of a report.

#include <vector>

#include "amur/report/annexes.h"

namespace amur::report {

/// Real income by region, the `most` that gain and lose most.
[[nodiscard]] std::string incomes_html(const result_pages& pages, std::size_t most);

/// Exports, imports and duties by region, at most `most` of those whose income changes most.
[[nodiscard]] std::string regions_html(const result_pages& pages, std::size_t most);

/// Empty parts where the result has no trade.
[[nodiscard]] std::vector<annex_part> trade_parts(const result_pages& pages);

}  // namespace amur::report
