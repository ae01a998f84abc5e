#pragma once
// All that a result shows, behind its briefing.

#include <string>
#include <vector>

#include "amur/report/told_result.h"

namespace amur::report {

struct annex_part {
  std::string title, html;
};

struct annex {
  std::string title;
  std::vector<annex_part> parts;  ///< those without content are left out
};

[[nodiscard]] std::vector<annex> annexes_of(const asked_report& asked);

/// Their contents, then each under its letter.
[[nodiscard]] std::string annexes_html(const std::vector<annex>& annexes);

}  // namespace amur::report
