#pragma once
// A result, or what changed between two, as one page of HTML that needs nothing else.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "amur/base/diagnostic.h"

namespace amur::report {

struct report_request {
  std::filesystem::path result;
  std::filesystem::path before;  ///< what it is held against, or empty
  std::string_view land;         ///< countries in TopoJSON for maps, or nothing
};

/// A briefing of two pages, then all that the result shows; empty, with the reason in `findings`,
/// where a file is no result, or the two are of different kinds.
[[nodiscard]] std::optional<std::string> html_of(const report_request& request,
                                                 diagnostics& findings);

}  // namespace amur::report
