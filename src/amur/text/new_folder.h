#pragma once
// A folder of files that is there whole or not at all.

#include <filesystem>
#include <functional>

#include "amur/base/diagnostic.h"

namespace amur::text {

/// Whether a folder can be made of this name: nothing is there, or an empty folder. What is there
/// otherwise is reported.
[[nodiscard]] bool may_become_folder(const std::filesystem::path& folder, diagnostics& report);

/// Calls `write` with a folder beside the target, which takes the target's place where that
/// succeeds; `what` names it in an error: "the case".
[[nodiscard]] bool write_folder(const std::filesystem::path& folder, const std::string& what,
                                const std::function<bool(const std::filesystem::path&)>& write,
                                diagnostics& report);

}  // namespace amur::text
