#pragma once
// A report as a PDF, printed by a browser of this machine.

#include <filesystem>
#include <string>

#include "amur/base/diagnostic.h"

namespace amur::report {

/// Chromium or Chrome on the PATH; empty where there is none.
[[nodiscard]] std::filesystem::path find_browser();

/// Prints a page into `target`, whole or not at all. False, with an error, where the browser fails
/// or is late; it runs in a process of its own, reaches no network and leaves nothing behind.
[[nodiscard]] bool write_pdf(const std::string& html, const std::filesystem::path& target,
                             const std::filesystem::path& browser, diagnostics& report);

}  // namespace amur::report
