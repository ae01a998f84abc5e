#pragma once
// A result as one GeoPackage, written through GDAL to a temporary file and renamed.

#include <filesystem>
#include <functional>

#include "amur/base/diagnostic.h"
#include "amur/result/result.h"

namespace amur::result {

/// Adds tables that are queries over the temporary's tables; false where it reported an error.
using more_tables =
    std::function<bool(const std::filesystem::path& temporary, result_tables& added)>;

/// Writes `tables`, then what `more` adds, to a temporary beside `path`; renames it when complete.
/// On failure the temporary is removed, an earlier file at `path` stays as it was, and `report`
/// says why. The same tables give the same rows, byte for byte.
[[nodiscard]] bool write_result(const std::filesystem::path& path, const result_tables& tables,
                                const more_tables& more, diagnostics& report);

/// What a file says beside its rows.
enum class file_notes { none, of_columns };

/// Gives `use` a file beside `path` that has the tables, for queries alone; then it is removed.
/// False where it could not be written or `use` said so.
[[nodiscard]] bool with_scratch_result(
    const std::filesystem::path& path, const result_tables& tables, file_notes notes,
    const std::function<bool(const std::filesystem::path& temporary)>& use, diagnostics& report);

}  // namespace amur::result
