#include "amur/result/tables_finance.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>

#include "amur/finance/time_value.h"
#include "amur/result/table_rows.h"

namespace amur::result {
namespace {

constexpr double null_number = std::numeric_limits<double>::quiet_NaN();
constexpr auto number = cell_type::number;
constexpr auto integer = cell_type::integer;
constexpr auto text = cell_type::text;

std::int64_t calendar_year(int first, std::size_t year) {
  return first + static_cast<std::int64_t>(year);
}

result_table years_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows rows("finance_years", {{"project_id", text},
                                    {"year", integer},
                                    {"construction_usd", number},
                                    {"income_usd", number},
                                    {"operating_cost_usd", number},
                                    {"available_usd", number},
                                    {"drawn_usd", number},
                                    {"interest_usd", number},
                                    {"fees_usd", number},
                                    {"principal_usd", number},
                                    {"service_usd", number},
                                    {"balance_usd", number},
                                    {"reserve_usd", number},
                                    {"project_usd", number},
                                    {"owners_usd", number},
                                    {"dscr", number}});
  for (const auto& answer : projects) {
    const auto& project = data.projects[answer.project];
    const auto& flow = answer.flow;
    for (std::size_t year = 0; year < flow.years(); ++year)
      rows.add({project.id, calendar_year(project.start_year, year), flow.construction_usd[year],
                flow.income_usd[year], flow.operating_cost_usd[year], flow.available_usd[year],
                flow.drawn_usd[year], flow.interest_usd[year], flow.fees_usd[year],
                flow.principal_usd[year], flow.service_usd[year], flow.balance_usd[year],
                flow.reserve_usd[year], flow.project_usd[year], flow.owners_usd[year],
                flow.dscr[year]});
  }
  return rows.finish();
}

result_table ratios_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows rows("finance_ratios", {{"project_id", text},
                                     {"name", text},
                                     {"country", text},
                                     {"construction_usd", number},
                                     {"loans_usd", number},
                                     {"first_income_usd", number},
                                     {"full_income_usd", number},
                                     {"discount_rate", number},
                                     {"npv_usd", number},
                                     {"irr", number},
                                     {"irr_all", text},
                                     {"owners_npv_usd", number},
                                     {"owners_irr", number},
                                     {"owners_irr_all", text},
                                     {"dscr_minimum", number},
                                     {"dscr_minimum_year", number},
                                     {"dscr_average", number},
                                     {"llcr", number},
                                     {"plcr", number},
                                     {"payback_years", number},
                                     {"discounted_payback_years", number},
                                     {"grant_for_npv_usd", number},
                                     {"grant_for_dscr_usd", number},
                                     {"income_factor_for_npv", number},
                                     {"income_factor_for_dscr", number}});
  for (const auto& answer : projects) {
    const auto& project = data.projects[answer.project];
    const auto& found = answer.ratios;
    double loans = 0;
    for (const double drawn : answer.flow.drawn_usd) loans += drawn;
    rows.add({project.id,
              project.name,
              project.country,
              project.construction_usd,
              loans,
              answer.plan.income_usd[answer.plan.opening_year],
              answer.full_income_usd,
              answer.plan.discount_rate,
              found.npv_usd,
              found.irr,
              listed_rates(found.all_irr),
              found.owners_npv_usd,
              found.owners_irr,
              listed_rates(found.all_owners_irr),
              found.dscr_minimum,
              found.dscr_minimum_year
                  ? static_cast<double>(calendar_year(project.start_year, *found.dscr_minimum_year))
                  : null_number,
              found.dscr_average,
              found.llcr,
              found.plcr,
              found.payback_years,
              found.discounted_payback_years,
              found.grant_for_npv_usd,
              found.grant_for_dscr_usd,
              answer.income_factor_for_npv,
              answer.income_factor_for_dscr});
  }
  return rows.finish();
}

result_table loans_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows rows("finance_loans", {{"loan_id", text},
                                    {"project_id", text},
                                    {"lender", text},
                                    {"first_year", integer},
                                    {"last_year", integer},
                                    {"amount_usd", number},
                                    {"service_usd", number},
                                    {"grant_element", number},
                                    {"state_share", number}});
  for (const auto& answer : projects)
    for (const auto& standing : answer.loans) {
      const auto& loan = data.loans[standing.loan];
      const auto& plan = standing.in_dollars;
      std::vector<double> service;
      for (std::size_t year = 0; year < plan.years(); ++year)
        service.push_back(plan.service(year) + plan.refinanced[year]);
      const auto value = [](const std::vector<double>& flow) {
        return finance::net_present_value(finance::framework_discount_rate, flow);
      };
      const auto sum = [](const std::vector<double>& flow) {
        return std::accumulate(flow.begin(), flow.end(), 0.0);
      };
      rows.add({loan.id, data.projects[loan.project].id, loan.lender,
                static_cast<std::int64_t>(loan.first_year),
                calendar_year(loan.first_year, plan.years() - 1), sum(plan.drawn), sum(service),
                std::max(0.0, 1 - value(service) / value(plan.drawn)), loan.state_share});
    }
  return rows.finish();
}

void add_path(table_rows& rows, const state_economy& state, const char* projects,
              const finance::debt_path& path) {
  for (std::size_t year = 0; year < path.years(); ++year) {
    std::vector<table_rows::cell> cells = {state.country,
                                           projects,
                                           calendar_year(state.base_year, year),
                                           path.gdp_usd[year],
                                           path.exports_usd[year],
                                           path.revenue_usd[year],
                                           path.public_debt(year),
                                           path.domestic_debt[year],
                                           path.external_debt[year],
                                           path.external_interest_rate[year],
                                           path.external_service_usd[year]};
    for (const auto& indicator : path.indicator) cells.emplace_back(indicator[year]);
    rows.add(std::move(cells));
  }
}

result_table path_table(const case_data& data, std::span<const state_answer> states) {
  table_rows rows("debt_path", {{"country", text},
                                {"projects", text},
                                {"year", integer},
                                {"gdp_usd", number},
                                {"exports_usd", number},
                                {"revenue_usd", number},
                                {"public_debt", number},
                                {"domestic_debt", number},
                                {"external_debt", number},
                                {"external_interest_rate", number},
                                {"external_service_usd", number},
                                {"pv_external_to_gdp", number},
                                {"pv_external_to_exports", number},
                                {"service_to_exports", number},
                                {"service_to_revenue", number},
                                {"pv_public_to_gdp", number}});
  for (const auto& answer : states) {
    const auto& state = data.economies[answer.economy];
    add_path(rows, state, "with", answer.rating.path[0]);
    if (answer.without_projects) add_path(rows, state, "without", answer.without_projects->path[0]);
    if (answer.without_income) add_path(rows, state, "without_income", *answer.without_income);
    if (answer.historical) add_path(rows, state, "historical", *answer.historical);
  }
  return rows.finish();
}

std::string name_of(finance::debt_indicator indicator) {
  return std::string(finance::to_string(indicator));
}

result_table stress_table(const case_data& data, std::span<const state_answer> states) {
  table_rows rows("debt_stress", {{"country", text},
                                  {"test", text},
                                  {"indicator", text},
                                  {"year", integer},
                                  {"value", number},
                                  {"threshold", number},
                                  {"breach", integer}});
  for (const auto& answer : states) {
    const auto& state = data.economies[answer.economy];
    for (std::size_t test = 0; test < finance::stress_tests; ++test)
      for (std::size_t i = 0; i < finance::debt_indicators; ++i) {
        const auto indicator = static_cast<finance::debt_indicator>(i);
        const auto& path = answer.rating.path[test].indicator[i];
        for (std::size_t year = 0; year < path.size(); ++year)
          rows.add({state.country,
                    std::string(finance::to_string(static_cast<finance::stress_test>(test))),
                    name_of(indicator), calendar_year(state.base_year, year), path[year],
                    finance::threshold(state.capacity, indicator),
                    std::int64_t{answer.rating.breach[test][i]}});
      }
  }
  return rows.finish();
}

result_table fan_table(const case_data& data, std::span<const state_answer> states) {
  table_rows rows("debt_fan", {{"country", text},
                               {"measure", text},
                               {"year", integer},
                               {"p05", number},
                               {"p25", number},
                               {"p50", number},
                               {"p75", number},
                               {"p95", number},
                               {"above_threshold", number}});
  for (const auto& answer : states) {
    if (!answer.fan) continue;
    const auto& state = data.economies[answer.economy];
    for (std::size_t measure = 0; measure < finance::fan_measures; ++measure)
      for (std::size_t year = 0; year < answer.fan->percentile[measure].size(); ++year) {
        const auto& p = answer.fan->percentile[measure][year];
        rows.add({state.country,
                  measure == 0 ? "public_debt"
                               : name_of(static_cast<finance::debt_indicator>(measure - 1)),
                  calendar_year(state.base_year, year), p[0], p[1], p[2], p[3], p[4],
                  measure == 0 ? null_number : answer.fan->above[measure - 1][year]});
      }
  }
  return rows.finish();
}

// "growth: pv_external_to_gdp, ..." for the tests from `first` to before `end` that are in breach.
std::string breaches(const finance::risk_rating& rating, std::size_t first, std::size_t end) {
  std::string all;
  for (std::size_t test = first; test < end; ++test) {
    std::string of_test;
    for (std::size_t i = 0; i < finance::debt_indicators; ++i)
      if (rating.breach[test][i])
        of_test += (of_test.empty() ? "" : ", ") + name_of(static_cast<finance::debt_indicator>(i));
    if (of_test.empty()) continue;
    if (test > 0)
      of_test =
          std::string(finance::to_string(static_cast<finance::stress_test>(test))) + ": " + of_test;
    all += (all.empty() ? "" : "; ") + of_test;
  }
  return all;
}

std::string not_tested(const finance::risk_rating& rating) {
  std::string all;
  for (std::size_t test = 0; test < finance::stress_tests; ++test)
    if (rating.path[test].years() == 0)
      all += (all.empty() ? "" : ", ") +
             std::string(finance::to_string(static_cast<finance::stress_test>(test)));
  return all;
}

result_table rating_table(const case_data& data, std::span<const state_answer> states) {
  constexpr const char* capacities[] = {"weak", "medium", "strong"};
  table_rows rows("debt_rating", {{"country", text},
                                  {"name", text},
                                  {"projects", text},
                                  {"capacity", text},
                                  {"composite_indicator", number},
                                  {"external_risk", text},
                                  {"overall_risk", text},
                                  {"shock_space", text},
                                  {"external_level", integer},
                                  {"overall_level", integer},
                                  {"breaches", text},
                                  {"breaches_under_stress", text},
                                  {"not_tested", text}});
  const auto add = [&](const state_economy& state, const char* projects,
                       const finance::risk_rating& rating) {
    rows.add(
        {state.country, state.name, projects, capacities[static_cast<std::size_t>(state.capacity)],
         state.composite_indicator.value_or(null_number),
         std::string(finance::to_string(rating.external)),
         std::string(finance::to_string(rating.overall)),
         std::string(finance::to_string(rating.space)), static_cast<std::int64_t>(rating.external),
         static_cast<std::int64_t>(rating.overall), breaches(rating, 0, 1),
         breaches(rating, 1, finance::stress_tests), not_tested(rating)});
  };
  for (const auto& answer : states) {
    const auto& state = data.economies[answer.economy];
    add(state, "with", answer.rating);
    if (answer.without_projects) add(state, "without", *answer.without_projects);
  }
  return rows.finish();
}

}  // namespace

std::vector<result_table> project_tables(const case_data& data,
                                         std::span<const project_answer> projects) {
  std::vector<result_table> tables = {years_table(data, projects), ratios_table(data, projects),
                                      loans_table(data, projects)};
  for (auto& table : worth_tables(data, projects)) tables.push_back(std::move(table));
  return tables;
}

std::vector<result_table> debt_tables(const case_data& data, std::span<const state_answer> states) {
  return {path_table(data, states), stress_table(data, states), fan_table(data, states),
          rating_table(data, states)};
}

}  // namespace amur::result
