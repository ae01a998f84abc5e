#include "amur/serve/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/case/case_names.h"
#include "amur/case/scenario.h"
#include "amur/case/toml_file.h"
#include "amur/model/crossing_inside.h"
#include "amur/result/mode_colours.h"
#include "amur/result/result_query.h"
#include "amur/result/tables.h"
#include "amur/serve/case_years.h"
#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::serve {
namespace {

// Tables whose names are the program's own, so that a name in a request is never part of SQL.
std::vector<std::string> table_names(const result::result_database& database) {
  std::vector<std::string> names;
  std::string problem;
  const auto rows = database.query("SELECT table_name FROM gpkg_contents ORDER BY rowid", problem);
  if (rows)
    for (const auto& row : rows->rows)
      if (const auto* name = std::get_if<std::string>(&row[0])) names.push_back(*name);
  return names;
}

// Columns but the geometry.
std::vector<std::string> columns_of(const result::result_database& database,
                                    const std::string& table) {
  std::string problem;
  const auto rows = database.query("SELECT * FROM \"" + table + "\" LIMIT 0", problem);
  std::vector<std::string> columns;
  if (rows)
    for (std::size_t c = 0; c < rows->columns.size(); ++c)
      if (rows->columns[c] != "geom" && rows->columns[c] != "geometry" && rows->columns[c] != "fid")
        columns.push_back(rows->columns[c]);
  return columns;
}

double count_of(const result::result_database& database, const std::string& table,
                const std::string& where = {}) {
  std::string problem;
  const auto rows = database.query("SELECT count(*) FROM \"" + table + "\"" + where, problem);
  if (!rows || rows->rows.empty()) return 0;
  const auto* number = std::get_if<double>(&rows->rows[0][0]);
  return number ? *number : 0;
}

std::string selected(const std::vector<std::string>& columns) {
  std::string list;
  for (const auto& column : columns) list += (list.empty() ? "\"" : ", \"") + column + "\"";
  return list;
}

}  // namespace

nlohmann::json cell(const query::sql_value& value) {
  if (const auto* number = std::get_if<double>(&value))
    return std::isfinite(*number) ? nlohmann::json(*number) : nlohmann::json();
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

answer error_answer(int status, const std::string& field, const std::string& message,
                    const std::string& allowed) {
  nlohmann::json error = {{"field", field}, {"message", message}};
  if (!allowed.empty()) error["allowed"] = allowed;
  return {status, {{"error", error}}};
}

nlohmann::json case_json(const cases::case_data& data, const std::filesystem::path& folder) {
  nlohmann::json json = {{"title", data.settings.title},
                         {"description", data.settings.description},
                         {"date", to_string(data.settings.day)},
                         {"sha256", data.sha256},
                         {"currency", data.settings.currency},
                         {"has_trade", !data.trade_values.empty()},
                         {"has_network", !data.links.empty()},
                         {"has_finance", !data.projects.empty() || !data.economies.empty()}};
  for (const char* list : {"commodities", "crossings", "scenarios", "sources"})
    json[list] = nlohmann::json::array();
  std::vector<std::string> modes;
  for (const auto& mode : data.modes) modes.push_back(mode.id);
  json["modes"] = modes;
  json["mode_colours"] = result::mode_colours(modes);
  // Of these there may be thousands: a list for each column.
  const auto none = nlohmann::json::array();
  auto& nodes = json["nodes"] = {{"node_id", none},   {"name", none}, {"country", none},
                                 {"node_type", none}, {"x", none},    {"y", none}};
  for (const auto& node : data.nodes) {
    nodes["node_id"].push_back(node.id);
    nodes["name"].push_back(node.name);
    nodes["country"].push_back(node.country);
    nodes["node_type"].push_back(node.type);
    nodes["x"].push_back(node.longitude);
    nodes["y"].push_back(node.latitude);
  }
  for (const auto& goods : data.commodities)
    json["commodities"].push_back({{"commodity_id", goods.id},
                                   {"name", goods.name},
                                   {"unit", goods.unit == cases::unit::tonne ? "t" : "passenger"}});
  const auto simulated = model::simulated_crossings(data);
  json["simulated_crossings"] = simulated;
  for (const auto& crossing : data.crossings) {
    const auto& link = data.links[crossing.links.front()];
    const auto& middle = link.geometry[link.geometry.size() / 2];
    const auto& before = link.geometry[(link.geometry.size() - 1) / 2];
    json["crossings"].push_back({{"crossing_id", crossing.id},
                                 {"name", crossing.name},
                                 {"mode", data.modes[link.mode].id},
                                 {"x", (middle[0] + before[0]) / 2},
                                 {"y", (middle[1] + before[1]) / 2},
                                 {"fee_usd_per_vehicle", crossing.fee_usd_per_vehicle},
                                 {"fee_usd_per_t", crossing.fee_usd_per_t},
                                 {"wait_h", crossing.wait_h},
                                 {"simulated", std::find(simulated.begin(), simulated.end(),
                                                         crossing.id) != simulated.end()}});
  }
  for (const auto& name : cases::scenario_names(folder)) {
    diagnostics ignored;
    nlohmann::json scenario = {{"name", name}, {"title", name}, {"description", ""}};
    const auto file = "scenarios/" + name + ".toml";
    if (const auto text = text::read_file(folder / file, file, ignored))
      if (const auto parsed = cases::parse_toml(*text, file, ignored)) {
        const cases::toml_reader read(*parsed, file, "", ignored);
        if (const auto title = read.text("title"); !title.empty()) scenario["title"] = title;
        scenario["description"] = read.text("description");
      }
    if (const auto day = day_of_scenarios(folder, {name})) scenario["date"] = to_string(*day);
    json["scenarios"].push_back(scenario);
  }
  for (const auto& source : data.sources)
    json["sources"].push_back({{"source_id", source.id},
                               {"title", source.title},
                               {"publisher", source.publisher},
                               {"year", source.year},
                               {"confidence", cases::to_string(source.confidence)}});
  return json;
}

answer tables_of(const std::filesystem::path& result) {
  std::string problem;
  const auto database = result::result_database::open(result, problem);
  if (!database) return error_answer(404, "id", problem);
  auto list = nlohmann::json::array();
  for (const auto& name : table_names(*database))
    list.push_back({{"name", name},
                    {"rows", count_of(*database, name)},
                    {"columns", columns_of(*database, name)}});
  return {200, list};
}

answer rows_of(const std::filesystem::path& result, const std::string& table,
               const wanted_rows& wanted) {
  std::string problem;
  const auto database = result::result_database::open(result, problem);
  if (!database) return error_answer(404, "id", problem);
  const auto names = table_names(*database);
  if (std::find(names.begin(), names.end(), table) == names.end())
    return error_answer(404, "table", "the result has no such table", text::join(names));
  const auto columns = columns_of(*database, table);
  std::string where;
  if (!wanted.column.empty()) {
    if (std::find(columns.begin(), columns.end(), wanted.column) == columns.end())
      return error_answer(400, "column", "the table has no such column", text::join(columns));
    where = " WHERE \"" + wanted.column + "\" = " + result::sql_text(wanted.value);
  }
  const auto rows =
      database->query(fmt::format("SELECT {} FROM \"{}\"{} LIMIT {} OFFSET {}", selected(columns),
                                  table, where, std::min(wanted.limit, most_rows), wanted.offset),
                      problem);
  if (!rows) return error_answer(500, "table", problem);
  nlohmann::json body = {{"columns", rows->columns},
                         {"rows", nlohmann::json::array()},
                         {"total", count_of(*database, table, where)}};
  for (const auto& row : rows->rows) {
    auto& list = body["rows"].emplace_back(nlohmann::json::array());
    for (const auto& value : row) list.push_back(cell(value));
  }
  return {200, body};
}

}  // namespace amur::serve
