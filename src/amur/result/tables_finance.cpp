#include "amur/result/tables_finance.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>

#include "amur/base/number.h"
#include "amur/finance/time_value.h"
#include "amur/result/schema/debt.h"
#include "amur/result/schema/finance.h"
#include "amur/result/table_rows.h"

namespace amur::result {
namespace {

std::int64_t calendar_year(int first, std::size_t year) {
  return first + static_cast<std::int64_t>(year);
}

result_table years_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows<finance_years_row> rows;
  for (const auto& answer : projects) {
    const auto& project = data.projects[answer.project];
    const auto& flow = answer.flow;
    for (std::size_t year = 0; year < flow.years(); ++year)
      rows.add({.project_id = project.id,
                .year = calendar_year(project.start_year, year),
                .construction_usd = flow.construction_usd[year],
                .income_usd = flow.income_usd[year],
                .operating_cost_usd = flow.operating_cost_usd[year],
                .available_usd = flow.available_usd[year],
                .drawn_usd = flow.drawn_usd[year],
                .interest_usd = flow.interest_usd[year],
                .fees_usd = flow.fees_usd[year],
                .principal_usd = flow.principal_usd[year],
                .service_usd = flow.service_usd[year],
                .balance_usd = flow.balance_usd[year],
                .reserve_usd = flow.reserve_usd[year],
                .project_usd = flow.project_usd[year],
                .owners_usd = flow.owners_usd[year],
                .dscr = flow.dscr[year]});
  }
  return rows.finish();
}

result_table ratios_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows<finance_ratios_row> rows;
  for (const auto& answer : projects) {
    const auto& project = data.projects[answer.project];
    const auto& found = answer.ratios;
    double loans = 0;
    for (const double drawn : answer.flow.drawn_usd) loans += drawn;
    rows.add({.project_id = project.id,
              .name = project.name,
              .country = project.country,
              .construction_usd = project.construction_usd,
              .loans_usd = loans,
              .first_income_usd = answer.plan.income_usd[answer.plan.opening_year],
              .full_income_usd = answer.full_income_usd,
              .discount_rate = answer.plan.discount_rate,
              .npv_usd = found.npv_usd,
              .irr = found.irr,
              .irr_all = listed_rates(found.all_irr),
              .owners_npv_usd = found.owners_npv_usd,
              .owners_irr = found.owners_irr,
              .owners_irr_all = listed_rates(found.all_owners_irr),
              .dscr_minimum = found.dscr_minimum,
              .dscr_minimum_year = found.dscr_minimum_year
                                       ? static_cast<double>(calendar_year(
                                             project.start_year, *found.dscr_minimum_year))
                                       : no_number,
              .dscr_average = found.dscr_average,
              .llcr = found.llcr,
              .plcr = found.plcr,
              .payback_years = found.payback_years,
              .discounted_payback_years = found.discounted_payback_years,
              .grant_for_npv_usd = found.grant_for_npv_usd,
              .grant_for_dscr_usd = found.grant_for_dscr_usd,
              .income_factor_for_npv = answer.income_factor_for_npv,
              .income_factor_for_dscr = answer.income_factor_for_dscr});
  }
  return rows.finish();
}

result_table loans_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows<finance_loans_row> rows;
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
      rows.add({.loan_id = loan.id,
                .project_id = data.projects[loan.project].id,
                .lender = loan.lender,
                .first_year = static_cast<std::int64_t>(loan.first_year),
                .last_year = calendar_year(loan.first_year, plan.years() - 1),
                .amount_usd = sum(plan.drawn),
                .service_usd = sum(service),
                .grant_element = std::max(0.0, 1 - value(service) / value(plan.drawn)),
                .state_share = loan.state_share});
    }
  return rows.finish();
}

void add_path(table_rows<debt_path_row>& rows, const state_economy& state, const char* projects,
              const finance::debt_path& path) {
  using enum finance::debt_indicator;
  for (std::size_t year = 0; year < path.years(); ++year) {
    const auto of = [&](finance::debt_indicator indicator) {
      return path.indicator[static_cast<std::size_t>(indicator)][year];
    };
    rows.add({.country = state.country,
              .projects = projects,
              .year = calendar_year(state.base_year, year),
              .gdp_usd = path.gdp_usd[year],
              .exports_usd = path.exports_usd[year],
              .revenue_usd = path.revenue_usd[year],
              .public_debt = path.public_debt(year),
              .domestic_debt = path.domestic_debt[year],
              .external_debt = path.external_debt[year],
              .external_interest_rate = path.external_interest_rate[year],
              .external_service_usd = path.external_service_usd[year],
              .pv_external_to_gdp = of(pv_external_to_gdp),
              .pv_external_to_exports = of(pv_external_to_exports),
              .service_to_exports = of(service_to_exports),
              .service_to_revenue = of(service_to_revenue),
              .pv_public_to_gdp = of(pv_public_to_gdp)});
  }
}

result_table path_table(const case_data& data, std::span<const state_answer> states) {
  table_rows<debt_path_row> rows;
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
  table_rows<debt_stress_row> rows;
  for (const auto& answer : states) {
    const auto& state = data.economies[answer.economy];
    for (std::size_t test = 0; test < finance::stress_tests; ++test)
      for (std::size_t i = 0; i < finance::debt_indicators; ++i) {
        const auto indicator = static_cast<finance::debt_indicator>(i);
        const auto& path = answer.rating.path[test].indicator[i];
        for (std::size_t year = 0; year < path.size(); ++year)
          rows.add(
              {.country = state.country,
               .test = std::string(finance::to_string(static_cast<finance::stress_test>(test))),
               .indicator = name_of(indicator),
               .year = calendar_year(state.base_year, year),
               .value = path[year],
               .threshold = finance::threshold(state.capacity, indicator),
               .breach = std::int64_t{answer.rating.breach[test][i]}});
      }
  }
  return rows.finish();
}

result_table fan_table(const case_data& data, std::span<const state_answer> states) {
  table_rows<debt_fan_row> rows;
  for (const auto& answer : states) {
    if (!answer.fan) continue;
    const auto& state = data.economies[answer.economy];
    for (std::size_t measure = 0; measure < finance::fan_measures; ++measure)
      for (std::size_t year = 0; year < answer.fan->percentile[measure].size(); ++year) {
        const auto& p = answer.fan->percentile[measure][year];
        rows.add(
            {.country = state.country,
             .measure = measure == 0 ? "public_debt"
                                     : name_of(static_cast<finance::debt_indicator>(measure - 1)),
             .year = calendar_year(state.base_year, year),
             .p05 = p[0],
             .p25 = p[1],
             .p50 = p[2],
             .p75 = p[3],
             .p95 = p[4],
             .above_threshold = measure == 0 ? no_number : answer.fan->above[measure - 1][year]});
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
  table_rows<debt_rating_row> rows;
  const auto add = [&](const state_economy& state, const char* projects,
                       const finance::risk_rating& rating) {
    rows.add({.country = state.country,
              .name = state.name,
              .projects = projects,
              .capacity = capacities[static_cast<std::size_t>(state.capacity)],
              .composite_indicator = state.composite_indicator.value_or(no_number),
              .external_risk = std::string(finance::to_string(rating.external)),
              .overall_risk = std::string(finance::to_string(rating.overall)),
              .shock_space = std::string(finance::to_string(rating.space)),
              .external_level = static_cast<std::int64_t>(rating.external),
              .overall_level = static_cast<std::int64_t>(rating.overall),
              .breaches = breaches(rating, 0, 1),
              .breaches_under_stress = breaches(rating, 1, finance::stress_tests),
              .not_tested = not_tested(rating)});
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
