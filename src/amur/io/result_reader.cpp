#include "amur/io/result_reader.h"

#include <fmt/format.h>

#include <limits>

#include "amur/io/result_query.h"

namespace amur::io {
namespace {

// An empty column of the type that the writer declared.
model::result_column typed_column(const std::string& name, const std::string& declared_type) {
  if (declared_type == "REAL") return {name, std::vector<double>{}};
  if (declared_type == "INTEGER") return {name, std::vector<std::int64_t>{}};
  return {name, std::vector<std::string>{}};
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
                                                     const std::string& name, diagnostics& report,
                                                     std::chrono::milliseconds time_limit) {
  const auto fail = [&](const std::string& problem) {
    report.error(path.string(), 0, "", "", problem, "a result that 'amur run' wrote");
    return std::nullopt;
  };
  std::string problem;
  const auto database = result_database::open(path, problem);
  if (!database) return fail(problem);
  // A result holds `run` or `simulation`, so a file without it is some other database.
  if (!(database->has_table("run") || database->has_table("simulation")) ||
      !database->has_table(name))
    return fail("this is not a result of Amur");
  const auto rows =
      database->query(fmt::format("SELECT * FROM \"{}\" ORDER BY fid", name), problem, time_limit);
  if (!rows) return fail(problem);
  model::result_table table;
  table.name = name;
  for (std::size_t i = 0; i < rows->columns.size(); ++i) {
    if (rows->columns[i] == "fid" || rows->columns[i] == "geometry") continue;
    table.columns.push_back(typed_column(rows->columns[i], rows->declared_types[i]));
    for (const auto& row : rows->rows) append(table.columns.back(), row[i]);
  }
  return table;
}

}  // namespace amur::io
