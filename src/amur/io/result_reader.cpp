#include "amur/io/result_reader.h"

#include <fmt/format.h>

#include <limits>

#include "amur/io/result_query.h"

namespace amur::io {
namespace {

// The column types that the writer gave, from the table's own definition.
std::vector<model::result_column> typed_columns(const sql_rows& info) {
  std::vector<model::result_column> columns;
  for (const auto& row : info.rows) {
    const auto name = std::get<std::string>(row[0]), type = std::get<std::string>(row[1]);
    if (name == "fid" || name == "geometry") continue;
    model::result_column column{name, {}};
    if (type == "REAL")
      column.values = std::vector<double>{};
    else if (type == "INTEGER")
      column.values = std::vector<std::int64_t>{};
    else
      column.values = std::vector<std::string>{};
    columns.push_back(std::move(column));
  }
  return columns;
}

void append(model::result_column& column, const sql_value& value) {
  const auto* number = std::get_if<double>(&value);
  if (auto* reals = std::get_if<std::vector<double>>(&column.values))
    reals->push_back(number ? *number : std::numeric_limits<double>::quiet_NaN());
  else if (auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values))
    whole->push_back(number ? static_cast<std::int64_t>(*number) : 0);
  else {
    const auto* text = std::get_if<std::string>(&value);
    std::get<std::vector<std::string>>(column.values).push_back(text ? *text : "");
  }
}

}  // namespace

std::optional<model::result_table> read_result_table(const std::filesystem::path& path,
                                                     const std::string& name,
                                                     diagnostics& report) {
  const auto fail = [&](const std::string& problem) {
    report.error(path.string(), 0, "", "", problem, "a result that 'amur run' wrote");
    return std::nullopt;
  };
  std::string problem;
  const auto database = result_database::open(path, problem);
  if (!database) return fail(problem);
  if (!database->has_table("run") || !database->has_table(name))
    return fail("this is not a result of Amur");
  const auto info = database->query(
      fmt::format("SELECT name, type FROM pragma_table_info('{}')", name), problem);
  if (!info) return fail(problem);
  model::result_table table;
  table.name = name;
  table.columns = typed_columns(*info);
  std::string list;
  for (const auto& column : table.columns)
    list += (list.empty() ? "\"" : ", \"") + column.name + "\"";
  const auto rows = database->query(fmt::format("SELECT {} FROM \"{}\" ORDER BY fid", list, name),
                                    problem);
  if (!rows) return fail(problem);
  for (const auto& row : rows->rows)
    for (std::size_t i = 0; i < table.columns.size(); ++i) append(table.columns[i], row[i]);
  return table;
}

}  // namespace amur::io
