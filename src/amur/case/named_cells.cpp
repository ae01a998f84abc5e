#include "amur/case/named_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "amur/case/case_names.h"
#include "amur/text/did_you_mean.h"
#include "amur/text/text.h"

namespace amur::cases {
namespace {

constexpr const char* form = "TABLE.ROW.COLUMN, as crossings.heihe_bridge.wait_h";

bool is_key(const column_rule& rule) {
  return rule.type == cell_type::reference || rule.type == cell_type::country ||
         rule.type == cell_type::day;
}

std::string row_name(const table& rows, const std::vector<std::string>& keys, std::size_t row) {
  std::string name;
  for (const auto& key : keys) {
    const auto at = rows.column(key);
    name += (name.empty() ? "" : "/") + (at == table::npos ? "" : rows.rows[row].cells[at]);
  }
  return name;
}

// The row of a serial number, probably at a place; null where there is none.
table_row* find_row(table& rows, std::size_t place, std::size_t serial) {
  if (place < rows.rows.size() && rows.rows[place].serial == serial) return &rows.rows[place];
  const auto at = std::ranges::find(rows.rows, serial, &table_row::serial);
  return at == rows.rows.end() ? nullptr : &*at;
}

struct cell_finder {
  const case_text& text;
  const std::map<std::string, std::string>& confidence_of_source;
  const diagnostic& refusal;
  diagnostics& report;
  std::vector<named_cell> found;

  void refuse(const std::string& given, const std::string& problem, const std::string& allowed) {
    report.error(refusal.file, refusal.row, refusal.field, text::shortened(given), problem,
                 allowed);
  }
  void find(std::string asked);
  bool read_bounds(std::string& asked, double& least, double& most);
  const column_rule* find_column(const std::string& asked, const table_rule& rule,
                                 const std::string& column);
  bool read_written(named_cell& cell, const column_rule& rule);
  bool is_known(const named_cell& cell);
  void add(named_cell cell, const column_rule& rule, double least, double most);
  void note_source(named_cell& cell) const;
};

// Takes "=LEAST..MOST" off; false where it is none.
bool cell_finder::read_bounds(std::string& asked, double& least, double& most) {
  const auto equals = asked.find('=');
  if (equals == std::string::npos) return true;
  const auto bounds = asked.substr(equals + 1);
  const auto between = bounds.find("..");
  const auto low = text::parse_number(std::string(text::trimmed(bounds.substr(0, between))));
  const auto high =
      between == std::string::npos
          ? std::nullopt
          : text::parse_number(std::string(text::trimmed(bounds.substr(between + 2))));
  if (!low || !high || !(*low < *high)) {
    refuse(asked, "the bounds can't be read", "LEAST..MOST, as =0..48");
    return false;
  }
  least = *low;
  most = *high;
  asked = std::string(text::trimmed(asked.substr(0, equals)));
  return true;
}

const column_rule* cell_finder::find_column(const std::string& asked, const table_rule& rule,
                                            const std::string& column) {
  std::vector<std::string> numbers;
  for (const auto& each : rule.columns) {
    if (each.type != cell_type::number || each.is_list) continue;
    if (each.name == column) return &each;
    numbers.push_back(each.name);
  }
  refuse(asked,
         text::with_nearest(fmt::format("table '{}' has no such column of numbers", rule.name),
                            column, numbers),
         text::join(numbers));
  return nullptr;
}

void cell_finder::note_source(named_cell& cell) const {
  const auto& rows = text.tables.at(cell.table);
  const auto& cells = rows.rows[cell.rows.front()].cells;
  const auto source = rows.column("source"), assumed = rows.column("assumed");
  if (source != table::npos) cell.source = cells[source];
  const auto known = confidence_of_source.find(cell.source);
  cell.confidence = known == confidence_of_source.end() ? "assumed" : known->second;
  if (assumed != table::npos) {
    const auto columns = text::split_list(cells[assumed]);
    if (std::ranges::find(columns, cell.column) != columns.end()) cell.confidence = "assumed";
  }
}

bool cell_finder::read_written(named_cell& cell, const column_rule& rule) {
  const auto& rows = text.tables.at(cell.table);
  const auto column = rows.column(cell.column);
  for (const auto row : cell.rows) {
    const auto value =
        number_in(column == table::npos ? std::string() : rows.rows[row].cells[column], rule);
    if (!value) {
      refuse(cell.name, "the cell is blank", "a cell with a number");
      return false;
    }
    cell.written.push_back(*value);
  }
  return true;
}

bool cell_finder::is_known(const named_cell& cell) {
  for (const auto& other : found)
    if (shares_a_cell(cell, other)) {
      refuse(cell.name, fmt::format("'{}' means the same cell", other.name), "each cell once");
      return true;
    }
  return false;
}

void cell_finder::add(named_cell cell, const column_rule& rule, double least, double most) {
  if (!read_written(cell, rule)) return;
  const auto [low, high] = std::ranges::minmax(cell.written);
  cell.is_factor = low != high;
  cell.start = cell.is_factor ? 1 : low;
  cell.range = rule.range;
  // No factor takes a cell out of its column's range.
  double range_least = rule.range.least, range_most = rule.range.most;
  if (cell.is_factor) {
    range_least = 0;
    range_most = rule.range.most / std::max(std::abs(low), std::abs(high));
  }
  if (rule.range.above_least || cell.is_factor)
    range_least += 1e-6 * std::max(1e-6, std::abs(cell.start));
  cell.least = std::max(least, range_least);
  cell.most = std::min(most, range_most);
  if (!(cell.least < cell.most)) {
    refuse(cell.name, "the bounds leave nothing of the column's range", rule.range.words);
    return;
  }
  if (is_known(cell)) return;
  note_source(cell);
  cell.unit = cell.is_factor ? "times" : rule.unit;
  found.push_back(std::move(cell));
}

void cell_finder::find(std::string asked) {
  double least = -text::largest_number, most = text::largest_number;
  const bool each = asked.starts_with("each ");
  if (each) asked = std::string(text::trimmed(asked.substr(5)));
  if (!read_bounds(asked, least, most)) return;
  const auto first = asked.find('.'), last = asked.rfind('.');
  if (first == std::string::npos || first == last) {
    refuse(asked, "this names no cell", form);
    return;
  }
  const auto name = asked.substr(0, first), pattern = asked.substr(first + 1, last - first - 1);
  const auto* rule = find_table_rule(name);
  const auto at = text.tables.find(name);
  if (!rule || at == text.tables.end() || at->second.rows.empty()) {
    std::vector<std::string> known;
    for (const auto& [id, rows] : text.tables)
      if (!rows.rows.empty()) known.push_back(id);
    refuse(asked, text::with_nearest(fmt::format("the case has no table '{}'", name), name, known),
           text::join(known));
    return;
  }
  const auto* column_rule = find_column(asked, *rule, asked.substr(last + 1));
  if (!column_rule) return;
  const auto& rows = at->second;
  const auto keys = key_columns(*rule);
  std::vector<named_cell> cells;
  std::vector<std::string> known;
  for (std::size_t row = 0; row < rows.rows.size(); ++row) {
    const auto row_is = row_name(rows, keys, row);
    known.push_back(row_is);
    if (!fits_name(pattern, row_is)) continue;
    if (cells.empty() || each) {
      auto& cell = cells.emplace_back();
      cell.name = each ? fmt::format("{}.{}.{}", name, row_is, column_rule->name) : asked;
      cell.table = name;
      cell.column = column_rule->name;
    }
    cells.back().rows.push_back(row);
    cells.back().serials.push_back(rows.rows[row].serial);
  }
  if (cells.empty()) {
    refuse(asked,
           text::with_nearest(fmt::format("table '{}' has no such row", name), pattern, known),
           "a row's id, with * for any letters");
    return;
  }
  for (auto& cell : cells) add(std::move(cell), *column_rule, least, most);
}

}  // namespace

std::optional<double> number_in(const std::string& cell, const column_rule& rule) {
  if (rule.type != cell_type::number || rule.is_list) return std::nullopt;
  return text::parse_number(cell.empty() ? rule.otherwise : cell);
}

bool shares_a_cell(const named_cell& one, const named_cell& other) {
  return one.table == other.table && one.column == other.column &&
         std::ranges::any_of(one.rows, [&](std::size_t row) {
           return std::ranges::find(other.rows, row) != other.rows.end();
         });
}

// Only the last `*` is ever taken back, so that many of them take no longer.
bool fits_name(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, after_star = std::string_view::npos, tried = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      after_star = ++p;
      tried = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (after_star != std::string_view::npos) {
      p = after_star;
      t = ++tried;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::map<std::string, std::string> confidence_of_sources(const case_data& data) {
  std::map<std::string, std::string> known;
  for (const auto& source : data.sources) known[source.id] = to_string(source.confidence);
  return known;
}

std::vector<std::string> key_columns(const table_rule& rule) {
  std::vector<std::string> keys;
  for (const auto& column : rule.columns) {
    if (column.type == cell_type::id) return {column.name};
    if (!is_key(column)) break;
    keys.push_back(column.name);
  }
  return keys;
}

std::vector<named_cell> find_cells(const case_text& text, const std::string& asked,
                                   const std::map<std::string, std::string>& confidence_of_source,
                                   const diagnostic& refusal, diagnostics& report) {
  cell_finder finder{text, confidence_of_source, refusal, report, {}};
  const auto before = report.findings.size();
  for (const auto& each : text::split_list(asked))
    if (!each.empty()) finder.find(each);
  if (finder.found.empty() && report.findings.size() == before)
    finder.refuse(asked, "no cell is named", form);
  return std::move(finder.found);
}

case_text with_cells(case_text text, std::span<const named_cell> named,
                     std::span<const double> values) {
  for (std::size_t i = 0; i < named.size(); ++i) {
    const auto& cell = named[i];
    auto& rows = text.tables.at(cell.table);
    const auto column = rows.column_or_new(cell.column);
    for (std::size_t r = 0; r < cell.rows.size(); ++r)
      if (auto* row = find_row(rows, cell.rows[r], cell.serials[r]))
        row->cells[column] = fmt::format("{}", cell.value_in(r, values[i]));
  }
  return text;
}

}  // namespace amur::cases
