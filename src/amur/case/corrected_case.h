#pragma once
// A case with what scenarios say was so all along, and without what they change.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/edited_case.h"

namespace amur::cases {

/// Reads a case; of the scenarios it takes only those that correct it. `edit`: as
/// `read_edited_case`.
[[nodiscard]] std::optional<case_data> read_corrected_case(const std::filesystem::path& folder,
                                                           std::span<const std::string> scenarios,
                                                           diagnostics& report,
                                                           const text_edit* edit = nullptr);

}  // namespace amur::cases
