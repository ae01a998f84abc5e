#include "amur/report/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "amur/report/money_pages.h"
#include "amur/report/page_parts.h"
#include "amur/report/svg.h"
#include "amur/report/time_pages.h"
#include "amur/result/result_lines.h"
#include "amur/result/result_reader.h"

namespace amur::report {
namespace {

constexpr const char* style = R"(
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --soft: #666; --line: #ccc;
  --sea: #e3ebf0; --land: #faf8f3; --holds: #00694a; --not: #a03a00; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #16181b; --soft: #aaa;
  --line: #444; --sea: #16202a; --land: #252c33; --holds: #5fd0a5; --not: #ff9f66; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 1000px; margin: 2em auto; padding: 0 1em; }
h1 { font-size: 1.6em; margin-bottom: 0; } h2 { margin-top: 2em; font-size: 1.2em; }
p.about { color: var(--soft); margin-top: .2em; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
.wide { overflow-x: auto; }
th, td { text-align: left; padding: 3px 8px; border-bottom: 1px solid var(--line);
  vertical-align: top; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
svg { width: 100%; height: auto; margin: .5em 0; } svg text { font-size: 12px; fill: var(--ink); }
svg .grid { stroke: var(--line); stroke-width: .5; } svg .axis { stroke: var(--soft); }
svg .level { stroke: var(--not); stroke-width: 1.5; stroke-dasharray: 1 4; stroke-linecap: round; }
svg .band { fill: var(--more); fill-opacity: .18; }
svg circle { fill: var(--ink); }
svg circle.open { fill: var(--shop); fill-opacity: .8; }
svg circle.shut { fill: none; stroke: var(--soft); stroke-width: 1.5; stroke-dasharray: 3 2; }
svg .sea { fill: var(--sea); }
svg .land { fill: var(--land); stroke: var(--line); stroke-width: .5; fill-rule: evenodd; }
.holds { color: var(--holds); font-weight: 600; } .not { color: var(--not); font-weight: 600; }
.untold { color: var(--soft); font-weight: 600; }
@media print { :root { --ink: #000; --paper: #fff; --sea: #eef3f6; --land: #fff; --soft: #444; }
  body { margin: 0; max-width: none; font-size: 10pt; } table { font-size: 8.5pt; }
  h2 { break-after: avoid; } svg, tr { break-inside: avoid; } }
)";

// The page is one file: no script runs, and nothing is fetched or sent.
constexpr const char* may_load =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

std::string claims_html(const result_pages& pages) {
  const auto rows = pages.rows(
      "SELECT verdict, says, who, source, figure, unit, holds_if, reason FROM claims", "ttttnttt");
  if (rows.rows.empty()) return {};
  std::string html =
      "<div class='wide'><table><thead><tr><th>The numbers say</th><th>Claim</th><th class='n'>"
      "Figure</th><th>Holds if</th><th>Source</th></tr></thead><tbody>\n";
  for (const auto& row : rows.rows) {
    const auto verdict = text(row[0]);
    const char* kind = verdict == "holds" ? "holds" : verdict == "does not hold" ? "not" : "untold";
    const auto reason = text(row[7]);
    html += fmt::format(
        "<tr><td class='{}'>{}</td><td>{} <i>{}</i>{}</td><td class='n'>{} {}</td><td>{}</td>"
        "<td>{}</td></tr>\n",
        kind, escaped(verdict), escaped("\"" + text(row[1]) + "\""), escaped(text(row[2])),
        reason.empty() ? "" : "<br>" + escaped(reason), figure(number(row[4])),
        escaped(text(row[5])), escaped(text(row[6])), escaped(text(row[3])));
  }
  return html + "</tbody></table></div>\n";
}

std::string shares_html(const result_pages& pages) {
  const auto rows = pages.rows(
      "SELECT name || ', ' || from_country || ' to ' || to_country, t FROM crossings WHERE t >= "
      "0.5 "
      "ORDER BY t DESC LIMIT 25",
      "tn");
  std::vector<bar> bars;
  for (const auto& row : rows.rows) bars.push_back({text(row[0]), {number(row[1])}});
  return bar_chart(bars, {"t/day"}, "t/day");
}

std::string costs_html(const result_pages& pages) {
  const std::vector<std::string> components = {"transport", "fee",      "handling",
                                               "time",      "scarcity", "duty"};
  std::string sums;
  for (const auto& component : components)
    sums += fmt::format(", sum(quantity * f.{0}) / sum(quantity)", component);
  const auto rows = pages.rows(
      "SELECT c.name || ', ' || c.from_country || ' to ' || c.to_country" + sums +
          " FROM crossing_flows f JOIN crossings c USING (crossing_id, direction) WHERE f.unit = "
          "'t' "
          "GROUP BY crossing_id, direction HAVING sum(quantity) >= 0.5 ORDER BY sum(quantity) DESC "
          "LIMIT 25",
      "t" + std::string(components.size(), 'n'));
  std::vector<bar> bars;
  for (const auto& row : rows.rows) {
    bar one{text(row[0]), {}};
    for (std::size_t i = 1; i < row.size(); ++i) one.parts.push_back(number(row[i]));
    bars.push_back(std::move(one));
  }
  return bar_chart(bars, components, "USD/t");
}

std::string maps_html(const result_pages& pages, const std::vector<result::drawn_link>& links,
                      const std::vector<polygon>& land) {
  if (links.empty()) return {};
  std::vector<std::string> modes;
  for (const auto& link : links)
    if (link.t >= 0.5 && std::find(modes.begin(), modes.end(), link.mode) == modes.end())
      modes.push_back(link.mode);
  std::map<std::string, std::array<double, 2>> place;
  for (const auto& link : links)
    if (link.direction == "forward" && !link.points.empty())
      place.emplace(link.from_node_id, link.points.front());
  std::vector<label> labels;
  for (const auto& row :
       pages.rows("SELECT node_id, name FROM nodes ORDER BY node_type", "tt").rows)
    if (const auto at = place.find(text(row[0])); at != place.end())
      labels.push_back({text(row[1]), at->second[0], at->second[1]});
  return flow_map(links, modes, labels, land, "Tonnes a day by mode") +
         "<p class='about'>Width by the root of tonnes a day; both directions on one line; grey: "
         "no "
         "freight." +
         (land.empty() ? "" : " Land: Natural Earth.") + "</p>\n";
}

std::string trade_html(const result_pages& pages) {
  std::string html;
  std::vector<bar> bars;
  for (const auto& row :
       pages.rows("SELECT name, 100 * real_income_change FROM trade_regions ORDER BY 2 DESC", "tn")
           .rows)
    bars.push_back({text(row[0]), {number(row[1])}});
  html += section(
      "Who wins and who loses: real income",
      change_chart(bars, "%") +
          table_html(pages.rows(
              "SELECT name, exports_after_usd / 1e9 AS 'exports bn USD', 100 * (exports_after_usd "
              "/ "
              "exports_before_usd - 1) AS 'change %', imports_after_usd / 1e9 AS 'imports bn USD', "
              "100 * "
              "(imports_after_usd / imports_before_usd - 1) AS 'change  %', "
              "(import_duty_before_usd + "
              "export_duty_before_usd) / 1e6 AS 'duties mn USD, before', (import_duty_after_usd + "
              "export_duty_after_usd) / 1e6 AS 'after', 100 * real_wage_change AS 'real wage %' "
              "FROM "
              "trade_regions")));
  html += section(
      "Trade that moved most",
      table_html(pages.rows(
          "SELECT a.name || ' to ' || b.name AS trade, value_before_usd / 1e9 AS 'bn USD before', "
          "value_after_usd / 1e9 AS 'after', 100 * change AS 'change %', rank_before AS 'rank "
          "before', "
          "rank_after AS 'rank after' FROM trade_totals JOIN trade_regions a ON a.region_id = "
          "exporter_region_id JOIN trade_regions b ON b.region_id = importer_region_id ORDER BY "
          "abs(value_after_usd - value_before_usd) DESC LIMIT 20")));
  html += section(
      "Real income by sampled elasticities",
      table_html(pages.rows(
          "SELECT name, 100 * p05 AS '5 %', 100 * p50 AS 'median %', 100 * p95 AS '95 %' FROM "
          "trade_uncertainty JOIN trade_regions USING (region_id) WHERE measure = "
          "'real_income_change'")));
  html += section("Agreement of network and trade",
                  table_html(pages.rows("SELECT round, change AS 'largest difference of a flow', "
                                        "flow, trade_residual AS 'equations "
                                        "of trade hold to' FROM trade_coupling")));
  return html;
}

std::string run_html(const result_pages& pages, const std::vector<result::drawn_link>& links,
                     const std::vector<polygon>& land) {
  std::string html =
      projects_html(pages) + debt_html(pages) + tolls_html(pages) + months_html(pages);
  html += section("Where freight goes", maps_html(pages, links, land));
  html += section("Who crosses where", shares_html(pages));
  html += section("What it costs, door to door", costs_html(pages));
  html += places_html(pages, land);
  html += trade_html(pages);
  html += section("Claims", claims_html(pages));
  html += section(
      "Crossings",
      table_html(pages.rows(
          "SELECT name, from_country || ' to ' || to_country AS way, t AS 't/day', passengers AS "
          "'passengers/day', vehicles AS 'vehicles/day', 100 * utilisation AS 'use %', wait_h AS "
          "'wait h', "
          "fee_income_usd AS 'fees USD/day' FROM crossings WHERE t >= 0.5 OR passengers >= 0.5")));
  html += section("Commodities",
                  table_html(pages.rows("SELECT name, unit, delivered AS 'a day', unserved, cost "
                                        "AS 'USD each', time_h / 24 AS days, "
                                        "length_km AS km FROM by_commodity")));
  html += section("Observed against computed",
                  table_html(pages.rows("SELECT label, observed, computed, ratio, unit, CASE "
                                        "fitted WHEN 1 THEN 'fitted' ELSE '' END "
                                        "AS '', source FROM observations")));
  return html;
}

std::string simulation_html(const result_pages& pages) {
  std::string html;
  const auto grows =
      pages.rows("SELECT value FROM simulation_totals WHERE name = 'grows' AND value > 0");
  for (const auto& row : grows.rows)
    html +=
        section("More arrive than can be served",
                fmt::format("<p>The queue grows without end, by {:.3g} vehicles a day, so times "
                            "in it have no mean.</p>",
                            number(row[0])));
  const auto waits =
      pages.rows("SELECT name, wait_h FROM simulation_stages WHERE wait_h IS NOT NULL", "tn");
  std::vector<bar> bars;
  for (const auto& row : waits.rows) bars.push_back({text(row[0]), {number(row[1])}});
  html += section("Waiting by stage", bar_chart(bars, {"h"}, "h"));
  const auto hours = pages.rows(
      "SELECT hour || ':00', sum(waiting) / 7 FROM simulation_queue_week GROUP BY hour ORDER BY "
      "hour",
      "tn");
  bars.clear();
  for (const auto& row : hours.rows) bars.push_back({text(row[0]), {number(row[1])}});
  html += section("Vehicles waiting over the day", bar_chart(bars, {"vehicles"}, ""));
  html += section("Claims", claims_html(pages));
  html += section("Traffic",
                  table_html(pages.rows(
                      "SELECT name, arrived_per_day AS 'came/day', left_per_day AS 'crossed/day', "
                      "lost_per_day AS "
                      "'lost/day', load_per_day AS 'load/day', time_h AS 'hours inside', "
                      "time_h_half_width AS '±', "
                      "time_median_h AS median, time_p95_h AS '95 %' FROM simulation_streams")));
  html += section(
      "Stages",
      table_html(pages.rows(
          "SELECT name, vehicles_per_day AS 'a day', wait_h AS 'wait h', wait_h_half_width AS '±', "
          "wait_median_h AS median, wait_p95_h AS '95 %', waiting AS queue, most_waiting AS most, "
          "100 * "
          "share_hours_without AS 'empty hours %', wait_cost_usd_per_day AS 'USD/day' FROM "
          "simulation_stages WHERE wait_h IS NOT NULL OR vehicles_per_day > 0")));
  html +=
      section("Resources", table_html(pages.rows("SELECT name, units, units_on_duty AS 'on duty', "
                                                 "100 * use AS 'use %', failures_per_day AS "
                                                 "'failures/day' FROM simulation_resources")));
  return html;
}

}  // namespace

std::optional<std::string> html_of(const std::filesystem::path& result, std::string_view land,
                                   diagnostics& report) {
  const auto database = result::open_result(result, report);
  if (!database) return std::nullopt;
  const bool simulation = database->has_table("simulation");
  const result_pages pages(*database, report);
  const auto links = result::read_link_lines(*database, report);
  if (!links) return std::nullopt;
  const auto settings = pages.rows(
      simulation ? "SELECT name, value FROM simulation" : "SELECT name, value FROM run", "tt");
  std::string title = "Amur", about;
  for (const auto& row : settings.rows) {
    const auto name = text(row[0]);
    if (name == "title" || name == "case_title") title = text(row[1]);
    if (text(row[1]).empty()) continue;
    if (name == "scenario" || name == "scenarios" || name == "date" || name == "crossing" ||
        name == "from")
      about += (about.empty() ? "" : " · ") + name + " " + text(row[1]);
  }
  std::string html = fmt::format(
      "<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><meta "
      "http-equiv='Content-Security-Policy' content=\"{}\"><meta name='viewport' "
      "content='width=device-width, initial-scale=1'><title>{}</title><style>:root {{ --more: {}; "
      "--shop: {}; }}{}</style></head>"
      "<body>\n<h1>{}</h1>\n<p class='about'>{}</p>\n",
      may_load, escaped(title), meaning("more"), meaning("shop"), style, escaped(title),
      escaped(about));
  html += simulation ? simulation_html(pages) : run_html(pages, *links, read_land(land));
  html += section("Sources", table_html(pages.rows("SELECT title, publisher, year, confidence FROM "
                                                   "sources ORDER BY confidence, title")));
  html += section("Settings", table_html(settings));
  if (report.has_errors()) return std::nullopt;
  return html + "</body></html>\n";
}

}  // namespace amur::report
