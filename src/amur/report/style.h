#pragma once
// How a report looks: on a screen, on a phone, on paper.

#include <string>

namespace amur::report {

/// A style sheet in the page's colours; on paper two sheets of A4 for the briefing, numbered pages.
[[nodiscard]] std::string style_sheet();

}  // namespace amur::report
