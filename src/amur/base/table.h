#pragma once
// A table as text: what a CSV file holds before its cells are given types.

#include <cstddef>
#include <string>
#include <vector>

namespace amur {

/// One row and where it came from (a scenario may add rows, so the file can differ within a table).
struct table_row {
  std::vector<std::string> cells;  ///< one per column
  std::string file;
  std::size_t line = 0;    ///< line number in `file`, the header being line 1
  std::size_t serial = 0;  ///< tells the row from others of its table, whatever edits move it
};

/// Named columns and rows of text cells.
struct table {
  std::string name;  ///< "links"
  std::string file;  ///< "links.csv"
  std::vector<std::string> columns;
  std::vector<table_row> rows;

  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  /// Position of a column, or `npos`.
  [[nodiscard]] std::size_t column(const std::string& name_wanted) const {
    for (std::size_t i = 0; i < columns.size(); ++i)
      if (columns[i] == name_wanted) return i;
    return npos;
  }
  /// The same; where there is none, that of a new one whose cells are blank.
  std::size_t column_or_new(const std::string& name_wanted) {
    const auto at = column(name_wanted);
    if (at != npos) return at;
    columns.push_back(name_wanted);
    for (auto& row : rows) row.cells.emplace_back();
    return columns.size() - 1;
  }
};

}  // namespace amur
