#pragma once
// The result in memory: named tables of typed columns, ready for any writer.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace amur::result {

/// A column of a result table. In numbers, NaN stands for SQL's NULL.
struct result_column {
  std::string name;
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>> values;
};

enum class geometry_kind { none, point, line };

/// Rows as parallel columns. With a geometry, `geometry[i]` is row i's points (longitude,
/// latitude); a point feature has one.
struct result_table {
  std::string name;
  std::vector<result_column> columns;
  geometry_kind geometry_type = geometry_kind::none;
  std::vector<std::vector<std::array<double, 2>>> geometry;

  [[nodiscard]] std::size_t row_count() const;
  /// Throws std::out_of_range where there is no such column.
  [[nodiscard]] const result_column& column(const std::string& wanted) const;
};

/// All tables of one run, in the order that docs/result.md lists them.
struct result_tables {
  std::vector<result_table> tables;
  [[nodiscard]] bool has(const std::string& wanted) const;
  [[nodiscard]] const result_table& table(const std::string& wanted) const;
};

}  // namespace amur::result
