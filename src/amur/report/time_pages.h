#pragma once
// Shops and months in a report; each part is empty where the result has none.

#include <string>

#include "amur/report/land.h"
#include "amur/report/page_parts.h"

namespace amur::report {

[[nodiscard]] std::string places_html(const result_pages& pages, const std::vector<polygon>& land);
[[nodiscard]] std::string months_html(const result_pages& pages);

}  // namespace amur::report
