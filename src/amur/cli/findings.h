#pragma once
// What every command prints alike: errors, warnings, JSON.

#include <nlohmann/json_fwd.hpp>

#include "amur/base/diagnostic.h"

namespace amur::cli {

/// Prints findings to standard error, errors first, at most `most` of each kind.
void print_findings(const diagnostics& report, std::size_t most = 100);

/// Findings as JSON: a list of objects with level, file, row, field, value, message, allowed.
[[nodiscard]] nlohmann::json findings_json(const diagnostics& report);

/// Prints the findings of a command that did nothing, as JSON too where that is wanted; returns the
/// exit code of bad input.
[[nodiscard]] int refused(const diagnostics& report, bool json);

/// Prints an answer to standard output. Bytes that are not UTF-8, as a bad file's value may have,
/// become U+FFFD.
void print_json(const nlohmann::json& answer);

}  // namespace amur::cli
