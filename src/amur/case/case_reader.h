#pragma once
// A case folder read whole: text, scenarios, types, references.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/case_text.h"

namespace amur::cases {

/// What a case was read from.
struct case_inputs {
  std::string sha256;               ///< of all files and of the scenarios' order
  case_text edited;                 ///< the text after its scenarios
  std::optional<case_text> before;  ///< as the files have it; empty without scenarios
};

/// The case that a text describes; `unedited`: the same before scenarios. All errors are reported
/// in one go; the case is returned only where there are none.
[[nodiscard]] std::optional<case_data> build_case(const case_text& text, const case_text& unedited,
                                                  diagnostics& report);

/// Reads a case with scenarios applied in order.
[[nodiscard]] std::optional<case_data> read_case(const std::filesystem::path& folder,
                                                 std::span<const std::string> scenarios,
                                                 diagnostics& report,
                                                 case_inputs* inputs = nullptr);

}  // namespace amur::cases
