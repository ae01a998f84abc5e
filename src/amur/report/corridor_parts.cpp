#include "amur/report/corridor_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "amur/report/line_chart.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"

namespace amur::report {
namespace {

constexpr std::size_t most_letters = 56, most_lines = 4;  // what a legend has room for

// One alternative of one commodity, its stages in order.
struct told_corridor {
  std::string commodity, unit, name;
  std::vector<double> km{0}, hours{0}, usd{0}, low_h{0}, high_h{0}, low_usd{0}, high_usd{0};
  bool has_spread = false;
  std::vector<std::pair<std::string, std::size_t>> stops;  // where they stand in the above
};

double or_mean(const query::sql_value& value, double mean) {
  const double known = number(value);
  return std::isnan(known) ? mean : known;
}

// "62 % road, Heihe road bridge".
std::string name_of(const result_pages& pages, const std::string& origin,
                    const std::string& destination, const std::string& commodity, double rank,
                    double share) {
  const auto rows = pages.rows(
      fmt::format("SELECT kind, name, mode FROM corridor WHERE origin_node_id = {} AND "
                  "destination_node_id = {} AND commodity_id = {} AND rank = {} ORDER BY step",
                  result::sql_text(origin), result::sql_text(destination),
                  result::sql_text(commodity), rank),
      "ttt");
  std::string name = percent(share);
  for (const auto& row : rows.rows) {
    const auto kind = text(row[0]);
    if (kind == "load") name += " " + text(row[2]);
    if (kind == "transfer") name += ", " + text(row[2]) + " from " + text(row[1]);
    if (kind == "border") name += ", " + text(row[1]);
  }
  return cut_to(name, most_letters);
}

std::vector<told_corridor> corridors_of(const corridor_pages& result) {
  std::vector<told_corridor> all;
  const auto ways = result.pages.rows(
      "SELECT origin_node_id, destination_node_id, commodity_id, rank, share, unit FROM paths "
      "WHERE "
      "rank <= 4 AND EXISTS (SELECT 1 FROM corridor) ORDER BY commodity_id, rank",
      "tttNNt");
  for (const auto& way : ways.rows) {
    auto& told = all.emplace_back();
    told.commodity = text(way[2]);
    told.unit = text(way[5]);
    told.name = name_of(result.pages, text(way[0]), text(way[1]), told.commodity, number(way[3]),
                        number(way[4]));
    if (!result.called.empty()) told.name = result.called + ": " + told.name;
    const auto stages = result.pages.rows(
        fmt::format(
            "SELECT at_km, at_h, at_cost, low_h, high_h, low_cost, high_cost, kind, name FROM "
            "corridor "
            "WHERE origin_node_id = {} AND destination_node_id = {} AND commodity_id = {} "
            "AND rank = {} ORDER BY step",
            result::sql_text(text(way[0])), result::sql_text(text(way[1])),
            result::sql_text(told.commodity), number(way[3])),
        "NNNnnnntt");
    for (const auto& row : stages.rows) {
      told.km.push_back(number(row[0]));
      told.hours.push_back(number(row[1]));
      told.usd.push_back(number(row[2]));
      told.low_h.push_back(or_mean(row[3], told.hours.back()));
      told.high_h.push_back(or_mean(row[4], told.hours.back()));
      told.low_usd.push_back(or_mean(row[5], told.usd.back()));
      told.high_usd.push_back(or_mean(row[6], told.usd.back()));
      const auto kind = text(row[7]);
      if (kind == "border" || kind == "transfer") {
        const bool same_place =
            !told.stops.empty() && told.km[told.stops.back().second] == told.km.back();
        if (same_place)
          told.stops.back() = {told.stops.back().first + ", " + text(row[8]), told.km.size() - 1};
        else
          told.stops.emplace_back(text(row[8]), told.km.size() - 1);
      }
      told.has_spread = told.has_spread || !std::isnan(number(row[3]));
    }
  }
  return all;
}

struct measured {
  const char *title, *unit;
  std::vector<double> told_corridor::*mean, told_corridor::*low, told_corridor::*high;
};

// Of one commodity.
std::string chart_of(const std::vector<told_corridor>& all, const std::string& commodity,
                     const measured& what) {
  line_chart chart{fmt::format("{}: {} against distance", capital(as_words(commodity)), what.title),
                   "km", what.unit};
  double longest = 0;
  for (const auto& each : all) {
    if (each.commodity != commodity || chart.lines.size() >= 2 * most_lines) continue;
    longest = std::max(longest, each.km.back());
    chart.lines.push_back({each.name, each.*what.mean, each.km});
    if (chart.lines.size() == 1)
      for (const auto& [name, at] : each.stops)
        chart.marks.push_back({cut_to(name, longest_name), each.km[at], (each.*what.mean)[at]});
    if (each.has_spread)
      chart.bands.push_back({"10 to 90 % of journeys", each.*what.low, each.*what.high, each.km});
  }
  chart.x = {0, longest};
  return draw(chart);
}

std::vector<std::string> charts_of(const std::vector<corridor_pages>& results) {
  std::vector<told_corridor> all;
  for (const auto& result : results)
    for (auto& each : corridors_of(result)) all.push_back(std::move(each));
  std::vector<std::string> charts, done;
  for (const auto& each : all) {
    if (std::ranges::find(done, each.commodity) != done.end()) continue;
    done.push_back(each.commodity);
    const auto usd = each.unit == "t" ? "USD/t" : "USD a passenger";
    charts.push_back(chart_of(
        all, each.commodity,
        {"hours", "h", &told_corridor::hours, &told_corridor::low_h, &told_corridor::high_h}));
    charts.push_back(chart_of(
        all, each.commodity,
        {"cost", usd, &told_corridor::usd, &told_corridor::low_usd, &told_corridor::high_usd}));
  }
  std::erase(charts, "");
  return charts;
}

constexpr const char* picture_style =
    "svg{font:12px system-ui,sans-serif;background:#fff}.grid{stroke:#ccc;stroke-width:.5}"
    ".axis{stroke:#5c5c5c}.band{fill:#0072b2;fill-opacity:.18}";

}  // namespace

std::string corridor_charts(const std::vector<corridor_pages>& results) {
  std::string html;
  for (const auto& chart : charts_of(results)) html += "<figure>" + chart + "</figure>\n";
  return html;
}

std::string corridor_tables(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT commodity_id AS commodity, rank AS alternative, scope, CASE scope WHEN 'crossing' "
      "THEN crossing_id ELSE from_node_id || ' to ' || to_node_id END AS \"where\", length_km AS "
      "km, time_h AS hours, clearance_h AS \"hours to clear\", clearance_usd AS \"USD there, 20 "
      "t\", usd_per_500km_20t AS \"USD for 500 km, 20 t\", swod_kmh AS \"km/h in motion\", swd_kmh "
      "AS \"km/h with delay\" FROM corridor_indicators ORDER BY commodity_id, rank, number"));
}

std::string corridor_svg(const std::vector<corridor_pages>& results) {
  std::string inside;
  double width = 0, height = 0;
  for (auto chart : charts_of(results)) {
    const std::string head = "<svg viewBox='0 0 ";
    char* end = nullptr;
    const double wide = std::strtod(chart.c_str() + head.size(), &end);
    const double high = std::strtod(end, nullptr);
    chart.insert(4, fmt::format(" y='{:.0f}' width='{:.0f}' height='{:.0f}'", height, wide, high));
    inside += chart;
    width = std::max(width, wide);
    height += high + 16;
  }
  if (inside.empty()) return {};
  return fmt::format(
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {0:.0f} {1:.0f}' width='{0:.0f}' "
      "height='{1:.0f}'><style>{2}</style>\n{3}</svg>\n",
      width, height, picture_style, inside);
}

}  // namespace amur::report
