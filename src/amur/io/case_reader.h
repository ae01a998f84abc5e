#pragma once
// A case folder read whole: text, scenarios, types, references.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/model/case.h"

namespace amur::io {

/// Reads a case with scenarios applied in order. All errors are reported in one go; the case is
/// returned only where there are none.
[[nodiscard]] std::optional<model::case_data> read_case(const std::filesystem::path& folder,
                                                        std::span<const std::string> scenarios,
                                                        diagnostics& report);

}  // namespace amur::io
