// The alternatives of a run's flows between two places, from tables `paths` and `path_steps`.

#include <map>
#include <tuple>
#include <utility>

#include "amur/result/result_query.h"
#include "amur/serve/api.h"
#include "amur/text/text.h"

namespace amur::serve {
namespace {

constexpr std::size_t longest_id = 64;

nlohmann::json object_of(const query::sql_rows& rows, const std::vector<query::sql_value>& row) {
  auto object = nlohmann::json::object();
  for (std::size_t c = 0; c < rows.columns.size(); ++c) object[rows.columns[c]] = cell(row[c]);
  return object;
}

std::string where_of(const wanted_paths& wanted) {
  auto where = " WHERE origin_node_id = " + result::sql_text(wanted.from) +
               " AND destination_node_id = " + result::sql_text(wanted.to);
  if (!wanted.commodity.empty())
    where += " AND commodity_id = " + result::sql_text(wanted.commodity);
  return where;
}

answer no_such_flow(const result::result_database& database, const wanted_paths& wanted) {
  std::string problem;
  const auto rows = database.query(
      "SELECT DISTINCT destination_node_id FROM paths WHERE "
      "origin_node_id = " +
          result::sql_text(wanted.from) + " ORDER BY 1 LIMIT 20",
      problem);
  std::vector<std::string> partners;
  if (rows)
    for (const auto& row : rows->rows)
      if (const auto* name = std::get_if<std::string>(&row[0])) partners.push_back(*name);
  if (partners.empty())
    return error_answer(404, "from", "this run has no alternatives of a flow that starts there");
  return error_answer(404, "to", "this run has no alternatives of such a flow",
                      text::join(partners));
}

}  // namespace

answer paths_of(const std::filesystem::path& result, const wanted_paths& wanted) {
  for (const auto& [name, value, needed] : {std::tuple{"from", &wanted.from, true},
                                            {"to", &wanted.to, true},
                                            {"commodity", &wanted.commodity, false}}) {
    if (needed && value->empty())
      return error_answer(400, name, "a flow is named by where it starts and ends",
                          "?from=NODE&to=NODE, and &commodity=COMMODITY for one of several");
    if (value->size() > longest_id)
      return error_answer(400, name, "this is no id", "at most 64 characters");
  }
  std::string problem;
  const auto database = result::result_database::open(result, problem);
  if (!database) return error_answer(404, "id", problem);
  if (!database->has_table("paths"))
    return error_answer(404, "id", "this run lists no alternatives",
                        "one equilibrium of equilibrium.model = \"logit\" with at most 2000 flows; "
                        "of others amur paths lists them");
  const auto paths = database->query(
      "SELECT commodity_id, unit, rank, share, quantity, cost, transport, fee, handling, time, "
      "scarcity, duty, constant, time_h, length_km, says FROM paths" +
          where_of(wanted) + " ORDER BY commodity_id, rank",
      problem);
  const auto steps = database->query(
      "SELECT commodity_id, rank, kind, id, mode, from_node_id, to_node_id, link_id, direction "
      "FROM path_steps" +
          where_of(wanted) + " ORDER BY commodity_id, rank, step",
      problem);
  if (!paths || !steps) return error_answer(500, "", problem);
  if (paths->rows.empty()) return no_such_flow(*database, wanted);
  std::map<std::pair<std::string, double>, std::size_t> place;
  auto list = nlohmann::json::array();
  for (const auto& row : paths->rows) {
    auto path = object_of(*paths, row);
    place[{path["commodity_id"], path["rank"]}] = list.size();
    path["steps"] = nlohmann::json::array();
    list.push_back(std::move(path));
  }
  for (const auto& row : steps->rows) {
    auto step = object_of(*steps, row);
    const auto at = place.find({step["commodity_id"], step["rank"]});
    step.erase("commodity_id");
    step.erase("rank");
    if (at != place.end()) list[at->second]["steps"].push_back(std::move(step));
  }
  return {200, {{"from", wanted.from}, {"to", wanted.to}, {"paths", list}}};
}

}  // namespace amur::serve
