#pragma once
// Tables of a result read back.

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/io/result_query.h"
#include "amur/model/result.h"

namespace amur::io {

/// One table without its geometry; NULL numbers are NaN. Reports a file that is no result of Amur.
[[nodiscard]] std::optional<model::result_table> read_result_table(
    const std::filesystem::path& path, const std::string& table, diagnostics& report,
    std::chrono::milliseconds time_limit = default_query_time);

}  // namespace amur::io
