#pragma once
// Tables as a spreadsheet's sheets, or as a folder of CSV files, with what their columns say.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/result/result.h"
#include "amur/result/schema.h"

namespace amur::result {

/// What a table's columns mean; columns that have no declaration go without.
struct described_table {
  result_table table;
  std::vector<column_schema> columns;
};

/// All tables that a result has, in the order of the manual.
[[nodiscard]] std::optional<std::vector<described_table>> tables_of_result(
    const std::filesystem::path& path, diagnostics& report);

/// A sheet a table, numbers as numbers, cells without a value empty; the last sheet, `columns`, has
/// unit and meaning of each column. A table with more rows than a sheet takes is left out, which is
/// said. The file is whole or as it was.
[[nodiscard]] bool write_spreadsheet(const std::filesystem::path& path,
                                     const std::vector<described_table>& tables,
                                     diagnostics& report);

/// TABLE.csv for each, and columns.csv; the folder must not exist, or be empty.
[[nodiscard]] bool write_csv_tables(const std::filesystem::path& folder,
                                    const std::vector<described_table>& tables,
                                    diagnostics& report);

}  // namespace amur::result
