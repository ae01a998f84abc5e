// Links and their flows in as few bytes as a map can be drawn from; the rest is in table `links`.

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/result/result_query.h"
#include "amur/serve/api.h"

namespace amur::serve {
namespace {

using line = std::vector<std::array<double, 2>>;

constexpr int flow_digits = 6;
constexpr double parts_a_degree = 1e5;

std::string text_of(const query::sql_value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text ? *text : std::string();
}

nlohmann::json rounded(const query::sql_value& value) {
  const auto* number = std::get_if<double>(&value);
  if (!number || !std::isfinite(*number)) return nullptr;
  if (*number == 0) return 0;
  const double scale = std::pow(10, flow_digits - 1 - std::floor(std::log10(std::abs(*number))));
  const double near = std::round(*number * scale) / scale;
  if (near == std::floor(near) && std::abs(near) < 1e15) return static_cast<std::int64_t>(near);
  return near;
}

// The first point, then the step to each next one.
nlohmann::json steps(const line& points) {
  auto list = nlohmann::json::array();
  std::array<std::int64_t, 2> before{};
  for (const auto& point : points)
    for (std::size_t axis = 0; axis < 2; ++axis) {
      const auto at = std::llround(point[axis] * parts_a_degree);
      list.push_back(at - before[axis]);
      before[axis] = at;
    }
  return list;
}

// The geometry that the case gives its links. One that a run's own edits have added runs straight
// between its nodes.
class line_finder {
 public:
  explicit line_finder(const cases::case_data& data) {
    for (const auto& link : data.links) links_[link.id] = &link.geometry;
    for (const auto& node : data.nodes) nodes_[node.id] = {node.longitude, node.latitude};
  }
  [[nodiscard]] line find(const std::string& link, const std::string& from,
                          const std::string& to) const {
    if (const auto known = links_.find(link); known != links_.end()) return *known->second;
    line straight;
    for (const auto& end : {from, to})
      if (const auto node = nodes_.find(end); node != nodes_.end())
        straight.push_back(node->second);
    return straight.size() == 2 ? straight : line();
  }

 private:
  std::map<std::string, const line*> links_;
  std::map<std::string, std::array<double, 2>> nodes_;
};

}  // namespace

answer links_of(const std::filesystem::path& result, const cases::case_data& data) {
  std::string problem;
  const auto database = result::result_database::open(result, problem);
  if (!database) return error_answer(404, "id", problem);
  if (!database->has_table("links")) return error_answer(404, "id", "this result has no links");
  const auto rows = database->query(
      "SELECT link_id, direction, mode, from_node_id, to_node_id, t FROM links ORDER BY rowid",
      problem);
  if (!rows) return error_answer(500, "links", problem);
  const line_finder lines(data);
  const auto none = nlohmann::json::array();
  nlohmann::json links = {{"link_id", none}, {"mode", none}, {"line", none}};
  nlohmann::json ways = {{"link", none}, {"backward", none}, {"t", none}};
  auto modes = none;
  std::map<std::string, std::size_t> link_at, mode_at;
  for (const auto& row : rows->rows) {
    const auto id = text_of(row[0]), mode = text_of(row[2]);
    const bool backward = text_of(row[1]) == "backward";
    const auto [at, is_new] = link_at.try_emplace(id, link_at.size());
    if (is_new) {
      const auto [of_mode, is_new_mode] = mode_at.try_emplace(mode, mode_at.size());
      if (is_new_mode) modes.push_back(mode);
      links["link_id"].push_back(id);
      links["mode"].push_back(of_mode->second);
      links["line"].push_back(
          steps(lines.find(id, text_of(row[backward ? 4 : 3]), text_of(row[backward ? 3 : 4]))));
    }
    ways["link"].push_back(at->second);
    ways["backward"].push_back(backward ? 1 : 0);
    ways["t"].push_back(rounded(row[5]));
  }
  return {200, {{"modes", modes}, {"links", links}, {"ways", ways}}};
}

}  // namespace amur::serve
