#pragma once
// A case with what scenarios say was so all along, and without what they change.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"

namespace amur::cases {

/// Reads a case; of the scenarios it takes only those that correct it.
[[nodiscard]] std::optional<case_data> read_corrected_case(const std::filesystem::path& folder,
                                                           std::span<const std::string> scenarios,
                                                           diagnostics& report);

}  // namespace amur::cases
