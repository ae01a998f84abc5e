#include "amur/report/worth_parts.h"

#include "amur/report/line_chart.h"

namespace amur::report {

std::string appraisal_chart(const result_pages& pages) {
  const auto rows = pages.rows(
      "SELECT year, users_usd / 1e6, operators_usd / 1e6, treasuries_usd / 1e6, climate_usd / 1e6, "
      "-cost_usd / 1e6 FROM appraisal_years ORDER BY year",
      "Nnnnnn");
  line_chart chart{"Who gains, year by year", {}, "USD million a year", numbers(rows, 0)};
  chart.lines = {{"users", numbers(rows, 1)},
                 {"operators", numbers(rows, 2)},
                 {"treasuries", numbers(rows, 3)},
                 {"climate", numbers(rows, 4)},
                 {"cost", numbers(rows, 5)}};
  return draw(chart);
}

std::string appraisal_years_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT CAST(year AS INTEGER) || '' AS year, users_usd / 1e6 AS 'users, mn USD', "
      "operators_usd / 1e6 AS operators, treasuries_usd / 1e6 AS treasuries, climate_usd / 1e6 AS "
      "climate, cost_usd / 1e6 AS cost, net_usd / 1e6 AS net, discounted_usd / 1e6 AS discounted, "
      "co2e_t AS 't CO2e' FROM appraisal_years ORDER BY appraisal_years.year"));
}

std::string gains_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT kind AS \"as\", replace(who, '_', ' ') AS who, npv_usd / 1e6 AS 'gains in all, mn "
      "USD', first_year_usd / 1e6 "
      "AS 'first year', last_year_usd / 1e6 AS 'last year' FROM appraisal_gains WHERE npv_usd <> 0 "
      "ORDER BY abs(npv_usd) DESC LIMIT 20"));
}

std::string frontier_chart(const result_pages& pages) {
  const auto rows = pages.rows(
      "SELECT budget_usd / 1e6, value_usd / 1e6, bound_usd / 1e6 FROM invest_frontier ORDER BY "
      "budget_usd",
      "Nnn");
  line_chart chart{"What each budget buys", "budget, USD million", "worth, USD million",
                   numbers(rows, 0)};
  chart.lines = {{"the best choice", numbers(rows, 1)}, {"at most", numbers(rows, 2)}};
  return draw(chart);
}

std::string frontier_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT budget_usd / 1e6 AS 'budget, mn USD', cost_usd / 1e6 AS spent, value_usd / 1e6 AS "
      "worth, bound_usd / 1e6 AS 'at most', answer, replace(replace(chosen, ';', ', '), '_', ' ') "
      "AS chosen FROM invest_frontier ORDER BY budget_usd"));
}

std::string investments_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT name AS investment, CASE share WHEN 1 THEN 'yes' WHEN 0 THEN '' ELSE round(100 * "
      "share, 1) || ' %' END AS chosen, cost_usd "
      "/ 1e6 AS 'cost, mn USD', CAST(opening_year AS INTEGER) || '' AS opens, alone_usd / 1e6 AS "
      "'worth alone', last_usd / 1e6 AS 'beside what is chosen', replace(countries, ';', ', ') AS "
      "\"paid by\" FROM invest_projects ORDER BY is_chosen DESC, last_usd DESC"));
}

std::string payers_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT country, pays_usd / 1e6 AS 'pays, mn USD', surplus_usd_per_year / 1e6 AS 'users a "
      "year', paid_usd_per_year / 1e6 AS 'fees and duties a year', net_usd / 1e6 AS 'net worth', "
      "public_debt_peak AS 'highest public debt, share of GDP', public_debt_peak_without AS "
      "'without', public_debt_threshold AS threshold FROM invest_countries ORDER BY pays_usd DESC, "
      "abs(net_usd) DESC"));
}

}  // namespace amur::report
