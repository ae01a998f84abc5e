#include "amur/report/critical_parts.h"

namespace amur::report {

std::string closures_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT rank, kind AS closed, CASE name WHEN '' THEN id ELSE name END AS \"where\", "
      "cost_usd_per_day AS \"USD a day\", days, cost_usd AS \"USD in all\", unserved_t AS "
      "\"unserved, t a day\", undelivered_usd_per_day AS \"trade lost, USD a day\", instead FROM "
      "critical WHERE is_exact = 1 ORDER BY rank LIMIT 30"));
}

std::string bearers_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT b.id AS \"without\", origin_country AS \"from\", destination_country AS \"to\", "
      "commodity_id AS commodity, b.cost_usd_per_day AS \"USD a day\", undelivered AS \"no longer "
      "delivered, a day\" FROM critical_bearers b JOIN critical c ON c.kind = b.kind AND c.id = "
      "b.id "
      "WHERE c.rank <= 10 AND b.cost_usd_per_day > 0.01 * c.cost_usd_per_day ORDER BY c.rank, "
      "b.cost_usd_per_day DESC"));
}

std::string dependence_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT country, name AS crossing, neighbour, share AS \"share of its trade\", "
      "exports_usd_per_day AS \"exports, USD a day\", imports_usd_per_day AS \"imports, USD a "
      "day\", "
      "shut_cost_usd_per_t AS \"USD/t dearer where shut\", shut_unserved_t AS \"then unserved, t a "
      "day\", instead FROM dependence WHERE share >= 0.001 ORDER BY country, share DESC"));
}

}  // namespace amur::report
