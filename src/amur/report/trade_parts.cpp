#include "amur/report/trade_parts.h"

#include <fmt/format.h>

#include <algorithm>

#include "amur/report/svg.h"

namespace amur::report {
namespace {

constexpr std::size_t all_regions = 400;

}  // namespace

std::string incomes_html(const result_pages& pages, std::size_t most) {
  std::vector<bar> bars;
  for (const auto& row :
       pages
           .rows(fmt::format("SELECT name, income FROM (SELECT name, 100 * real_income_change AS "
                             "income FROM trade_regions WHERE real_income_change IS NOT NULL ORDER "
                             "BY abs(real_income_change) DESC LIMIT {}) ORDER BY income DESC",
                             most),
                 "tn")
           .rows)
    bars.push_back({text(row[0]), {number(row[1])}});
  return change_chart(bars, "%");
}

std::string regions_html(const result_pages& pages, std::size_t most) {
  return table_html(pages.rows(fmt::format(
      "SELECT name, exports_after_usd / 1e9 AS 'exports bn USD', 100 * (exports_after_usd / "
      "exports_before_usd - 1) AS 'change %', imports_after_usd / 1e9 AS 'imports bn USD', 100 * "
      "(imports_after_usd / imports_before_usd - 1) AS 'change  %', (import_duty_before_usd + "
      "export_duty_before_usd) / 1e6 AS 'duties mn USD, before', (import_duty_after_usd + "
      "export_duty_after_usd) / 1e6 AS 'after', 100 * real_income_change AS 'real income %' FROM "
      "trade_regions ORDER BY abs(real_income_change) DESC LIMIT {}",
      most)));
}

std::vector<annex_part> trade_parts(const result_pages& pages) {
  return {
      {"Who wins and who loses: real income",
       incomes_html(pages, all_regions) + regions_html(pages, all_regions)},
      {"Trade that moved most",
       table_html(pages.rows(
           "SELECT a.name || ' to ' || b.name AS trade, value_before_usd / 1e9 AS 'bn USD before', "
           "value_after_usd / 1e9 AS 'after', 100 * change AS 'change %', rank_before AS 'rank "
           "before', rank_after AS 'rank after' FROM trade_totals JOIN trade_regions a ON "
           "a.region_id = exporter_region_id JOIN trade_regions b ON b.region_id = "
           "importer_region_id ORDER BY abs(value_after_usd - value_before_usd) DESC LIMIT 20"))},
      {"Real income by sampled elasticities",
       table_html(pages.rows(
           "SELECT name, 100 * p05 AS '5 %', 100 * p50 AS 'median %', 100 * p95 AS '95 %' FROM "
           "trade_uncertainty JOIN trade_regions USING (region_id) WHERE measure = "
           "'real_income_change'"))},
      {"Agreement of network and trade",
       table_html(pages.rows("SELECT round, change AS 'largest difference of a flow', "
                             "trade_residual AS 'equations of trade hold to' FROM "
                             "trade_coupling"))}};
}

}  // namespace amur::report
