#pragma once
// Projects, debt and tolls as parts of a report; each is empty where the result has none.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

[[nodiscard]] std::string projects_html(const result_pages& pages);
[[nodiscard]] std::string debt_html(const result_pages& pages);
[[nodiscard]] std::string tolls_html(const result_pages& pages);
[[nodiscard]] std::string best_tolls_html(const result_pages& pages);

/// A project's debt service cover by year.
[[nodiscard]] std::string cover_chart(const result_pages& pages, const std::string& project,
                                      const std::string& name);

/// One measure of one state: percentiles, the path with its projects and without, its threshold.
[[nodiscard]] std::string fan_chart(const result_pages& pages, const std::string& country,
                                    const std::string& measure);

/// Income, surplus and welfare by toll.
[[nodiscard]] std::string toll_money_chart(const result_pages& pages, const std::string& crossing);

/// The name of a crossing, or its id in words where the result has none.
[[nodiscard]] std::string crossing_name(const result_pages& pages, const std::string& id);

}  // namespace amur::report
