#include "amur/result/result_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

#include "amur/base/printable.h"
#include "amur/text/text.h"

namespace amur::result {
namespace {

constexpr const char* result_of_amur = "a result as this version of Amur writes it";

// By the types that GeoPackages declare.
cell_type type_of(std::string_view declared) {
  for (const char* real : {"REAL", "DOUBLE", "FLOAT"})
    if (declared == real) return cell_type::number;
  for (const char* whole : {"INTEGER", "INT", "MEDIUMINT", "SMALLINT", "TINYINT", "BOOLEAN"})
    if (declared == whole) return cell_type::integer;
  return cell_type::text;
}

const char* words_for(cell_type type) {
  return type == cell_type::number    ? "numbers (REAL)"
         : type == cell_type::integer ? "whole numbers (INTEGER)"
                                      : "text (TEXT)";
}

result_column empty_column(const std::string& name, cell_type type) {
  if (type == cell_type::number) return {name, std::vector<double>{}};
  if (type == cell_type::integer) return {name, std::vector<std::int64_t>{}};
  return {name, std::vector<std::string>{}};
}

// False for what is not of the column's type.
bool append(result_column& column, const query::sql_value& value) {
  const auto* number = std::get_if<double>(&value);
  const auto* text = std::get_if<std::string>(&value);
  if (auto* reals = std::get_if<std::vector<double>>(&column.values)) {
    reals->push_back(number ? *number : std::numeric_limits<double>::quiet_NaN());
    return !text && (!number || std::isfinite(*number));
  }
  if (auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values)) {
    constexpr double beyond = 9.2e18;  // all within can be cast
    const bool fits = !text && (!number || std::abs(*number) < beyond);
    whole->push_back(fits && number ? static_cast<std::int64_t>(*number) : 0);
    return fits;
  }
  std::get<std::vector<std::string>>(column.values).push_back(text ? *text : "");
  return !number;
}

std::string shown(const query::sql_value& value) {
  if (const auto* number = std::get_if<double>(&value)) return fmt::format("{}", *number);
  const auto* text = std::get_if<std::string>(&value);
  return text ? printable(text::shortened(*text)) : "NULL";
}

// Of a large table so many pass at a time, each page within the limits of an answer.
constexpr std::size_t rows_a_page = 1000;

class table_reader {
 public:
  table_reader(const result_database& result, const std::string& table, diagnostics& report)
      : result_(result), table_(table), report_(report) {}

  std::optional<result_table> read(std::span<const wanted_column> wanted,
                                   const query::query_limits& limits) const {
    result_table table;
    table.name = table_;
    query::query_limits left = limits;
    for (double last = -std::numeric_limits<double>::infinity();;) {
      const auto rows = page_after(last, left);
      if (!rows || (table.columns.empty() && !start(*rows, wanted, table))) return std::nullopt;
      if (!take(*rows, limits.rows - left.rows, table)) return std::nullopt;
      if (rows->rows.size() < rows_a_page) return table;
      // What says that its numbers go up must have them go up, or pages would never end.
      const auto* number = std::get_if<double>(&rows->rows.back().back());
      if (!number || !(*number > last))
        return fail("", 0, "", "its rows are in no order", result_of_amur);
      last = *number;
      left.rows -= rows->rows.size();
      for (const auto& row : rows->rows)
        left.bytes -= std::min(left.bytes, query::answer_size(row));
    }
  }

 private:
  // The rows that follow `last`, in order, with their numbers behind them.
  std::optional<query::sql_rows> page_after(double last, const query::query_limits& left) const {
    const auto from = std::isfinite(last) ? fmt::format("WHERE rowid > {:.0f} ", last) : "";
    std::string problem;
    auto limits = left;
    limits.bytes = std::min(limits.bytes, query::largest_answer);
    auto rows = result_.query(fmt::format("SELECT *, rowid FROM \"{}\" {}ORDER BY rowid LIMIT {}",
                                          table_, from, rows_a_page),
                              problem, limits);
    if (!rows) (void)fail("", 0, "", problem, result_of_amur);
    return rows;
  }

  // A table of the columns of `rows`, which the wanted ones must be among.
  bool start(const query::sql_rows& rows, std::span<const wanted_column> wanted,
             result_table& table) const {
    for (const auto& column : wanted)
      if (!has(rows, column)) return false;
    for (std::size_t i = 0; i + 1 < rows.columns.size(); ++i)
      if (is_taken(rows.columns[i]))
        table.columns.push_back(empty_column(rows.columns[i], type_of(rows.declared_types[i])));
    return true;
  }

  bool take(const query::sql_rows& rows, std::size_t before, result_table& table) const {
    std::size_t column = 0;
    for (std::size_t i = 0; i + 1 < rows.columns.size(); ++i) {
      if (!is_taken(rows.columns[i])) continue;
      auto& values = table.columns[column++];
      for (std::size_t row = 0; row < rows.rows.size(); ++row)
        if (!append(values, rows.rows[row][i])) {
          (void)fail(rows.columns[i], before + row + 1, shown(rows.rows[row][i]),
                     "this can't be in the column",
                     std::string("finite ") + words_for(type_of(rows.declared_types[i])));
          return false;
        }
    }
    return true;
  }

  static bool is_taken(const std::string& column) {
    return column != "fid" && column != "geometry";
  }

  bool has(const query::sql_rows& rows, const wanted_column& wanted) const {
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
      if (rows.columns[i] != wanted.name) continue;
      if (type_of(rows.declared_types[i]) == wanted.type) return true;
      (void)fail(wanted.name, 0, printable(text::shortened(rows.declared_types[i])),
                 "the column is of another type", words_for(wanted.type));
      return false;
    }
    (void)fail(wanted.name, 0, "", "the table has no such column", words_for(wanted.type));
    return false;
  }

  std::nullopt_t fail(const std::string& column, std::size_t row, const std::string& value,
                      const std::string& problem, const std::string& allowed) const {
    report_.error(result_.file(), row,
                  printable(text::shortened(column.empty() ? table_ : table_ + "." + column)),
                  value, problem, allowed);
    return std::nullopt;
  }

  const result_database& result_;
  const std::string& table_;
  diagnostics& report_;
};

}  // namespace

std::optional<result_database> open_result(const std::filesystem::path& path, diagnostics& report) {
  std::string problem;
  auto result = result_database::open(path, problem);
  // A result says what run or simulation it is of, so a file that doesn't is some other database.
  if (result && !result->has_table("run") && !result->has_table("simulation"))
    problem = "this is not a result of Amur";
  if (problem.empty()) return result;
  report.error(path.string(), 0, "", "", problem, "a .gpkg that a command of Amur wrote");
  return std::nullopt;
}

std::optional<result_table> read_result_table(const result_database& result,
                                              const std::string& table,
                                              std::span<const wanted_column> wanted,
                                              diagnostics& report,
                                              const query::query_limits& limits) {
  return table_reader(result, table, report).read(wanted, limits);
}

}  // namespace amur::result
