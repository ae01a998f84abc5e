// Taxes of projects and what they are worth to all, as tables.

#include <fmt/format.h>

#include <algorithm>

#include "amur/result/schema/finance.h"
#include "amur/result/table_rows.h"
#include "amur/result/tables_finance.h"

namespace amur::result {
namespace {

std::int64_t calendar_year(const project& of, std::size_t year) {
  return of.start_year + static_cast<std::int64_t>(year);
}

result_table taxes_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows<finance_taxes_row> rows;
  for (const auto& answer : projects) {
    const auto& project = data.projects[answer.project];
    const auto& flow = answer.flow;
    if (project.tax.rate == 0) continue;
    for (std::size_t year = 0; year < flow.years(); ++year)
      rows.add({.project_id = project.id,
                .year = calendar_year(project, year),
                .depreciation_usd = flow.depreciation_usd[year],
                .profit_usd = flow.tax.profit_usd[year],
                .losses_used_usd = flow.tax.losses_used_usd[year],
                .tax_usd = flow.tax.tax_usd[year],
                .tax_without_loans_usd = flow.tax_without_loans.tax_usd[year]});
  }
  return rows.finish();
}

result_table economic_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows<finance_economic_row> rows;
  for (const auto& answer : projects) {
    if (!answer.economic) continue;
    const auto& project = data.projects[answer.project];
    rows.add({.project_id = project.id,
              .name = project.name,
              .economic_rate = *project.economic_rate,
              .economic_npv_usd = answer.economic->npv_usd,
              .economic_irr = answer.economic->irr,
              .economic_irr_all = listed_rates(answer.economic->all_irr),
              .npv_usd = answer.ratios.npv_usd,
              .irr = answer.ratios.irr});
  }
  return rows.finish();
}

result_table economic_years_table(const case_data& data, std::span<const project_answer> projects) {
  table_rows<finance_economic_years_row> rows;
  for (const auto& answer : projects) {
    if (!answer.economic) continue;
    const auto& project = data.projects[answer.project];
    const auto& value = *answer.economic;
    for (std::size_t year = 0; year < value.net_usd.size(); ++year)
      rows.add({.project_id = project.id,
                .year = calendar_year(project, year),
                .benefit_usd = value.benefit_usd[year],
                .cost_usd = value.cost_usd[year],
                .net_usd = value.net_usd[year]});
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
