#include "amur/report/simulation_parts.h"

#include <fmt/format.h>

#include "amur/report/svg.h"

namespace amur::report {
namespace {

constexpr std::size_t all_stages = 1000;

std::string growth_html(const result_pages& pages) {
  std::string html;
  for (const auto& row :
       pages.rows("SELECT value FROM simulation_totals WHERE name = 'grows' AND value > 0").rows)
    html += fmt::format(
        "<p>The queue grows without end, by {:.3g} vehicles a day, so times in it have no mean."
        "</p>\n",
        number(row[0]));
  return html;
}

std::string bars_html(const result_pages& pages, const std::string& query,
                      const std::string& unit) {
  std::vector<bar> bars;
  for (const auto& row : pages.rows(query, "tn").rows)
    bars.push_back({text(row[0]), {number(row[1])}});
  return bar_chart(bars, {""}, unit);
}

}  // namespace

std::string waits_html(const result_pages& pages, std::size_t most) {
  return bars_html(pages,
                   fmt::format("SELECT name, wait_h FROM simulation_stages WHERE wait_h IS NOT "
                               "NULL ORDER BY wait_h DESC LIMIT {}",
                               most),
                   "h");
}

std::string day_html(const result_pages& pages) {
  return bars_html(pages,
                   "SELECT hour || ':00', sum(waiting) / 7 FROM simulation_queue_week GROUP BY "
                   "hour ORDER BY hour",
                   "");
}

std::string stages_html(const result_pages& pages, std::size_t most) {
  return table_html(pages.rows(fmt::format(
      "SELECT name, vehicles_per_day AS 'a day', wait_h AS 'wait h', wait_h_half_width AS '±', "
      "wait_median_h AS median, wait_p95_h AS '95 %', waiting AS queue, most_waiting AS most, 100 "
      "* share_hours_without AS 'empty hours %', wait_cost_usd_per_day AS 'USD/day' FROM "
      "simulation_stages WHERE wait_h IS NOT NULL OR vehicles_per_day > 0 LIMIT {}",
      most)));
}

std::vector<annex_part> simulation_parts(const result_pages& pages) {
  return {
      {"More arrive than can be served", growth_html(pages)},
      {"Waiting by stage", waits_html(pages, all_stages)},
      {"Vehicles waiting over the day", day_html(pages)},
      {"Traffic",
       table_html(pages.rows(
           "SELECT name, arrived_per_day AS 'came/day', left_per_day AS 'crossed/day', "
           "lost_per_day "
           "AS 'lost/day', load_per_day AS 'load/day', time_h AS 'hours inside', time_h_half_width "
           "AS '±', time_median_h AS median, time_p95_h AS '95 %' FROM simulation_streams"))},
      {"Stages", stages_html(pages, all_stages)},
      {"Resources", table_html(pages.rows(
                        "SELECT name, units, units_on_duty AS 'on duty', 100 * \"use\" AS 'use "
                        "%', failures_per_day AS 'failures/day' FROM simulation_resources"))}};
}

}  // namespace amur::report
