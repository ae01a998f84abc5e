#include "amur/osm/defaults.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "amur/text/csv.h"
#include "amur/text/text.h"
#include "amur/text/typed_row.h"

namespace amur::osm {
namespace {

// Speeds of lorries on free roads; capacities about 15 times what a lane takes in an hour.
constexpr std::string_view usual_table =
    "kind,speed_kmh,lanes_each_way,capacity_pce_per_lane_per_day,fee_usd_per_vehicle_km,wait_h,"
    "cost_usd_per_t\n"
    "motorway,85,2,30000,,,\n"
    "motorway_link,50,1,20000,,,\n"
    "trunk,75,1,22000,,,\n"
    "trunk_link,45,1,16000,,,\n"
    "primary,65,1,18000,,,\n"
    "primary_link,40,1,14000,,,\n"
    "secondary,55,1,14000,,,\n"
    "secondary_link,35,1,12000,,,\n"
    "tertiary,45,1,10000,,,\n"
    "tertiary_link,30,1,9000,,,\n"
    "unclassified,35,1,6000,,,\n"
    "residential,25,1,5000,,,\n"
    "ferry,25,,,2,,\n"
    "rail,60,,,,,\n"
    "narrow_gauge,40,,,,,\n"
    "river,12,,,,,\n"
    "canal,9,,,,,\n"
    "fairway,18,,,,,\n"
    "pipeline,6,,,,,\n"
    "unpaved,40,,,,,\n"
    "toll,,,,0.15,,\n"
    "gauge_break,,,,,12,6\n"
    "road_crossing,,,,,2,\n"
    "rail_crossing,,,,,4,\n"
    "river_crossing,,,,,2,\n"
    "pipeline_crossing,,,,,0,\n";

const std::vector<std::string> number_columns = {
    "speed_kmh", "lanes_each_way", "capacity_pce_per_lane_per_day", "fee_usd_per_vehicle_km",
    "wait_h",    "cost_usd_per_t"};

std::optional<std::vector<default_row>> default_rows(std::string_view text, const std::string& file,
                                                     diagnostics& report) {
  const auto before = report.count(severity::error);
  const auto table = text::parse_csv(text, file, report);
  if (!table) return std::nullopt;
  for (const auto& column : table->columns)
    if (column != "kind" && column != "note" &&
        std::ranges::find(number_columns, column) == number_columns.end())
      report.error(file, 1, column, "", "no such column",
                   "kind, note, " + text::join(number_columns));
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<default_row> rows;
  for (const auto& row : table->rows) {
    const text::typed_row cells(*table, row, report);
    default_row made{cells.text("kind", true), none, none, none, none, none, none, row.line};
    double* const numbers[] = {&made.speed_kmh,
                               &made.lanes_each_way,
                               &made.capacity_pce_per_lane_per_day,
                               &made.fee_usd_per_vehicle_km,
                               &made.wait_h,
                               &made.cost_usd_per_t};
    for (std::size_t i = 0; i < number_columns.size(); ++i)
      if (!cells.blank(number_columns[i]))
        *numbers[i] = cells.number(number_columns[i], i == 0 ? text::positive : text::not_negative);
    rows.push_back(std::move(made));
  }
  if (report.count(severity::error) > before) return std::nullopt;
  return rows;
}

}  // namespace

std::string csv_of(const defaults_table& table) {
  auto text = "kind," + text::join(number_columns, ",") + "\n";
  for (const auto& row : table.rows) {
    text += row.kind;
    for (const double number :
         {row.speed_kmh, row.lanes_each_way, row.capacity_pce_per_lane_per_day,
          row.fee_usd_per_vehicle_km, row.wait_h, row.cost_usd_per_t})
      text += std::isfinite(number) ? fmt::format(",{}", number) : ",";
    text += '\n';
  }
  return text;
}

const default_row* defaults_table::find(const std::string& kind) const {
  const auto at = std::ranges::find(rows, kind, &default_row::kind);
  return at == rows.end() ? nullptr : &*at;
}

const std::vector<std::string>& road_classes() {
  static const std::vector<std::string> classes = {
      "motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential"};
  return classes;
}

const defaults_table& usual_defaults() {
  static const auto table = [] {
    diagnostics none;
    return defaults_table{*default_rows(usual_table, "defaults.csv", none)};
  }();
  return table;
}

std::optional<defaults_table> read_defaults(const std::filesystem::path& file,
                                            diagnostics& report) {
  const auto name = file.filename().string();
  const auto text = text::read_file(file, name, report);
  const auto rows = text ? default_rows(*text, name, report) : std::nullopt;
  if (!rows) return std::nullopt;
  auto table = usual_defaults();
  std::vector<std::string> known;
  for (const auto& row : table.rows) known.push_back(row.kind);
  bool good = true;
  for (const auto& row : *rows) {
    const auto at = std::ranges::find(table.rows, row.kind, &default_row::kind);
    if (at == table.rows.end()) {
      report.error(name, row.line, "kind", row.kind, "there is no such kind", text::join(known));
      good = false;
    } else if (std::isfinite(at->speed_kmh) && !std::isfinite(row.speed_kmh)) {
      report.error(name, row.line, "speed_kmh", "", "this kind needs a speed",
                   text::positive.words);
      good = false;
    } else {
      *at = row;
    }
  }
  if (!good) return std::nullopt;
  return table;
}

}  // namespace amur::osm
