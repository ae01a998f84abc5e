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
  std::string sha256;        ///< of all files and of the scenarios' order
  case_text edited, before;  ///< the text after its scenarios, and as the files have it
};

/// The case that a text describes; `unedited`: the same before scenarios. All errors are reported
/// in one go; the case is returned only where there are none.
[[nodiscard]] std::optional<cases::case_data> build_case(const case_text& text,
                                                         const case_text& unedited,
                                                         diagnostics& report);

/// Reads a case with scenarios applied in order.
[[nodiscard]] std::optional<cases::case_data> read_case(const std::filesystem::path& folder,
                                                        std::span<const std::string> scenarios,
                                                        diagnostics& report,
                                                        case_inputs* inputs = nullptr);

}  // namespace amur::cases
