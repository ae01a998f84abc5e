#include "amur/model/finance.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "amur/finance/time_value.h"

namespace amur::model {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

// The schedule as it stands in a plan that starts `by` years before the loan.
finance::loan_schedule shifted(finance::loan_schedule schedule, std::size_t by) {
  for (auto* flow : {&schedule.drawn, &schedule.interest, &schedule.capitalised, &schedule.fees,
                     &schedule.principal, &schedule.balance})
    flow->insert(flow->begin(), by, 0);
  return schedule;
}

finance::project_plan plan_of(const case_data& data, project_id id, double full_income_usd) {
  const auto& project = data.projects[id];
  const auto years = static_cast<std::size_t>(project.end_year - project.start_year + 1);
  finance::project_plan plan;
  plan.opening_year = static_cast<std::size_t>(project.opening_year - project.start_year);
  plan.construction_usd.assign(years, 0);
  for (std::size_t year = 0; year < project.construction_shares.size(); ++year)
    plan.construction_usd[year] = project.construction_usd * project.construction_shares[year];
  plan.income_usd = finance::yearly_path(years, plan.opening_year, full_income_usd,
                                         project.income_growth, project.ramp_up);
  plan.operating_cost_usd = finance::yearly_path(
      years, plan.opening_year, project.operating_usd_per_year, project.operating_growth);
  plan.discount_rate = project.discount_rate;
  plan.target_dscr = project.target_dscr;
  plan.reserved_years = project.reserve_months / 12;
  for (const auto& loan : data.loans)
    if (loan.project == id)
      plan.loans.push_back(
          shifted(finance::in_dollars(finance::schedule_of(loan.terms), loan.usd_per_unit),
                  static_cast<std::size_t>(loan.first_year - project.start_year)));
  return plan;
}

// Both ratios are linear in income, so the factors need no search.
void fill_factors(project_answer& answer) {
  const auto& flow = answer.flow;
  std::vector<double> costs(flow.years());
  for (std::size_t year = 0; year < costs.size(); ++year)
    costs[year] = flow.construction_usd[year] + flow.operating_cost_usd[year];
  const double income = finance::net_present_value(answer.plan.discount_rate, flow.income_usd);
  answer.income_factor_for_npv =
      income > 0 ? finance::net_present_value(answer.plan.discount_rate, costs) / income : none;
  answer.income_factor_for_dscr = none;
  for (std::size_t year = 0; year < flow.years(); ++year) {
    if (std::isnan(flow.dscr[year])) continue;
    const double needed =
        answer.plan.target_dscr * flow.service_usd[year] + flow.operating_cost_usd[year];
    if (!(flow.income_usd[year] > 0)) {
      answer.income_factor_for_dscr = none;
      return;
    }
    answer.income_factor_for_dscr =
        std::fmax(answer.income_factor_for_dscr, needed / flow.income_usd[year]);
  }
}

bool has_state_loans(const case_data& data, const state_economy& state) {
  return std::ranges::any_of(data.loans, [&](const auto& loan) {
    return loan.state_share > 0 && data.projects[loan.project].country == state.country;
  });
}

}  // namespace

project_answer finance_project(const case_data& data, project_id project, double full_income_usd) {
  project_answer answer;
  answer.project = project;
  answer.full_income_usd = full_income_usd;
  answer.plan = plan_of(data, project, full_income_usd);
  answer.flow = finance::cash_flow_of(answer.plan);
  answer.ratios = finance::ratios_of(answer.flow, answer.plan);
  fill_factors(answer);
  return answer;
}

finance::economy economy_with_projects(const case_data& data, const state_economy& state,
                                       std::span<const project_answer> projects) {
  auto economy = state.at_base;
  for (const auto& loan : data.loans)
    if (loan.state_share > 0 && data.projects[loan.project].country == state.country)
      economy.projects.push_back(
          {loan.terms, loan.usd_per_unit, loan.state_share, loan.first_year - state.base_year});
  for (const auto& answer : projects) {
    const auto& project = data.projects[answer.project];
    if (project.country != state.country || project.state_share == 0) continue;
    auto& income = economy.project_income_usd;
    for (std::size_t year = 0; year < answer.flow.years(); ++year) {
      const int since = project.start_year + static_cast<int>(year) - state.base_year;
      if (since < 0) continue;
      const auto at = static_cast<std::size_t>(since);
      if (income.size() <= at) income.resize(at + 1, 0);
      income[at] += project.state_share * answer.flow.available_usd[year];
    }
  }
  return economy;
}

state_answer debt_of_state(const case_data& data, std::size_t index,
                           std::span<const project_answer> projects, std::size_t threads) {
  const auto& state = data.economies[index];
  const auto& settings = data.settings.finance;
  const auto economy = economy_with_projects(data, state, projects);
  const auto rated = [&](const finance::economy& of) {
    return finance::rate_risk(of, state.past, state.capacity, state.in_distress, settings.years,
                              state.exposed);
  };
  state_answer answer;
  answer.economy = index;
  answer.rating = rated(economy);
  if (has_state_loans(data, state)) {
    answer.without_projects = rated(finance::without_projects(economy));
    auto idle = economy;
    idle.project_income_usd.clear();
    answer.without_income = finance::debt_path_of(idle, settings.years);
  }
  if (settings.samples > 0)
    answer.fan = finance::simulate_debt(economy, state.past, state.capacity,
                                        {settings.samples, settings.years, settings.seed, threads});
  return answer;
}

}  // namespace amur::model
