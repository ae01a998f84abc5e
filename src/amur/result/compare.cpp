#include "amur/result/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace amur::result {
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

void sort_by_change(table_comparison& comparison) {
  const auto& columns = comparison.key_columns;
  const auto unit = std::find(columns.begin(), columns.end(), "unit") - columns.begin();
  const auto kind_of = [&](const changed_row& row, const changed_figure& figure) {
    const auto at = static_cast<std::size_t>(unit);
    return std::pair(figure.figure, at < row.key.size() ? row.key[at] : std::string());
  };
  const auto size_of = [](double value) { return std::isnan(value) ? 0 : std::abs(value); };
  std::map<std::pair<std::string, std::string>, double> largest;
  for (const auto& row : comparison.rows)
    for (const auto& figure : row.figures) {
      auto& most = largest[kind_of(row, figure)];
      most = std::max({most, size_of(figure.a), size_of(figure.b)});
    }
  const auto size_of_change = [&](const changed_row& row, const changed_figure& figure) {
    const double a = std::isnan(figure.a) ? 0 : figure.a, b = std::isnan(figure.b) ? 0 : figure.b;
    const double most = largest.at(kind_of(row, figure));
    return most > 0 ? std::abs(b - a) / most : 0;
  };
  std::vector<std::pair<double, changed_row>> order;
  for (auto& row : comparison.rows) {
    std::stable_sort(row.figures.begin(), row.figures.end(), [&](const auto& x, const auto& y) {
      return size_of_change(row, x) > size_of_change(row, y);
    });
    const double size = row.figures.empty() ? 0 : size_of_change(row, row.figures.front());
    order.emplace_back(size, std::move(row));
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& x, const auto& y) { return x.first > y.first; });
  for (std::size_t i = 0; i < order.size(); ++i) comparison.rows[i] = std::move(order[i].second);
}

std::string relative_change(const changed_figure& figure) {
  // Smaller than this against what it became, a figure is next to nothing.
  constexpr double next_to_nothing = 1e-3;
  if (std::isnan(figure.a)) return std::isnan(figure.b) ? "-" : "new";
  if (std::isnan(figure.b)) return "gone";
  if (std::abs(figure.a) < std::max(next_to_nothing * std::abs(figure.b), 1e-9)) return "new";
  return fmt::format("{:+.1f} %", 100 * (figure.b - figure.a) / std::abs(figure.a));
}

bool has_changed(const changed_row& row, double relative) {
  return std::any_of(row.figures.begin(), row.figures.end(), [relative](const auto& figure) {
    if (std::isnan(figure.a) != std::isnan(figure.b)) return true;
    if (std::isnan(figure.a)) return false;
    return std::abs(figure.b - figure.a) >
           relative * std::max(std::abs(figure.a), std::abs(figure.b));
  });
}

}  // namespace amur::result
