#pragma once
// Tables of a result read back.

#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"
#include "amur/result/result.h"
#include "amur/result/result_query.h"
#include "amur/result/schema.h"

namespace amur::result {

struct wanted_column {
  std::string name;
  cell_type type;
};

/// A result, opened; reports a file that is none of Amur.
[[nodiscard]] std::optional<result_database> open_result(const std::filesystem::path& path,
                                                         diagnostics& report);

/// One table without its geometry; NULL numbers are NaN. Reports a table that is not there, or is a
/// view, lacks a wanted column, or holds what its columns' types do not allow: text for a number, a
/// number that is not finite.
[[nodiscard]] std::optional<result_table> read_result_table(const result_database& result,
                                                            const std::string& table,
                                                            std::span<const wanted_column> wanted,
                                                            diagnostics& report,
                                                            const query::query_limits& limits = {});

}  // namespace amur::result
