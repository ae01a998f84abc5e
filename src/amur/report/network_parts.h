#pragma once
// Flows over crossings and of commodities, as parts of a report; each is empty where the result has
// none.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

inline constexpr std::size_t most_crossing_bars = 25;

/// Bars of tonnes by crossing and way.
[[nodiscard]] std::string shares_html(const result_pages& pages);

/// Bars of what a tonne pays by component, for the `most` busiest ways over the crossings of
/// `list`, ids as SQL has them, or of all where it is empty.
[[nodiscard]] std::string costs_html(const result_pages& pages, const std::string& list,
                                     std::size_t most);

/// The busiest crossings, and how many others there are.
[[nodiscard]] std::string crossings_html(const result_pages& pages);

[[nodiscard]] std::string commodities_html(const result_pages& pages);

}  // namespace amur::report
