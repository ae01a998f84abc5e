#include "amur/result/result.h"

#include <algorithm>
#include <stdexcept>

namespace amur::result {

std::size_t result_table::row_count() const {
  if (columns.empty()) return geometry.size();
  return std::visit([](const auto& values) { return values.size(); }, columns.front().values);
}

const result_column& result_table::column(const std::string& wanted) const {
  for (const auto& candidate : columns)
    if (candidate.name == wanted) return candidate;
  throw std::out_of_range("result table '" + name + "' has no column '" + wanted + "'");
}

bool result_tables::has(const std::string& wanted) const {
  return std::ranges::find(tables, wanted, &result_table::name) != tables.end();
}

const result_table& result_tables::table(const std::string& wanted) const {
  for (const auto& candidate : tables)
    if (candidate.name == wanted) return candidate;
  throw std::out_of_range("the result has no table '" + wanted + "'");
}

}  // namespace amur::result
