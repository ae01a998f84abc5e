#include "amur/result/result_query.h"

namespace amur::result {

std::string sql_text(const std::string& text) {
  std::string result = "'";
  for (const char c : text) result += c == '\'' ? std::string("''") : std::string(1, c);
  return result + "'";
}

std::string sql_list(std::span<const std::string> texts) {
  std::string list;
  for (const auto& text : texts) list += (list.empty() ? "" : ", ") + sql_text(text);
  return list;
}

bool result_database::has_table(const std::string& name) const {
  std::string problem;
  const auto rows = query(
      "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = " + sql_text(name), problem);
  return rows && !rows->rows.empty();
}

}  // namespace amur::result
