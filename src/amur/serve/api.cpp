#include "amur/serve/api.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/case/case_names.h"
#include "amur/case/scenario.h"
#include "amur/case/toml_file.h"
#include "amur/http/bounded_json.h"
#include "amur/model/crossing_inside.h"
#include "amur/result/mode_colours.h"
#include "amur/result/result_query.h"
#include "amur/result/tables.h"
#include "amur/serve/analysis.h"
#include "amur/serve/case_years.h"
#include "amur/text/csv.h"
#include "amur/text/text.h"

namespace amur::serve {
namespace {

constexpr std::size_t longest_name = 200;

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

template <class Number>
bool take_field(const nlohmann::json& body, const char* field, double least, double most,
                Number& value, answer& problem) {
  if (!body.contains(field)) return true;
  constexpr bool whole = std::is_integral_v<Number>;
  double number = 0;
  if (take_number(body[field], least, most, whole, number)) {
    value = static_cast<Number>(number);
    return true;
  }
  problem = error_answer(400, field, "this is not such a number",
                         fmt::format("a {}number, {} to {}", whole ? "whole " : "", least, most));
  return false;
}

bool simple(const nlohmann::json& value) {
  if (value.is_array())
    return value.size() <= 1000 && std::all_of(value.begin(), value.end(), [](const auto& entry) {
             return entry.is_string() || entry.is_number();
           });
  return value.is_string() || value.is_number() || value.is_boolean();
}

// The field of an edit of links that makes freight stand still or go back, and why; empty where
// there is none.
std::pair<std::string, std::string> odd_speed(const nlohmann::json& edit) {
  constexpr double most_km_h = 1000;
  if (edit["table"] != "links" || edit["action"] == "scale" || !edit.contains("values")) return {};
  const auto number = [&](const char* column) {
    const auto value = edit["values"].value(column, nlohmann::json());
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
  };
  const auto km = number("length_km"), hours = number("free_time_h");
  if (km && *km < 0) return {"length_km", "a length can't be below 0"};
  if (hours && *hours < 0) return {"free_time_h", "a time can't be below 0: a speed below 0?"};
  if (km && hours && *hours * most_km_h < *km)
    return {"free_time_h", fmt::format("{} km in {} h is above {} km/h", *km, *hours, most_km_h)};
  return {};
}

bool take_edits(const nlohmann::json& body, stored_run& run, answer& problem) {
  if (!body.contains("edits")) return true;
  const auto& edits = body["edits"];
  const auto bad = [&](const std::string& field, const std::string& message,
                       const std::string& allowed) {
    problem = error_answer(400, field, message, allowed);
    return false;
  };
  if (!edits.is_array() || edits.size() > most_edits)
    return bad("edits", "this is no list of edits", fmt::format("at most {} edits", most_edits));
  for (std::size_t i = 0; i < edits.size(); ++i) {
    const auto place = fmt::format("edits[{}]", i);
    const auto& edit = edits[i];
    if (!edit.is_object() || !edit.contains("table") || !edit.contains("action") ||
        !edit["table"].is_string() || !edit["action"].is_string())
      return bad(place, "an edit names its table and action",
                 "{\"table\", \"action\", \"where\", \"values\"}");
    for (const auto& [key, value] : edit.items()) {
      if (key == "table" || key == "action") continue;
      if (key != "where" && key != "values")
        return bad(place + "." + key, "unknown field", "table, action, where, values");
      if (!value.is_object() || value.size() > 50 ||
          !std::all_of(value.begin(), value.end(), [](const auto& v) { return simple(v); }))
        return bad(place + "." + key, "the value has the wrong type",
                   "an object of texts, numbers or lists of them");
    }
    if (const auto [field, message] = odd_speed(edit); !field.empty())
      return bad(place + ".values." + field, message, "hours above 0, up to 1000 km/h");
  }
  run.edits = edits;
  return true;
}

bool take_scenarios(const nlohmann::json& body, const std::filesystem::path& folder,
                    stored_run& run, answer& problem) {
  if (!body.contains("scenarios")) return true;
  const auto known = cases::scenario_names(folder);
  const auto& given = body["scenarios"];
  const auto good = [&](const nlohmann::json& name) {
    // Only the case's own: a path would lead out of its folder.
    return name.is_string() &&
           std::find(known.begin(), known.end(), name.get<std::string>()) != known.end();
  };
  if (given.is_array() && given.size() <= 50 && std::all_of(given.begin(), given.end(), good)) {
    run.scenarios = given.get<std::vector<std::string>>();
    return true;
  }
  problem = error_answer(400, "scenarios", "there is no such scenario",
                         "a list of: " + text::join(known));
  return false;
}

}  // namespace

bool take_number(const nlohmann::json& given, double least, double most, bool whole,
                 double& value) {
  if (!given.is_number()) return false;
  value = given.get<double>();
  return value >= least && value <= most && (!whole || value == std::floor(value));
}

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

answer start_run(const std::string& kind, const std::string& text, const cases::case_data& data,
                 const std::filesystem::path& folder, run_store& store, run_queue& queue) {
  const auto body = http::parse_bounded(text);
  if (!body.is_object())
    return error_answer(
        400, "body", "this is no JSON object",
        fmt::format("{{...}}, lists and objects {} deep at most", http::most_depth));
  static const std::vector<std::string> of_run = {"name",  "scenarios", "edits",
                                                  "trade", "samples",   "analysis"};
  static const std::vector<std::string> of_simulation = {"name",     "scenarios",    "edits",
                                                         "crossing", "replications", "days"};
  const auto& fields = kind == "run" ? of_run : of_simulation;
  for (const auto& [key, value] : body.items())
    if (std::find(fields.begin(), fields.end(), key) == fields.end())
      return error_answer(400, key, "unknown field", text::join(fields));
  stored_run run;
  run.kind = kind;
  answer problem;
  if (body.contains("name")) {
    if (!body["name"].is_string() || body["name"].get<std::string>().size() > longest_name)
      return error_answer(400, "name", "this can't be a name",
                          fmt::format("a text of at most {} characters", longest_name));
    run.name = body["name"];
  }
  if (!take_scenarios(body, folder, run, problem) || !take_edits(body, run, problem))
    return problem;
  if (body.contains("trade")) {
    if (!body["trade"].is_boolean() || (body["trade"].get<bool>() && data.trade_values.empty()))
      return error_answer(
          400, "trade", "this case can't be run with trade",
          data.trade_values.empty() ? "false (it has no trade table)" : "true or false");
    run.trade = body["trade"];
  }
  if (!take_field(body, "samples", 0, 10000, run.samples, problem)) return problem;
  if (kind == "run" && !take_analysis(body, data, run.analysis, problem)) return problem;
  if (kind == "simulation") {
    const auto known = model::simulated_crossings(data);
    const auto crossing = body.value("crossing", nlohmann::json());
    if (!crossing.is_string() ||
        std::find(known.begin(), known.end(), crossing.get<std::string>()) == known.end())
      return error_answer(400, "crossing", "this crossing can't be simulated", text::join(known));
    run.crossing = crossing;
    if (!take_field(body, "replications", 1, 1000, run.replications, problem) ||
        !take_field(body, "days", 1, 3660, run.days, problem))
      return problem;
  }
  if (run.name.empty())
    run.name = run.scenarios.empty() ? "as it stands" : text::join(run.scenarios);
  run.message = years_warning(data, run);
  if (store.unfinished() >= most_unfinished)
    return error_answer(429, "", "too many runs wait", fmt::format("at most {}", most_unfinished));
  const auto added = store.add(std::move(run));
  if (!added)
    return error_answer(503, "", "the folder of runs takes no further one",
                        "a folder with space, and ids up to 999999999");
  queue.add(added->id);
  return {202, to_json(*added)};
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
