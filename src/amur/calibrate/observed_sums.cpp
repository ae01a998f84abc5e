#include "amur/calibrate/observed_sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <regex>
#include <set>

#include "amur/text/typed_row.h"

namespace amur::calibrate {
namespace {

const std::map<std::string, std::set<std::string>>& columns_of_tables() {
  static const std::map<std::string, std::set<std::string>> known = {
      {"crossings", {"t", "passengers", "vehicles"}},
      {"links", {"t", "passengers", "vehicles", "pce"}},
      {"od", {"delivered"}}};
  return known;
}

// What a unit of a class's flow on an arc counts for in a column.
double counted(const model::case_data& data, const model::network_model& model, std::size_t k,
               std::size_t arc, const std::string& column) {
  const auto& user = model.problem.classes[k];
  const auto group = model.problem.group(arc);
  const bool is_freight = data.commodities[model.classes[k].commodity].unit == cases::unit::tonne;
  if (column == "t") return is_freight ? 1 : 0;
  if (column == "passengers") return is_freight ? 0 : 1;
  return column == "vehicles" ? user.vehicles_per_t[group] : user.pce_per_t[group];
}

// [row] arcs of the table's rows.
std::vector<std::vector<std::size_t>> arcs_of_rows(const model::network_model& model,
                                                   const std::string& table) {
  std::vector<std::vector<std::size_t>> arcs;
  if (table == "crossings") {
    for (const auto& direction : model.crossing_directions) {
      auto& own = arcs.emplace_back();
      for (const auto arc : direction.arcs) own.push_back(arc.index());
    }
    return arcs;
  }
  for (std::size_t arc = 0; arc < model.net.kind.size(); ++arc)
    if (model.net.kind[arc] != network::arc_kind::change) arcs.push_back({arc});
  return arcs;
}

}  // namespace

std::optional<summing_query> read_summing_query(const std::string& query) {
  static const std::regex form(
      R"(\s*select\s+(?:([0-9.e+-]+)\s*\*\s*)?(?:total|sum)\s*\(\s*(\w+)\s*\))"
      R"((?:\s*(\*|/)\s*([0-9.e+-]+))?\s+from\s+(\w+)\s*(where\s+[\s\S]+)?)",
      std::regex::icase);
  static const std::regex more(R"(\b(group|limit|order|union|join|having|offset|select)\b)",
                               std::regex::icase);
  std::smatch part;
  if (query.size() > 2000 || !std::regex_match(query, part, form)) return std::nullopt;
  const auto condition = part[6].str();
  if (std::regex_search(condition, more)) return std::nullopt;
  summing_query read;
  read.sum.column = part[2];
  read.sum.table = part[5];
  std::string problem;
  for (const auto i : {1U, 4U}) {
    if (!part[i].matched) continue;
    const auto number = text::parse_number(part[i].str(), problem);
    if (!number || *number == 0) return std::nullopt;
    read.sum.factor *= i == 4 && part[3] == "/" ? 1 / *number : *number;
  }
  read.rows_query = fmt::format("SELECT rowid FROM {} {}", read.sum.table, condition);
  return read;
}

std::string summable_columns() {
  std::string words;
  for (const auto& [table, columns] : columns_of_tables())
    for (const auto& column : columns) words += (words.empty() ? "" : ", ") + table + "." + column;
  return words;
}

std::optional<output_sum> sum_of(const model::case_data& data, const model::network_model& model,
                                 const table_sum& sum) {
  const auto known = columns_of_tables().find(sum.table);
  if (known == columns_of_tables().end() || !known->second.contains(sum.column))
    return std::nullopt;
  output_sum terms;
  if (sum.table == "od") {
    for (const auto row : sum.rows) {
      const auto& flow = model.flows[row];
      if (flow.banned) continue;
      const auto k = flow.user_class.index();
      const loading_outputs out{model.problem.graph.arc_count(),
                                model.problem.classes[k].demand.size()};
      terms.push_back({k, out.delivered(flow.demand), sum.factor});
    }
    return terms;
  }
  const auto arcs = arcs_of_rows(model, sum.table);
  for (const auto row : sum.rows)
    for (const auto arc : arcs[row])
      for (std::size_t k = 0; k < model.problem.classes.size(); ++k)
        if (const double weight = sum.factor * counted(data, model, k, arc, sum.column);
            weight != 0)
          terms.push_back({k, arc, weight});
  return terms;
}

}  // namespace amur::calibrate
