#include "amur/report/carbon_parts.h"

#include "amur/report/svg.h"
#include "amur/report/words.h"

namespace amur::report {

std::string carbon_modes_html(const result_pages& pages) {
  const auto rows = pages.rows(
      "SELECT mode, unit, co2e_kg / 1000, co2e_kg_without_price / 1000 FROM emissions_by_mode "
      "WHERE co2e_kg > 0 OR co2e_kg_without_price > 0 ORDER BY co2e_kg DESC",
      "ttnn");
  if (rows.rows.empty()) return {};
  std::vector<bar> bars;
  for (const auto& row : rows.rows) {
    const auto name = as_words(text(row[0])) + (text(row[1]) == "t" ? "" : ", passengers");
    bars.push_back({name, {number(row[2])}});
    if (number(row[2]) != number(row[3]))
      bars.push_back({name + ", without price", {number(row[3])}});
  }
  return bar_chart(bars, {"t CO2e/day"}, "t CO2e/day") +
         table_html(pages.rows(
             "SELECT mode, unit, co2e_kg / 1000 AS \"t CO2e a day\", co2e_kg_without_price / 1000 "
             "AS \"without carbon price\", share, unit_km AS \"unit km a day\", g_per_unit_km AS "
             "\"g a unit km\", carbon_usd AS \"USD a day\" FROM emissions_by_mode ORDER BY "
             "co2e_kg DESC"));
}

std::string carbon_commodities_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT name AS commodity, co2e_kg / 1000 AS \"t CO2e a day\", co2e_kg_without_price / 1000 "
      "AS \"without carbon price\", share, kg_per_unit AS \"kg a unit\", g_per_unit_km AS \"g a "
      "unit km\", carbon_usd AS \"USD a day\" FROM emissions_by_commodity ORDER BY co2e_kg DESC"));
}

std::string carbon_countries_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT country, co2e_kg / 1000 AS \"t CO2e a day\", co2e_kg_without_price / 1000 AS "
      "\"without carbon price\", share, carbon_usd AS \"USD a day\" FROM emissions_by_country "
      "ORDER BY co2e_kg DESC"));
}

}  // namespace amur::report
