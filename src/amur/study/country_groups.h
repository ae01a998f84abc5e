#pragma once
// Groups of countries that tables are averaged over: `groups.csv` of a case.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/model/skim_comparison.h"

namespace amur::study {

/// Reads `given`, or else `groups.csv` of the case's folder, or else is one group, the world.
[[nodiscard]] std::optional<std::vector<model::country_group>> read_country_groups(
    const std::filesystem::path& folder, const std::string& given, diagnostics& report);

}  // namespace amur::study
