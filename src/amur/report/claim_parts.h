#pragma once
// What a result makes of the claims of its case.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

/// All claims with their sources and reasons; empty without one.
[[nodiscard]] std::string claims_html(const result_pages& pages);

/// Those that hold and those that do not, at most `most`; how many others there are.
[[nodiscard]] std::string judged_claims_html(const result_pages& pages, std::size_t most);

/// Those whose verdict another result turns, at most `most`; a sentence where none does.
[[nodiscard]] std::string flipped_claims_html(const result_pages& now, const result_pages& before,
                                              std::size_t most);

/// Every claim with its verdict and figure in both.
[[nodiscard]] std::string claims_compared_html(const result_pages& now, const result_pages& before);

/// Figures known from outside beside the computed ones.
[[nodiscard]] std::string observations_html(const result_pages& pages);

[[nodiscard]] std::string sources_html(const result_pages& pages);

}  // namespace amur::report
