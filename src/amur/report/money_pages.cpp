#include "amur/report/money_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "amur/report/line_chart.h"
#include "amur/report/svg.h"
#include "amur/report/words.h"

namespace amur::report {
namespace {

constexpr double years_before_debt_fan = 3;

std::string heading(const std::string& title) {
  return fmt::format("<h4>{}</h4>\n", escaped(title));
}

std::string measure_name(const std::string& measure) {
  if (measure == "public_debt") return "Public debt, % of GDP";
  if (measure == "pv_external_to_gdp") return "Present value of external debt, % of GDP";
  if (measure == "pv_external_to_exports") return "Present value of external debt, % of exports";
  if (measure == "service_to_exports") return "External debt service, % of exports";
  if (measure == "service_to_revenue") return "External debt service, % of revenue";
  if (measure == "pv_public_to_gdp") return "Present value of public debt, % of GDP";
  return measure;
}

// Rows of a project's years while its loans are served.
std::string served_years(const std::string& project) {
  const auto id = result::sql_text(project);
  return " FROM finance_years WHERE project_id = " + id +
         " AND year <= (SELECT max(year) FROM finance_years WHERE service_usd > 0 AND project_id "
         "= " +
         id + ") ORDER BY year";
}

std::string cash_chart(const result_pages& pages, const std::string& project,
                       const std::string& name) {
  const auto rows =
      pages.rows("SELECT year, available_usd / 1e6, service_usd / 1e6, balance_usd / 1e6" +
                     served_years(project),
                 "Nnnn");
  line_chart cash{"Cash of " + name, {}, "USD million a year", numbers(rows, 0)};
  cash.lines = {{"left after operating cost", numbers(rows, 1)},
                {"debt service", numbers(rows, 2)},
                {"debt still owed", numbers(rows, 3)}};
  return draw(cash);
}

}  // namespace

std::string cover_chart(const result_pages& pages, const std::string& project,
                        const std::string& name) {
  const auto rows = pages.rows("SELECT year, dscr" + served_years(project), "Nn");
  line_chart cover{"Debt service cover of " + name, {}, "DSCR", numbers(rows, 0)};
  cover.lines = {{"income left after costs over what loans take (DSCR)", numbers(rows, 1)}};
  cover.levels = {{"1.0: loans are just served", 1}};
  return draw(cover);
}

// One measure of one state: percentiles, the path with its projects and without, its threshold.
std::string fan_chart(const result_pages& pages, const std::string& country,
                      const std::string& measure) {
  const auto fan = pages.rows(
      "SELECT year, 100 * p05, 100 * p25, 100 * p50, 100 * p75, 100 * p95 FROM debt_fan WHERE "
      "country = " +
          result::sql_text(country) + " AND measure = " + result::sql_text(measure) +
          " ORDER BY year",
      "Nnnnnn");
  if (fan.rows.empty()) return {};
  const auto path_of = [&](const char* projects) {
    return pages.rows("SELECT year, 100 * " + measure +
                          " FROM debt_path WHERE country = " + result::sql_text(country) +
                          " AND projects = '" + projects + "' AND year >= " +
                          fmt::format("{}", number(fan.rows.front()[0]) - years_before_debt_fan) +
                          " ORDER BY year",
                      "Nn");
  };
  const auto with = path_of("with"), without = path_of("without");
  line_chart chart{measure_name(measure), {}, measure_name(measure)};
  chart.x = numbers(fan, 0);
  for (const auto& path : {with, without})
    for (const auto& row : path.rows) chart.x.push_back(number(row[0]));
  std::ranges::sort(chart.x);
  chart.x.erase(std::unique(chart.x.begin(), chart.x.end()), chart.x.end());
  const auto spread = [&](const query::sql_rows& rows, std::size_t column) {
    std::vector<double> values(chart.x.size(), std::numeric_limits<double>::quiet_NaN());
    for (const auto& row : rows.rows)
      values[static_cast<std::size_t>(std::ranges::lower_bound(chart.x, number(row[0])) -
                                      chart.x.begin())] = number(row[column]);
    return values;
  };
  chart.lines = {{"with its projects", spread(with, 1)}, {"median of futures", spread(fan, 3)}};
  if (!without.rows.empty()) chart.lines.push_back({"without its projects", spread(without, 1)});
  chart.bands = {{"5 to 95 % of futures", spread(fan, 1), spread(fan, 5)},
                 {"25 to 75 %", spread(fan, 2), spread(fan, 4)}};
  const auto threshold = pages.rows(
      "SELECT 100 * threshold FROM debt_stress WHERE country = " + result::sql_text(country) +
          " AND indicator = " + result::sql_text(measure) + " AND threshold IS NOT NULL LIMIT 1",
      "n");
  if (!threshold.rows.empty())
    chart.levels = {{"threshold of the framework", number(threshold.rows[0][0])}};
  return draw(chart);
}

std::string projects_html(const result_pages& pages) {
  std::string html = table_html(pages.rows(
      "SELECT name AS project, construction_usd / 1e6 AS 'built for mn USD', loans_usd / 1e6 AS "
      "loans, first_income_usd / 1e6 AS 'first income', npv_usd / 1e6 AS NPV, 100 * irr AS 'IRR "
      "%', "
      "dscr_minimum AS 'lowest DSCR', CAST(dscr_minimum_year AS INTEGER) || '' AS 'in', "
      "dscr_average AS 'mean "
      "DSCR', "
      "llcr AS LLCR, plcr AS PLCR, payback_years AS 'payback years' FROM finance_ratios"));
  for (const auto& row : pages.rows("SELECT project_id, name FROM finance_ratios", "tt").rows) {
    const auto id = text(row[0]), name = text(row[1]);
    const auto charts = cover_chart(pages, id, name) + cash_chart(pages, id, name);
    if (!charts.empty()) html += heading(name) + charts;
  }
  return html;
}

std::string debt_html(const result_pages& pages) {
  std::string html = table_html(pages.rows(
      "SELECT name AS state, projects, capacity AS 'debt-carrying capacity', external_risk AS "
      "'external risk', overall_risk AS 'overall risk' FROM debt_rating"));
  for (const auto& row : pages.rows("SELECT DISTINCT country, name FROM debt_rating", "tt").rows) {
    const auto country = text(row[0]);
    const auto fans = fan_chart(pages, country, "public_debt") +
                      fan_chart(pages, country, "pv_external_to_gdp") +
                      fan_chart(pages, country, "service_to_revenue");
    if (!fans.empty()) html += heading(text(row[1])) + fans;
  }
  return html;
}

std::string crossing_name(const result_pages& pages, const std::string& id) {
  const auto rows = pages.rows(
      "SELECT name FROM crossings WHERE crossing_id = " + result::sql_text(id) + " LIMIT 1", "t");
  return rows.rows.empty() ? as_words(id) : text(rows.rows.front()[0]);
}

std::string toll_money_chart(const result_pages& pages, const std::string& crossing) {
  const auto id = result::sql_text(crossing);
  const auto rows = pages.rows(
      "SELECT fee_usd_per_vehicle, income_usd_per_year / 1e6, surplus_usd_per_year / 1e6, "
      "welfare_usd_per_year / 1e6 FROM toll_curve WHERE crossing_id = " +
          id + " ORDER BY 1",
      "Nnnn");
  line_chart money{"What a toll brings", "toll, USD a vehicle", "USD million a year",
                   numbers(rows, 0)};
  money.lines = {{"income", numbers(rows, 1)},
                 {"shippers' surplus beyond today's", numbers(rows, 2)},
                 {"welfare beyond today's", numbers(rows, 3)}};
  const auto best = pages.rows(
      "SELECT goal, fee_usd_per_vehicle, CASE goal WHEN 'welfare' THEN welfare_usd_per_year ELSE "
      "income_usd_per_year END / 1e6 FROM toll_best WHERE crossing_id = " +
          id + " AND goal IN ('income', 'welfare')",
      "tnn");
  for (const auto& row : best.rows)
    money.marks.push_back({fmt::format("most {}: {}", text(row[0]), figure(number(row[1]))),
                           number(row[1]), number(row[2])});
  return draw(money);
}

std::string best_tolls_html(const result_pages& pages) {
  return table_html(pages.rows(
      "SELECT c.name AS crossing, goal AS 'most', fee_now_usd_per_vehicle AS 'toll now', "
      "fee_usd_per_vehicle AS 'best toll', place, vehicles_per_day AS 'vehicles/day', "
      "income_usd_per_year / 1e6 AS 'income mn USD/year', welfare_usd_per_year / 1e6 AS 'welfare' "
      "FROM toll_best JOIN (SELECT DISTINCT crossing_id, name FROM crossings) c USING "
      "(crossing_id)"));
}

std::string tolls_html(const result_pages& pages) {
  std::string html;
  for (const auto& crossing : pages.rows("SELECT DISTINCT crossing_id FROM toll_curve", "t").rows) {
    const auto id = text(crossing[0]);
    const auto rows = pages.rows(
        "SELECT fee_usd_per_vehicle, vehicles_per_day FROM toll_curve WHERE crossing_id = " +
            result::sql_text(id) + " ORDER BY 1",
        "Nn");
    line_chart traffic{"Traffic by toll", "toll, USD a vehicle", "vehicles a day",
                       numbers(rows, 0)};
    traffic.lines = {{"vehicles", numbers(rows, 1)}};
    html += heading(crossing_name(pages, id)) + toll_money_chart(pages, id) + draw(traffic);
  }
  html += best_tolls_html(pages);
  const auto game = pages.rows(
      "SELECT DISTINCT round FROM toll_game WHERE round IS NOT NULL ORDER BY round", "N");
  line_chart steps{"Two owners, each after its own income", "round", "toll, USD a vehicle",
                   numbers(game, 0)};
  for (const auto& row : pages.rows("SELECT DISTINCT crossing_id FROM toll_game", "t").rows)
    steps.lines.push_back(
        {text(row[0]), numbers(pages.rows("SELECT fee_usd_per_vehicle FROM toll_game WHERE "
                                          "crossing_id = " +
                                              result::sql_text(text(row[0])) + " ORDER BY round",
                                          "n"),
                               0)});
  if (!steps.lines.empty()) html += heading("Competition") + draw(steps);
  return html;
}

}  // namespace amur::report
