#include "amur/finance/project.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "amur/base/number.h"
#include "amur/finance/time_value.h"

namespace amur::finance {
namespace {

void add(std::vector<double>& to, const std::vector<double>& amounts) {
  for (std::size_t year = 0; year < amounts.size(); ++year) to[year] += amounts[year];
}

// Years from the opening until the flows' sum, discounted to year 0, reaches 0 for good: a sum that
// falls below 0 again was not earned back. Money comes evenly over a year.
double payback_years(const cash_flow& flow, std::size_t opening_year, double rate) {
  double sum = 0, reached = no_number;
  for (std::size_t year = 0; year < flow.years(); ++year) {
    const double value = flow.project_usd[year] * std::pow(1 + rate, -static_cast<double>(year));
    if (sum + value < 0)
      reached = no_number;
    else if (year >= opening_year && sum < 0)
      reached = static_cast<double>(year - opening_year) - sum / value;
    sum += value;
  }
  return reached;
}

// Construction is written off within the project's own years, also where a loan outlives it.
void add_taxes(cash_flow& flow, const project_plan& plan) {
  flow.depreciation_usd = straight_line(plan.construction_usd, plan.opening_year, plan.tax);
  flow.depreciation_usd.resize(flow.years(), 0);
  std::vector<double> profit(flow.years());
  for (std::size_t year = 0; year < flow.years(); ++year)
    profit[year] =
        flow.income_usd[year] - flow.operating_cost_usd[year] - flow.depreciation_usd[year];
  flow.tax_without_loans = tax_on(profit, plan.tax);
  for (const auto& loan : plan.loans)
    for (std::size_t year = 0; year < loan.years(); ++year)
      profit[year] -= loan.interest[year] + loan.fees[year];
  flow.tax = tax_on(std::move(profit), plan.tax);
}

// Value at the end of the year before the opening of what is available until `end`, over the debt
// of that time and the value of what is drawn later.
double coverage(const cash_flow& flow, std::size_t opening_year, std::size_t end) {
  if (opening_year == 0 || flow.balance_usd[opening_year - 1] <= 0) return no_number;
  double value = 0, drawn = 0;
  for (std::size_t year = end; year-- > opening_year;) {
    value = (value + flow.available_usd[year]) / (1 + flow.debt_rate[year]);
    drawn = (drawn + flow.drawn_usd[year]) / (1 + flow.debt_rate[year]);
  }
  return value / (flow.balance_usd[opening_year - 1] + drawn);
}

void fill_dscr(const cash_flow& flow, project_ratios& ratios) {
  ratios.dscr_minimum = ratios.dscr_average = no_number;
  double sum = 0;
  int years = 0;
  for (std::size_t year = 0; year < flow.years(); ++year) {
    const double ratio = flow.dscr[year];
    if (std::isnan(ratio)) continue;
    if (years++ == 0 || ratio < ratios.dscr_minimum) {
      ratios.dscr_minimum = ratio;
      ratios.dscr_minimum_year = year;
    }
    sum += ratio;
  }
  if (years > 0) ratios.dscr_average = sum / years;
}

}  // namespace

std::vector<double> yearly_path(std::size_t years, std::size_t opening_year, double full_usd,
                                double growth, std::span<const double> ramp_up) {
  std::vector<double> path(years, 0);
  double grown = full_usd;
  for (std::size_t year = opening_year; year < years; ++year, grown *= 1 + growth) {
    const auto since = year - opening_year;
    path[year] = grown * (since < ramp_up.size() ? ramp_up[since] : 1);
  }
  return path;
}

cash_flow cash_flow_of(const project_plan& plan) {
  auto years = plan.income_usd.size();
  for (const auto& loan : plan.loans) years = std::max(years, loan.years());
  const std::vector<double> nothing(years, 0);
  cash_flow flow{nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing,
                 nothing, nothing, nothing, nothing, nothing, nothing, {},      {},      {}};
  add(flow.construction_usd, plan.construction_usd);
  add(flow.operating_cost_usd, plan.operating_cost_usd);
  add(flow.income_usd, plan.income_usd);
  for (const auto& loan : plan.loans) {
    add(flow.drawn_usd, loan.drawn);
    add(flow.fees_usd, loan.fees);
    add(flow.principal_usd, loan.principal);
    add(flow.balance_usd, loan.balance);
    for (std::size_t year = 0; year < loan.years(); ++year) {
      flow.drawn_usd[year] -= loan.refinanced[year];
      flow.interest_usd[year] += loan.interest[year] - loan.capitalised[year];
      flow.service_usd[year] += loan.service(year);
    }
  }
  add_taxes(flow, plan);
  for (std::size_t year = 0; year < years; ++year) {
    const double earned = flow.income_usd[year] - flow.operating_cost_usd[year];
    const double tax = flow.tax.tax_usd[year], unshielded = flow.tax_without_loans.tax_usd[year];
    const double available = earned - tax;
    flow.available_usd[year] = available;
    flow.project_usd[year] = earned - unshielded - flow.construction_usd[year];
    if (year + 1 >= plan.opening_year && year + 1 < years)
      flow.reserve_usd[year] = plan.reserved_years * flow.service_usd[year + 1];
    const double added = flow.reserve_usd[year] - (year > 0 ? flow.reserve_usd[year - 1] : 0);
    flow.owners_usd[year] = flow.project_usd[year] + (unshielded - tax) + flow.drawn_usd[year] -
                            flow.service_usd[year] - added;
    const double service = flow.service_usd[year];
    flow.dscr[year] = year >= plan.opening_year && service > 0 ? available / service : no_number;
    if (year == 0) continue;
    const double owed = flow.balance_usd[year - 1];
    const double cost = service + flow.balance_usd[year] - flow.drawn_usd[year] - owed;
    flow.debt_rate[year] = owed > 0 ? cost / owed : flow.debt_rate[year - 1];
  }
  return flow;
}

project_ratios ratios_of(const cash_flow& flow, const project_plan& plan) {
  project_ratios ratios;
  fill_dscr(flow, ratios);
  std::size_t loans_end = 0;
  for (const auto& loan : plan.loans) loans_end = std::max(loans_end, loan.years());
  ratios.llcr = coverage(flow, plan.opening_year, loans_end);
  ratios.plcr = coverage(flow, plan.opening_year, flow.years());

  ratios.npv_usd = net_present_value(plan.discount_rate, flow.project_usd);
  ratios.owners_npv_usd = net_present_value(plan.discount_rate, flow.owners_usd);
  const auto irr = internal_rate_of_return(flow.project_usd);
  const auto owners_irr = internal_rate_of_return(flow.owners_usd);
  ratios.irr = irr.rate;
  ratios.all_irr = irr.all;
  ratios.owners_irr = owners_irr.rate;
  ratios.all_owners_irr = owners_irr.all;
  ratios.payback_years = payback_years(flow, plan.opening_year, 0);
  ratios.discounted_payback_years = payback_years(flow, plan.opening_year, plan.discount_rate);

  ratios.grant_for_npv_usd = std::max(0.0, -ratios.npv_usd);
  std::vector<double> missing(flow.years(), 0);
  for (std::size_t year = plan.opening_year; year < flow.years(); ++year)
    missing[year] =
        std::max(0.0, plan.target_dscr * flow.service_usd[year] - flow.available_usd[year]);
  // Years without debt need no ratio: there a loss is the owners'.
  for (std::size_t year = 0; year < flow.years(); ++year)
    if (std::isnan(flow.dscr[year])) missing[year] = 0;
  ratios.grant_for_dscr_usd = net_present_value(plan.discount_rate, missing);
  return ratios;
}

}  // namespace amur::finance
