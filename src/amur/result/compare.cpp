#include "amur/result/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>
#include <variant>

#include "amur/base/number.h"

namespace amur::result {
namespace {

std::vector<std::string> key_of(const result_table& table, const std::vector<std::string>& keys,
                                std::size_t row) {
  std::vector<std::string> key;
  for (const auto& column : keys)
    key.push_back(std::visit([row](const auto& values) { return fmt::format("{}", values[row]); },
                             table.column(column).values));
  return key;
}

double figure_of(const result_table& table, const std::string& column, std::size_t row) {
  const auto& values = table.column(column).values;
  if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&values))
    return static_cast<double>((*whole)[row]);
  return std::get<std::vector<double>>(values)[row];
}

}  // namespace

table_comparison compare_tables(std::span<const result_table> tables,
                                const std::vector<std::string>& keys,
                                const std::vector<std::string>& figures) {
  table_comparison result{tables.front().name, keys, {}};
  std::map<std::vector<std::string>, std::size_t> row_of;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    std::map<std::vector<std::string>, std::size_t> fresh;
    const auto take = [&](std::size_t at, std::size_t row) {
      for (std::size_t f = 0; f < figures.size(); ++f)
        result.rows[at].figures[f].values[i] = figure_of(tables[i], figures[f], row);
    };
    const auto add = [&](const std::vector<std::string>& key, std::size_t row) {
      const auto [at, is_new] = row_of.insert({key, result.rows.size()});
      if (is_new) {
        changed_row added{key, {}};
        for (const auto& figure : figures)
          added.figures.push_back({figure, std::vector<double>(tables.size(), no_number)});
        result.rows.push_back(std::move(added));
      }
      take(at->second, row);
    };
    for (std::size_t row = 0; row < tables[i].row_count(); ++row) {
      const auto key = key_of(tables[i], keys, row);
      if (i == 0 || row_of.contains(key))
        add(key, row);
      else
        fresh[key] = row;
    }
    for (const auto& [key, row] : fresh) add(key, row);
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
      for (const double value : figure.values) most = std::max(most, size_of(value));
    }
  const auto size_of_change = [&](const changed_row& row, const changed_figure& figure) {
    const double most = largest.at(kind_of(row, figure));
    const auto of = [](double value) { return std::isnan(value) ? 0 : value; };
    double size = 0;
    for (const double value : figure.values)
      size = std::max(size, std::abs(of(value) - of(figure.values.front())));
    return most > 0 ? size / most : 0;
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

std::string relative_change(double a, double b) {
  // Smaller than this against what it became, a figure is next to nothing.
  constexpr double next_to_nothing = 1e-3;
  if (std::isnan(a)) return std::isnan(b) ? "-" : "new";
  if (std::isnan(b)) return "gone";
  if (std::abs(a) < std::max(next_to_nothing * std::abs(b), 1e-9)) return "new";
  return fmt::format("{:+.1f} %", 100 * (b - a) / std::abs(a));
}

bool has_changed(const changed_figure& figure, double relative) {
  const double a = figure.values.front();
  return std::any_of(figure.values.begin(), figure.values.end(), [a, relative](double b) {
    if (std::isnan(a) != std::isnan(b)) return true;
    if (std::isnan(a)) return false;
    return std::abs(b - a) > relative * std::max(std::abs(a), std::abs(b));
  });
}

}  // namespace amur::result
