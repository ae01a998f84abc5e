// By which figures results of a kind are compared.

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "amur/report/changes.h"
#include "amur/report/time_pages.h"
#include "amur/result/result_query.h"

namespace amur::report {
namespace {

using queries = std::vector<std::string>;

// Each gives what a figure is of, what it is, its unit and its value.
const queries of_run = {
    "SELECT name, 'freight', 't/day', sum(t) FROM crossings GROUP BY name",
    "SELECT name, 'travellers', 'people/day', sum(passengers) FROM crossings GROUP BY name",
    "SELECT name, 'traffic', 'vehicles/day', sum(vehicles) FROM crossings GROUP BY name",
    "SELECT name, 'fees', 'USD/day', sum(fee_income_usd) FROM crossings GROUP BY name",
    "SELECT name, 'delivered', unit || '/day', delivered FROM by_commodity",
    "SELECT name, 'cost of delivery', 'USD/' || unit, cost FROM by_commodity",
    "SELECT '', name, unit, value FROM totals",
    "SELECT name, 'visits', 'visits/day', visits FROM places"};

const queries of_trade = {
    "SELECT name, 'real income', '% of change', 100 * real_income_change FROM trade_regions",
    "SELECT name, 'exports', 'bn USD/year', exports_after_usd / 1e9 FROM trade_regions",
    "SELECT name, 'imports', 'bn USD/year', imports_after_usd / 1e9 FROM trade_regions",
    "SELECT name, 'duties', 'mn USD/year', (import_duty_after_usd + export_duty_after_usd) / 1e6 "
    "FROM trade_regions"};

const queries of_tolls = {
    "SELECT c.name, 'toll for most ' || goal, 'USD/vehicle', b.fee_usd_per_vehicle FROM toll_best "
    "b JOIN (SELECT DISTINCT crossing_id, name FROM crossings) c USING (crossing_id)",
    "SELECT c.name, 'income at the toll for most ' || goal, 'mn USD/year', income_usd_per_year / "
    "1e6 FROM toll_best b JOIN (SELECT DISTINCT crossing_id, name FROM crossings) c USING "
    "(crossing_id)",
    "SELECT c.name, 'welfare at the toll for most ' || goal, 'mn USD/year', welfare_usd_per_year / "
    "1e6 FROM toll_best b JOIN (SELECT DISTINCT crossing_id, name FROM crossings) c USING "
    "(crossing_id)"};

const queries of_finance = {
    "SELECT name, 'net present value', 'mn USD', npv_usd / 1e6 FROM finance_ratios",
    "SELECT name, 'rate of return', '%/year', 100 * irr FROM finance_ratios",
    "SELECT name, 'least debt service cover', 'DSCR', dscr_minimum FROM finance_ratios",
    "SELECT name, 'income of the first year', 'mn USD/year', first_income_usd / 1e6 FROM "
    "finance_ratios",
    "SELECT name, 'risk of debt distress', 'level, 0 low to 3', CAST(overall_level AS REAL) FROM "
    "debt_rating WHERE projects = 'with'",
    "SELECT r.name, 'public debt in ' || p.year, '% of GDP', 100 * public_debt FROM debt_path p "
    "JOIN (SELECT DISTINCT country, name FROM debt_rating) r USING (country) WHERE projects = "
    "'with' AND year = (SELECT max(year) FROM debt_path)"};

const queries of_simulation = {
    "SELECT 'The crossing', replace(name, '_', ' '), unit, value FROM simulation_totals",
    "SELECT name, 'mean wait', 'h', wait_h FROM simulation_stages",
    "SELECT name, 'mean time inside', 'h', time_h FROM simulation_streams",
    "SELECT name, 'use', '%', 100 * \"use\" FROM simulation_resources"};

const queries of_appraisal = {
    "SELECT '', 'economic net present value', 'mn USD', enpv_usd / 1e6 FROM appraisal",
    "SELECT '', 'economic rate of return', '%/year', 100 * eirr FROM appraisal",
    "SELECT '', 'benefits over costs', '', benefit_cost_ratio FROM appraisal",
    "SELECT '', kind || ', present value', 'mn USD', sum(npv_usd) / 1e6 FROM appraisal_gains GROUP "
    "BY kind"};

const queries of_invest = {
    "SELECT '', 'worth of ' || CAST(round(budget_usd / 1e6) AS INTEGER) || ' mn USD', 'mn USD', "
    "value_usd / 1e6 FROM invest_frontier",
    "SELECT name, 'worth alone', 'mn USD', alone_usd / 1e6 FROM invest_projects",
    "SELECT name, 'worth beside what is chosen', 'mn USD', last_usd / 1e6 FROM invest_projects"};

const queries of_skim = {"SELECT '', 'pairs with a way', 'pairs', count(cost_usd_per_t) FROM skim",
                         "SELECT '', 'mean cost', 'USD/t', avg(cost_usd_per_t) FROM skim"};

// Means over months that have a row each; a sum of both directions for crossings.
queries of_months(const std::string& months) {
  const auto where = months.empty() ? "" : " WHERE month IN (" + months + ")";
  queries all;
  for (const auto& [figure, unit, column] :
       {std::array{"freight", "t/day", "t"}, std::array{"travellers", "people/day", "passengers"},
        std::array{"traffic", "vehicles/day", "vehicles"},
        std::array{"fees", "USD/day", "fee_income_usd"}})
    all.push_back(fmt::format(
        "SELECT name, '{}', '{}', sum({}) / count(DISTINCT month) FROM month_crossings{} GROUP BY "
        "name",
        figure, unit, column, where));
  all.push_back(
      "SELECT name, 'delivered', unit || '/day', avg(delivered) FROM "
      "month_by_commodity" +
      where + " GROUP BY name, unit");
  all.push_back("SELECT '', name, unit, avg(value) FROM month_totals" + where +
                " GROUP BY name, unit");
  return all;
}

std::string common_months(const told_result& told, const told_result* other) {
  if (!other) return {};
  const auto theirs = months_of(other->pages);
  auto months = months_of(told.pages);
  std::erase_if(months, [&theirs](const std::string& month) {
    return std::ranges::find(theirs, month) == theirs.end();
  });
  return result::sql_list(months);
}

queries queries_of(const told_result& told, const told_result* other) {
  const auto with = [](queries first, const queries& then) {
    first.insert(first.end(), then.begin(), then.end());
    return first;
  };
  switch (told.kind) {
    case result_kind::run:
      return of_run;
    case result_kind::months:
      return of_months(common_months(told, other));
    case result_kind::trade:
      return with(of_trade, of_run);
    case result_kind::toll:
      return with(of_tolls, of_run);
    case result_kind::finance:
      return with(of_finance, of_run);
    case result_kind::simulation:
      return of_simulation;
    case result_kind::appraisal:
      return of_appraisal;
    case result_kind::invest:
      return with(of_invest, of_run);
    case result_kind::skim:
      break;
  }
  return of_skim;
}

}  // namespace

std::vector<measure> measures_of(const told_result& told, const told_result* other) {
  std::vector<measure> measures;
  for (const auto& query : queries_of(told, other))
    for (const auto& row : told.pages.rows(query, "tttn").rows)
      measures.push_back({text(row[0]), text(row[1]), text(row[2]), number(row[3])});
  return measures;
}

}  // namespace amur::report
