#pragma once
// Shops and months as parts of a report; each is empty where the result has none.

#include <string>
#include <vector>

#include "amur/report/land.h"
#include "amur/report/page_parts.h"

namespace amur::report {

[[nodiscard]] std::string places_html(const result_pages& pages, const std::vector<polygon>& land);
[[nodiscard]] std::string months_html(const result_pages& pages);

/// The months that a result has, in order.
[[nodiscard]] std::vector<std::string> months_of(const result_pages& pages);

/// One chart of a table by months: a line each for the names whose value changes most.
[[nodiscard]] std::string months_chart(const result_pages& pages,
                                       const std::vector<std::string>& months,
                                       const std::string& table, const std::string& name,
                                       const std::string& value, const std::string& title,
                                       const std::string& unit);

}  // namespace amur::report
