// Taxes of projects and what they are worth to all, as tables.

#include <fmt/format.h>

#include <algorithm>

#include "amur/result/table_rows.h"
#include "amur/result/tables_finance.h"

namespace amur::result {
namespace {

constexpr auto number = cell_type::number;
constexpr auto integer = cell_type::integer;
constexpr auto text = cell_type::text;

std::int64_t calendar_year(const project& of, std::size_t year) {
  return of.start_year + static_cast<std::int64_t>(year);
}

result_table taxes_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows rows("finance_taxes", {{"project_id", text},
                                    {"year", integer},
                                    {"depreciation_usd", number},
                                    {"profit_usd", number},
                                    {"losses_used_usd", number},
                                    {"tax_usd", number},
                                    {"tax_without_loans_usd", number}});
  for (const auto& answer : projects) {
    const auto& project = data.projects[answer.project];
    const auto& flow = answer.flow;
    if (project.tax.rate == 0) continue;
    for (std::size_t year = 0; year < flow.years(); ++year)
      rows.add({project.id, calendar_year(project, year), flow.depreciation_usd[year],
                flow.tax.profit_usd[year], flow.tax.losses_used_usd[year], flow.tax.tax_usd[year],
                flow.tax_without_loans.tax_usd[year]});
  }
  return rows.finish();
}

result_table economic_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows rows("finance_economic", {{"project_id", text},
                                       {"name", text},
                                       {"economic_rate", number},
                                       {"economic_npv_usd", number},
                                       {"economic_irr", number},
                                       {"economic_irr_all", text},
                                       {"npv_usd", number},
                                       {"irr", number}});
  for (const auto& answer : projects) {
    if (!answer.economic) continue;
    const auto& project = data.projects[answer.project];
    rows.add({project.id, project.name, *project.economic_rate, answer.economic->npv_usd,
              answer.economic->irr, listed_rates(answer.economic->all_irr), answer.ratios.npv_usd,
              answer.ratios.irr});
  }
  return rows.finish();
}

result_table economic_years_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows rows("finance_economic_years", {{"project_id", text},
                                             {"year", integer},
                                             {"benefit_usd", number},
                                             {"cost_usd", number},
                                             {"net_usd", number}});
  for (const auto& answer : projects) {
    if (!answer.economic) continue;
    const auto& project = data.projects[answer.project];
    const auto& value = *answer.economic;
    for (std::size_t year = 0; year < value.net_usd.size(); ++year)
      rows.add({project.id, calendar_year(project, year), value.benefit_usd[year],
                value.cost_usd[year], value.net_usd[year]});
  }
  return rows.finish();
}

}  // namespace

std::string listed_rates(std::span<const double> rates) {
  std::string all;
  for (const double rate : rates) all += fmt::format("{}{:.6g}", all.empty() ? "" : ";", rate);
  return all;
}

std::vector<result_table> worth_tables(const case_data& data,
                                       std::span<const project_answer> projects) {
  std::vector<result_table> tables;
  if (std::ranges::any_of(
          projects, [&](const auto& each) { return data.projects[each.project].tax.rate > 0; }))
    tables.push_back(taxes_table(data, projects));
  if (std::ranges::any_of(projects, [](const auto& each) { return each.economic.has_value(); })) {
    tables.push_back(economic_table(data, projects));
    tables.push_back(economic_years_table(data, projects));
  }
  return tables;
}

}  // namespace amur::result
