#pragma once
// Scenarios: named edits of a case, applied to its text before it is typed.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/case_text.h"

namespace amur::cases {

/// Which scenarios change a text; those that correct a case say what was so all along.
enum class applied_edits { all, corrections };

/// Applies scenarios in order, each after those it extends. A scenario is the name of a file in
/// `folder`/scenarios without .toml, or a path to a .toml file.
[[nodiscard]] std::vector<applied_scenario> apply_scenarios(
    const std::filesystem::path& folder, std::span<const std::string> scenarios, case_text& text,
    diagnostics& report, applied_edits which = applied_edits::all);

/// The names of a case's own scenarios, sorted.
[[nodiscard]] std::vector<std::string> scenario_names(const std::filesystem::path& folder);

}  // namespace amur::cases
