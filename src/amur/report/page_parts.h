#pragma once
// What the parts of a report share: rows of the result and tables.

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/result/result_query.h"

namespace amur::report {

/// The rows that a report is made of. All of them together have limits of time and size, since the
/// result may come from a stranger.
class result_pages {
 public:
  result_pages(const result::result_database& database, diagnostics& report);

  /// Empty without a table that the query asks. `kinds`, a letter a column: `t` text, `n` a number,
  /// either NULL too; `N` a number. Without kinds a column may be all text or all numbers. Reports
  /// a column that is missing or of another kind, a number that is not finite and what exceeds a
  /// limit; then, and for all queries after it, empty.
  [[nodiscard]] query::sql_rows rows(const std::string& query, std::string_view kinds = {}) const;

 private:
  void refuse(const std::string& query, const std::string& problem) const;
  [[nodiscard]] bool can_show(const query::sql_rows& rows, const std::string& query,
                              std::string_view kinds) const;
  [[nodiscard]] std::string tables_in(const std::string& query) const;

  const result::result_database& database_;
  diagnostics& report_;
  std::vector<std::string> tables_;  ///< of the result
  std::chrono::steady_clock::time_point deadline_;
  mutable std::size_t bytes_ = 0;  ///< of all answers so far
};

/// NaN for what is no number.
[[nodiscard]] double number(const query::sql_value& value);
/// Empty for what is no text.
[[nodiscard]] std::string text(const query::sql_value& value);

/// [row] of one column.
[[nodiscard]] std::vector<double> numbers(const query::sql_rows& rows, std::size_t column);
[[nodiscard]] std::vector<std::string> texts(const query::sql_rows& rows, std::size_t column);

/// Empty without rows.
[[nodiscard]] std::string table_html(const query::sql_rows& rows);

}  // namespace amur::report
