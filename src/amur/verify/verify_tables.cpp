// Two tables of the same columns, row by row.

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "amur/verify/verify_parts.h"

namespace amur::verify {
namespace {

constexpr double next_to_none = 1e-6;  // of a column's largest figure

std::string cell_text(const result::result_column& column, std::size_t row) {
  if (const auto* texts = std::get_if<std::vector<std::string>>(&column.values))
    return texts->at(row);
  return fmt::format("{}", std::get<std::vector<std::int64_t>>(column.values).at(row));
}

// The words and whole numbers that a row starts with tell it from others.
std::size_t key_columns(const result::result_table& table) {
  const auto at = std::ranges::find_if(table.columns, [](const result::result_column& column) {
    return std::holds_alternative<std::vector<double>>(column.values);
  });
  return static_cast<std::size_t>(at - table.columns.begin());
}

std::vector<std::string> keys_of(const result::result_table& table, std::size_t columns) {
  std::vector<std::string> keys(table.row_count());
  for (std::size_t i = 0; i < keys.size(); ++i)
    for (std::size_t c = 0; c < columns; ++c) keys[i] += cell_text(table.columns[c], i) + '\x1f';
  return keys;
}

double largest_of(const std::vector<double>& values) {
  double most = 0;
  for (const double each : values)
    if (std::isfinite(each)) most = std::max(most, std::abs(each));
  return most;
}

struct comparison {
  const result::result_table& computed;
  const result::result_table& written;
  const table_closeness& closeness;
  largest_miss miss;
  std::vector<double> least{};  // [column] differences are seen beside this
  const std::vector<double>* weight_computed = nullptr;
  const std::vector<double>* weight_written = nullptr;
  double least_weight = 0;

  void set_scales() {
    for (const auto& column : computed.columns) {
      const auto* values = std::get_if<std::vector<double>>(&column.values);
      least.push_back(values ? closeness.share_of_column * largest_of(*values) : 0);
    }
    if (closeness.weight.empty()) return;
    weight_computed = &std::get<std::vector<double>>(computed.column(closeness.weight).values);
    weight_written = &std::get<std::vector<double>>(written.column(closeness.weight).values);
    least_weight = std::min(next_to_none, closeness.share_of_column) * largest_of(*weight_computed);
  }

  void compare_rows(std::size_t here, std::size_t there) {
    if (weight_computed && (*weight_computed)[here] <= least_weight &&
        (*weight_written)[there] <= least_weight)
      return;
    for (std::size_t c = 0; c < computed.columns.size(); ++c) {
      const auto& column = computed.columns[c];
      const auto place = [&] {
        return table_columns(written).place(there, written.columns[c].name);
      };
      if (const auto* values = std::get_if<std::vector<double>>(&column.values)) {
        const double a = (*values)[here],
                     b = std::get<std::vector<double>>(written.columns[c].values)[there];
        if (std::isnan(a) && std::isnan(b)) continue;
        const double beside = std::max(std::abs(a), std::abs(b)) + least[c];
        miss.note(beside > 0 ? std::abs(a - b) / beside : std::abs(a - b), place);
      } else if (cell_text(column, here) != cell_text(written.columns[c], there)) {
        miss.note(1, place);
      }
    }
  }

  void lacks(const result::result_table& table, const std::vector<double>* weight, std::size_t row,
             const char* words) {
    if (weight && (*weight)[row] <= least_weight) return;
    miss.note(1, [&] { return table_columns(table).place(row) + words; });
  }
};

}  // namespace

checked compare_tables(const result::result_table& computed, const result::result_table& written,
                       const table_closeness& closeness) {
  comparison rows{computed,
                  written,
                  closeness,
                  {fmt::format("'{}' computed again", computed.name), "of the larger figure",
                   closeness.allowed}};
  for (std::size_t c = 0; c < computed.columns.size(); ++c)
    if (c >= written.columns.size() || written.columns[c].name != computed.columns[c].name ||
        written.columns[c].values.index() != computed.columns[c].values.index())
      throw std::out_of_range("result table '" + written.name + "' has no column '" +
                              computed.columns[c].name + "'");
  rows.set_scales();
  const auto key_count = key_columns(computed);
  const auto here = keys_of(computed, key_count), there = keys_of(written, key_count);
  std::unordered_multimap<std::string, std::size_t> others;
  std::vector<std::uint8_t> met(there.size(), 0);
  for (std::size_t j = there.size(); j-- > 0;)
    if (j >= here.size() || here[j] != there[j]) others.emplace(there[j], j);
  for (std::size_t i = 0; i < here.size(); ++i) {
    std::size_t j = i;
    if (i >= there.size() || here[i] != there[i]) {
      const auto at = others.find(here[i]);
      if (at == others.end()) {
        rows.lacks(computed, rows.weight_computed, i, " is missing");
        continue;
      }
      j = at->second;
      others.erase(at);
    }
    met[j] = 1;
    rows.compare_rows(i, j);
  }
  for (std::size_t j = 0; j < met.size(); ++j)
    if (!met[j]) rows.lacks(written, rows.weight_written, j, " has no reason");
  return rows.miss.finish();
}

}  // namespace amur::verify
