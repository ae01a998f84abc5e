// Two results side by side.

#include <fmt/format.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "amur/result/result_query.h"
#include "amur/serve/api.h"

namespace amur::serve {
namespace {

constexpr std::chrono::milliseconds join_time{20000};

nlohmann::json objects(const query::sql_rows& rows) {
  auto list = nlohmann::json::array();
  for (const auto& row : rows.rows) {
    auto& object = list.emplace_back(nlohmann::json::object());
    for (std::size_t c = 0; c < row.size(); ++c) object[rows.columns[c]] = cell(row[c]);
  }
  return list;
}

// Rows of a query on two results side by side, figures with _from, _to and _change.
nlohmann::json join(const result::result_database& a, const result::result_database& b,
                    const std::string& query, const std::vector<std::string>& keys,
                    const std::vector<std::string>& kept, const std::vector<std::string>& figures) {
  auto list = nlohmann::json::array();
  std::string problem;
  const auto left = a.query(query, problem, {join_time}),
             right = b.query(query, problem, {join_time});
  if (!left || !right) return list;
  std::map<std::vector<std::string>, nlohmann::json> rows;
  const auto add = [&](const query::sql_rows& side, const char* suffix) {
    for (const auto& object : objects(side)) {
      std::vector<std::string> key;
      for (const auto& name : keys) key.push_back(json_text(object[name]));
      auto& row = rows[key];
      for (const auto& name : keys) row[name] = object[name];
      for (const auto& name : kept) row[name] = object[name];
      for (const auto& name : figures) row[name + suffix] = object[name];
    }
  };
  add(*left, "_from");
  add(*right, "_to");
  for (auto& [key, row] : rows) {
    for (const auto& name : figures) {
      const auto number = [&name, &of = row](const char* suffix) {
        const auto value = of.value(name + suffix, nlohmann::json());
        return value.is_number() ? value.get<double>() : 0.0;
      };
      row[name + "_change"] = number("_to") - number("_from");
    }
    list.push_back(std::move(row));
  }
  return list;
}

// What `make` says of two results that both have `table`.
template <class Make>
answer of_both(const std::filesystem::path& from, const std::filesystem::path& to,
               const char* table, const Make& make) {
  std::string problem;
  const auto a = result::result_database::open(from, problem);
  if (!a) return error_answer(404, "id", problem);
  const auto b = result::result_database::open(to, problem);
  if (!b) return error_answer(404, "id", problem);
  if (!a->has_table(table) || !b->has_table(table))
    return error_answer(400, "from", "only runs of the whole case can be compared");
  return {200, make(*a, *b)};
}

}  // namespace

answer compare(const std::filesystem::path& from, const std::filesystem::path& to) {
  return of_both(from, to, "links", [](const auto& a, const auto& b) {
    return nlohmann::json{
        {"links", join(a, b, "SELECT link_id, direction, mode, t FROM links",
                       {"link_id", "direction"}, {"mode"}, {"t"})},
        {"crossings", join(a, b, "SELECT crossing_id, direction, name, t, vehicles FROM crossings",
                           {"crossing_id", "direction"}, {"name"}, {"t", "vehicles"})},
        {"totals",
         join(a, b, "SELECT name, unit, value FROM totals", {"name"}, {"unit"}, {"value"})}};
  });
}

answer compare_places(const std::filesystem::path& from, const std::filesystem::path& to) {
  const auto end = [](const char* node) {
    return fmt::format(
        "SELECT {} AS node_id, observed AS weight, time_h, cost FROM od WHERE unit = 't' AND "
        "delivered > 0",
        node);
  };
  return of_both(from, to, "od", [&](const auto& a, const auto& b) {
    return join(a, b,
                "SELECT node_id, sum(weight) AS t, sum(weight * time_h) / sum(weight) AS time_h, "
                "sum(weight * cost) / sum(weight) AS cost FROM (" +
                    end("origin_node_id") + " UNION ALL " + end("destination_node_id") +
                    ") GROUP BY node_id",
                {"node_id"}, {"t"}, {"time_h", "cost"});
  });
}

}  // namespace amur::serve
