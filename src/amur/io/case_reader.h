#pragma once
// A case folder read whole: text, scenarios, types, references.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/model/case.h"

namespace amur::io {

/// What a case was read from: changed by any change of any file, and of the scenarios' order.
struct case_inputs {
  std::string sha256;
};

/// Reads a case with scenarios applied in order. All errors are reported in one go; the case is
/// returned only where there are none.
[[nodiscard]] std::optional<model::case_data> read_case(const std::filesystem::path& folder,
                                                        std::span<const std::string> scenarios,
                                                        diagnostics& report,
                                                        case_inputs* inputs = nullptr);

}  // namespace amur::io
