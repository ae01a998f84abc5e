#pragma once
// A case written to a folder: the files that read_case_text reads the same case from.

#include <filesystem>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"
#include "amur/case/case_text.h"

namespace amur::cases {

/// A table as CSV (RFC 4180).
[[nodiscard]] std::string csv_of(const table& table);

/// The settings as case.toml; with `explained`, each setting that a case may have under a comment
/// that says what it is, those that this case leaves out commented away.
[[nodiscard]] std::string settings_toml(const std::map<std::string, setting>& settings,
                                        bool explained);

/// Writes settings, tables with rows, and whole files into a folder, which is made; false where one
/// can't be written, which is reported.
[[nodiscard]] bool write_case(const case_text& text, const std::filesystem::path& folder,
                              diagnostics& report, bool explained = false);

}  // namespace amur::cases
