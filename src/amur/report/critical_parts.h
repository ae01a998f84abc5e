#pragma once
// What a network can't do without, and what countries depend on, as tables.

#include <string>

#include "amur/report/page_parts.h"

namespace amur::report {

/// The costliest closures; empty of a result without them.
[[nodiscard]] std::string closures_html(const result_pages& pages);
/// Who bears the costliest ones.
[[nodiscard]] std::string bearers_html(const result_pages& pages);
/// Countries by the crossings that their trade passes.
[[nodiscard]] std::string dependence_html(const result_pages& pages);

}  // namespace amur::report
