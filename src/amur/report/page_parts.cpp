#include "amur/report/page_parts.h"

#include <fmt/format.h>

#include <cctype>
#include <cmath>
#include <limits>
#include <utility>
#include <variant>

#include "amur/base/printable.h"
#include "amur/report/svg.h"
#include "amur/text/text.h"

namespace amur::report {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::seconds most_reading_time{30};
constexpr query::query_limits query_limits{query::default_query_time, 20'000, 8'000'000};
constexpr std::size_t most_bytes = 32'000'000;
constexpr const char* result_of_amur = "a result as this version of Amur writes it";

bool is_word(char letter) {
  return letter == '_' || std::isalnum(static_cast<unsigned char>(letter));
}

bool has_word(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end])))
      return true;
  }
  return false;
}

}  // namespace

result_pages::result_pages(const result::result_database& database, diagnostics& report)
    : database_(database), report_(report), deadline_(clock::now() + most_reading_time) {
  const auto names = rows("SELECT name FROM sqlite_schema WHERE type = 'table'", "t");
  tables_ = texts(names, 0);
}

std::string result_pages::tables_in(const std::string& query) const {
  std::vector<std::string> named;
  for (const auto& table : tables_)
    if (has_word(query, table)) named.push_back(table);
  return text::join(named);
}

void result_pages::refuse(const std::string& query, const std::string& problem) const {
  constexpr std::string_view no_table = "no such table: ", no_column = "no such column: ";
  if (problem.starts_with(no_table)) return;
  const bool lacks = problem.starts_with(no_column);
  report_.error(database_.file(), 0, tables_in(query), "",
                lacks ? "there is no column '" + problem.substr(no_column.size()) + "'" : problem,
                result_of_amur);
}

bool result_pages::can_show(const query::sql_rows& rows, const std::string& query,
                            std::string_view kinds) const {
  for (std::size_t column = 0; column < rows.columns.size(); ++column) {
    char kind = kinds.empty() ? '?' : kinds[column];
    for (std::size_t row = 0; row < rows.rows.size(); ++row) {
      const auto& value = rows.rows[row][column];
      const auto* number = std::get_if<double>(&value);
      const bool is_text = std::holds_alternative<std::string>(value);
      if (kind == '?' && (number || is_text)) kind = number ? 'n' : 't';
      const bool good = number    ? kind != 't' && std::isfinite(*number)
                        : is_text ? kind == 't'
                                  : kind != 'N';
      if (good) continue;
      report_.error(database_.file(), row + 1,
                    fmt::format("{} of {}", rows.columns[column], tables_in(query)),
                    number    ? fmt::format("{}", *number)
                    : is_text ? printable(text::shortened(text(value)))
                              : "NULL",
                    "this can't be in the column", kind == 't' ? "text" : "finite numbers");
      return false;
    }
  }
  return true;
}

query::sql_rows result_pages::rows(const std::string& query, std::string_view kinds) const {
  if (report_.has_errors()) return {};
  std::string problem;
  auto found = database_.query(query, problem, query_limits);
  if (found)
    for (const auto& row : found->rows) bytes_ += query::answer_size(row);
  if (!found)
    refuse(query, problem);
  else if (bytes_ > most_bytes)
    refuse(query, fmt::format("the report would hold more than {} MB", most_bytes / 1'000'000));
  else if (clock::now() > deadline_)
    refuse(query, fmt::format("reading it took longer than {} s", most_reading_time.count()));
  else if (can_show(*found, query, kinds))
    return std::move(*found);
  return {};
}

double number(const query::sql_value& value) {
  const auto* found = std::get_if<double>(&value);
  return found ? *found : std::numeric_limits<double>::quiet_NaN();
}

std::string text(const query::sql_value& value) {
  const auto* found = std::get_if<std::string>(&value);
  return found ? *found : std::string();
}

std::vector<double> numbers(const query::sql_rows& rows, std::size_t column) {
  std::vector<double> values;
  for (const auto& row : rows.rows) values.push_back(number(row[column]));
  return values;
}

std::vector<std::string> texts(const query::sql_rows& rows, std::size_t column) {
  std::vector<std::string> values;
  for (const auto& row : rows.rows) values.push_back(text(row[column]));
  return values;
}

std::string table_html(const query::sql_rows& rows) {
  if (rows.rows.empty()) return {};
  std::string html = "<div class='wide'><table><thead><tr>";
  std::vector<bool> numeric(rows.columns.size());
  for (std::size_t c = 0; c < rows.columns.size(); ++c) {
    for (const auto& row : rows.rows)
      numeric[c] = numeric[c] || std::holds_alternative<double>(row[c]);
    html += fmt::format("<th{}>{}</th>", numeric[c] ? " class='n'" : "", escaped(rows.columns[c]));
  }
  html += "</tr></thead><tbody>\n";
  for (const auto& row : rows.rows) {
    html += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c)
      html += numeric[c] ? fmt::format("<td class='n'>{}</td>", figure(number(row[c])))
                         : fmt::format("<td>{}</td>", escaped(text(row[c])));
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

}  // namespace amur::report
