#pragma once
// Errors and warnings as every command prints them.

#include <nlohmann/json_fwd.hpp>

#include "amur/base/diagnostic.h"

namespace amur::app {

/// Prints findings to standard error, errors first, at most `most` of each kind.
void print_findings(const diagnostics& report, std::size_t most = 100);

/// Findings as JSON: a list of objects with level, file, row, field, value, message, allowed.
[[nodiscard]] nlohmann::json findings_json(const diagnostics& report);

}  // namespace amur::app
