#include "amur/model/compare.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace amur::model {
namespace {

constexpr double absent = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> key_of(const result_table& table, const std::vector<std::string>& keys,
                                std::size_t row) {
  std::vector<std::string> key;
  for (const auto& column : keys)
    key.push_back(std::get<std::vector<std::string>>(table.column(column).values)[row]);
  return key;
}

double figure_of(const result_table& table, const std::string& column, std::size_t row) {
  return std::get<std::vector<double>>(table.column(column).values)[row];
}

}  // namespace

table_comparison compare_tables(const result_table& a, const result_table& b,
                                const std::vector<std::string>& keys,
                                const std::vector<std::string>& figures) {
  table_comparison result{a.name, keys, {}};
  std::map<std::vector<std::string>, std::size_t> in_b;
  for (std::size_t row = 0; row < b.row_count(); ++row) in_b[key_of(b, keys, row)] = row;
  for (std::size_t row = 0; row < a.row_count(); ++row) {
    changed_row changed;
    changed.key = key_of(a, keys, row);
    const auto other = in_b.find(changed.key);
    changed.only_in_a = other == in_b.end();
    for (const auto& column : figures)
      changed.figures.push_back({column, figure_of(a, column, row),
                                 changed.only_in_a ? absent : figure_of(b, column, other->second)});
    if (!changed.only_in_a) in_b.erase(other);
    result.rows.push_back(std::move(changed));
  }
  for (const auto& [key, row] : in_b) {
    changed_row changed{key, false, true, {}};
    for (const auto& column : figures)
      changed.figures.push_back({column, absent, figure_of(b, column, row)});
    result.rows.push_back(std::move(changed));
  }
  return result;
}

bool has_changed(const changed_row& row, double relative) {
  return std::any_of(row.figures.begin(), row.figures.end(), [relative](const auto& figure) {
    if (std::isnan(figure.a) != std::isnan(figure.b)) return true;
    if (std::isnan(figure.a)) return false;
    return std::abs(figure.b - figure.a) >
           relative * std::max(std::abs(figure.a), std::abs(figure.b));
  });
}

}  // namespace amur::model
