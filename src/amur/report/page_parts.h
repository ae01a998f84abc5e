#pragma once
// What the parts of a report share: rows of the result, tables and headings.

#include <string>
#include <vector>

#include "amur/io/result_query.h"

namespace amur::report {

struct result_pages {
  const io::result_database& database;

  /// Empty where the query has no answer, as without the table that it asks.
  [[nodiscard]] io::sql_rows rows(const std::string& query) const;
};

/// NaN for what is no number.
[[nodiscard]] double number(const io::sql_value& value);
/// Empty for what is no text.
[[nodiscard]] std::string text(const io::sql_value& value);

/// [row] of one column.
[[nodiscard]] std::vector<double> numbers(const io::sql_rows& rows, std::size_t column);
[[nodiscard]] std::vector<std::string> texts(const io::sql_rows& rows, std::size_t column);

/// Empty without rows.
[[nodiscard]] std::string table_html(const io::sql_rows& rows);
/// Empty without content.
[[nodiscard]] std::string section(const std::string& title, const std::string& content);

}  // namespace amur::report
