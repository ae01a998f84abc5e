#include "amur/report/time_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "amur/report/disc_map.h"
#include "amur/report/line_chart.h"
#include "amur/report/svg.h"

namespace amur::report {
namespace {

constexpr int most_discs = 300;

}  // namespace

std::string months_chart(const result_pages& pages, const std::vector<std::string>& months,
                         const std::string& table, const std::string& name,
                         const std::string& value, const std::string& title,
                         const std::string& unit) {
  constexpr int most_lines = 6;
  line_chart chart{title, {}, unit};
  for (std::size_t i = 0; i < months.size(); ++i) chart.x.push_back(static_cast<double>(i));
  chart.x_names = months;
  const auto sums = "(SELECT month, " + name + " AS name, sum(" + value + ") AS value FROM " +
                    table + " GROUP BY 1, 2)";
  std::map<std::string, std::size_t> line_of;
  for (const auto& row :
       pages
           .rows(fmt::format("SELECT name FROM {} GROUP BY name HAVING max(value) > 0 ORDER BY "
                             "max(value) - min(value) DESC, name LIMIT {}",
                             sums, most_lines),
                 "t")
           .rows) {
    line_of.emplace(text(row[0]), chart.lines.size());
    chart.lines.push_back(
        {text(row[0]),
         std::vector<double>(months.size(), std::numeric_limits<double>::quiet_NaN())});
  }
  for (const auto& row : pages.rows("SELECT name, month, value FROM " + sums, "ttn").rows) {
    const auto line = line_of.find(text(row[0]));
    const auto month = std::ranges::find(months, text(row[1]));
    if (line != line_of.end() && month != months.end())
      chart.lines[line->second].y[static_cast<std::size_t>(month - months.begin())] =
          number(row[2]);
  }
  return draw(chart);
}

std::vector<std::string> months_of(const result_pages& pages) {
  return texts(pages.rows("SELECT DISTINCT month FROM month_totals ORDER BY month", "t"), 0);
}

std::string places_html(const result_pages& pages, const std::vector<polygon>& land) {
  std::vector<bar> bars;
  std::vector<disc> discs;
  for (const auto& row :
       pages
           .rows(fmt::format("SELECT name, x, y, visits, is_open FROM places ORDER BY visits DESC, "
                             "name LIMIT {}",
                             most_discs),
                 "tnnnn")
           .rows) {
    const disc& one = discs.emplace_back(
        disc{text(row[0]), number(row[1]), number(row[2]), number(row[3]), number(row[4]) != 0});
    bars.push_back({one.name + (one.is_open ? "" : " (shut)"), {one.size}});
  }
  return disc_map(discs, land, "Visits by centre") +
         (discs.empty() ? std::string()
                        : "<p class='note'>Area by visits a day; a ring: shut.</p>\n") +
         bar_chart(bars, {"visits"}, "visits/day") +
         table_html(pages.rows(
             "SELECT name AS centre, status, visits AS 'visits/day', break_even_visits "
             "AS "
             "'break-even', sales_usd / 1e3 AS 'sales thousand USD/day', result_usd / 1e3 AS "
             "'result', 100 * cover_if_open AS 'cost covered %' FROM places"));
}

std::string months_html(const result_pages& pages) {
  const auto months = months_of(pages);
  if (months.size() < 2) return {};
  const auto chart = [&](const char* table, const char* name, const char* value, const char* title,
                         const char* unit) {
    return months_chart(pages, months, table, name, value, title, unit);
  };
  return chart("(SELECT * FROM month_totals WHERE unit = 't/day')", "name", "value", "Freight",
               "tonnes a day") +
         chart("month_crossings", "name", "t", "Freight by crossing, both ways", "tonnes a day") +
         chart("month_crossings", "name", "vehicles", "Vehicles by crossing, both ways",
               "vehicles a day") +
         chart("month_crossings", "name", "passengers", "People by crossing, both ways",
               "people a day") +
         chart("month_places", "name", "visits", "Visits by centre", "visits a day");
}

}  // namespace amur::report
