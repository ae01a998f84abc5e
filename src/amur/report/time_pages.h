#pragma once
// Shops and months in a report; each part is empty where the result has none.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

[[nodiscard]] std::string places_html(const result_pages& pages);
[[nodiscard]] std::string months_html(const result_pages& pages);

}  // namespace amur::report
