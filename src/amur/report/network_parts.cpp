#include "amur/report/network_parts.h"

#include <fmt/format.h>

#include "amur/case/country_codes.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"

namespace amur::report {
namespace {

constexpr std::size_t most_crossings = 100;

std::string countries_of(const std::vector<query::sql_value>& row, std::size_t from) {
  return cases::country_name(text(row[from])) + " to " + cases::country_name(text(row[from + 1]));
}

std::string crossing_and_way(const std::vector<query::sql_value>& row) {
  return cut_to(text(row[0]), longest_name) + ", " + countries_of(row, 1);
}

}  // namespace

std::string shares_html(const result_pages& pages) {
  std::vector<bar> bars;
  for (const auto& row :
       pages
           .rows(fmt::format("SELECT name, from_country, to_country, t FROM crossings WHERE t >= "
                             "0.5 ORDER BY t DESC LIMIT {}",
                             most_crossing_bars),
                 "tttn")
           .rows)
    bars.push_back({crossing_and_way(row), {number(row[3])}});
  return bar_chart(bars, {"t/day"}, "t/day");
}

std::string costs_html(const result_pages& pages, const std::string& list, std::size_t most) {
  const std::vector<std::string> components = {"transport", "fee",      "handling",
                                               "time",      "scarcity", "duty"};
  std::string sums;
  for (const auto& component : components)
    sums += fmt::format(", sum(quantity * f.{0}) / sum(quantity)", component);
  const auto rows = pages.rows(
      "SELECT c.name, c.from_country, c.to_country" + sums +
          " FROM crossing_flows f JOIN crossings c USING (crossing_id, direction) WHERE f.unit = "
          "'t'" +
          (list.empty() ? "" : " AND crossing_id IN (" + list + ")") +
          " GROUP BY crossing_id, direction HAVING sum(quantity) >= 0.5 ORDER BY sum(quantity) "
          "DESC LIMIT " +
          fmt::format("{}", most),
      "ttt" + std::string(components.size(), 'n'));
  std::vector<bar> bars;
  for (const auto& row : rows.rows) {
    bar one{crossing_and_way(row), {}};
    for (std::size_t i = 3; i < row.size(); ++i) one.parts.push_back(number(row[i]));
    bars.push_back(std::move(one));
  }
  return bar_chart(bars, components, "USD/t");
}

std::string crossings_html(const result_pages& pages) {
  auto rows = pages.rows(
      "SELECT name, from_country AS way, to_country, t AS 't/day', passengers AS 'people/day', "
      "vehicles AS 'vehicles/day', 100 * utilisation AS 'use %', wait_h AS 'wait h', "
      "fee_income_usd AS 'fees USD/day' FROM crossings WHERE t >= 0.5 OR passengers >= 0.5 ORDER "
      "BY t DESC, passengers DESC",
      "tttnnnnnn");
  if (rows.rows.empty()) return {};
  for (auto& row : rows.rows) {
    row[1] = countries_of(row, 1);
    row.erase(row.begin() + 2);
  }
  rows.columns.erase(rows.columns.begin() + 2);
  const auto all = rows.rows.size();
  if (all > most_crossings) rows.rows.resize(most_crossings);
  auto html = table_html(rows);
  if (all > most_crossings)
    html +=
        fmt::format("<p class='note'>and {} ways with less freight.</p>\n", all - most_crossings);
  return html;
}

std::string commodities_html(const result_pages& pages) {
  return table_html(
      pages.rows("SELECT name, unit, delivered AS 'a day', unserved, cost AS 'USD each', time_h / "
                 "24 AS days, length_km AS km FROM by_commodity"));
}

}  // namespace amur::report
