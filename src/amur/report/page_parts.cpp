#include "amur/report/page_parts.h"

#include <fmt/format.h>

#include <limits>
#include <utility>
#include <variant>

#include "amur/report/svg.h"

namespace amur::report {

io::sql_rows result_pages::rows(const std::string& query) const {
  std::string problem;
  auto found = database.query(query, problem);
  return found ? std::move(*found) : io::sql_rows{};
}

double number(const io::sql_value& value) {
  const auto* found = std::get_if<double>(&value);
  return found ? *found : std::numeric_limits<double>::quiet_NaN();
}

std::string text(const io::sql_value& value) {
  const auto* found = std::get_if<std::string>(&value);
  return found ? *found : std::string();
}

std::vector<double> numbers(const io::sql_rows& rows, std::size_t column) {
  std::vector<double> values;
  for (const auto& row : rows.rows) values.push_back(number(row[column]));
  return values;
}

std::vector<std::string> texts(const io::sql_rows& rows, std::size_t column) {
  std::vector<std::string> values;
  for (const auto& row : rows.rows) values.push_back(text(row[column]));
  return values;
}

std::string table_html(const io::sql_rows& rows) {
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

std::string section(const std::string& title, const std::string& content) {
  return content.empty() ? std::string() : fmt::format("<h2>{}</h2>\n{}", escaped(title), content);
}

}  // namespace amur::report
