#pragma once
// Projects, debt and tolls in a report; each part is empty where the result has none.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

[[nodiscard]] std::string projects_html(const result_pages& pages);
[[nodiscard]] std::string debt_html(const result_pages& pages);
[[nodiscard]] std::string tolls_html(const result_pages& pages);

}  // namespace amur::report
