#include "amur/model/finance.h"

#include <algorithm>
#include <cmath>

#include "amur/base/number.h"
#include "amur/finance/time_value.h"

namespace amur::model {
namespace {

// The schedule as it stands in a plan that starts `by` years before the loan.
finance::loan_schedule shifted(finance::loan_schedule schedule, std::size_t by) {
  for (auto* flow : {&schedule.drawn, &schedule.interest, &schedule.capitalised, &schedule.fees,
                     &schedule.principal, &schedule.balance, &schedule.refinanced})
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
  plan.tax = project.tax;
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
      income > 0 ? finance::net_present_value(answer.plan.discount_rate, costs) / income
                 : no_number;
  answer.income_factor_for_dscr = no_number;
  for (std::size_t year = 0; year < flow.years(); ++year) {
    if (std::isnan(flow.dscr[year])) continue;
    const double needed =
        answer.plan.target_dscr * flow.service_usd[year] + flow.operating_cost_usd[year];
    if (!(flow.income_usd[year] > 0)) {
      answer.income_factor_for_dscr = no_number;
      return;
    }
    answer.income_factor_for_dscr =
        std::fmax(answer.income_factor_for_dscr, needed / flow.income_usd[year]);
  }
}

// Interest lowers tax and tax the income that loans follow: what is available is put in until it
// comes out again.
project_answer flows_of(const case_data& data, project_id project, double full_income_usd) {
  constexpr int most_rounds = 200;
  constexpr double settled = 1e-14;  // of the largest income
  project_answer answer;
  answer.project = project;
  answer.full_income_usd = full_income_usd;
  answer.plan = plan_of(data, project, full_income_usd);
  answer.flow = finance::cash_flow_of(answer.plan);
  double most = 0;
  for (const double income : answer.plan.income_usd) most = std::max(most, income);
  for (int round = 0; round < most_rounds; ++round) {
    const auto before = answer.flow.available_usd;
    answer.loans = loans_of(data, project, before);
    answer.plan.loans.clear();
    for (const auto& loan : answer.loans)
      answer.plan.loans.push_back(
          shifted(loan.in_dollars, static_cast<std::size_t>(data.loans[loan.loan].first_year -
                                                            data.projects[project].start_year)));
    answer.flow = finance::cash_flow_of(answer.plan);
    double moved = 0;
    for (std::size_t year = 0; year < before.size(); ++year)
      moved = std::max(moved, std::abs(answer.flow.available_usd[year] - before[year]));
    if (moved <= settled * most || !has_sculpted_loan(data, project)) break;
  }
  return answer;
}

// Tax and loans that follow income bend both: the factor is searched for by doubling, then between.
void search_factors(const case_data& data, project_answer& answer) {
  constexpr double most = 1 << 20;
  const auto factor = [](const auto& worth) {
    double high = 1;
    while (high < most && !(worth(high) >= 0)) high *= 2;
    if (!(worth(high) >= 0)) return no_number;
    return worth(0) >= 0 ? 0 : finance::root_between(0, high, worth);
  };
  const auto at = [&](double times) {
    return flows_of(data, answer.project, times * answer.full_income_usd);
  };
  answer.income_factor_for_npv = factor([&](double times) {
    const auto scaled = at(times);
    return finance::net_present_value(scaled.plan.discount_rate, scaled.flow.project_usd);
  });
  answer.income_factor_for_dscr =
      std::isnan(answer.ratios.dscr_minimum) ? no_number : factor([&](double times) {
        const auto scaled = at(times);
        return finance::ratios_of(scaled.flow, scaled.plan).dscr_minimum - scaled.plan.target_dscr;
      });
}

bool has_state_loans(const case_data& data, const state_economy& state) {
  return std::ranges::any_of(data.loans, [&](const auto& loan) {
    return loan.state_share > 0 && data.projects[loan.project].country == state.country;
  });
}

}  // namespace

project_answer finance_project(const case_data& data, project_id project, double full_income_usd) {
  auto answer = flows_of(data, project, full_income_usd);
  answer.ratios = finance::ratios_of(answer.flow, answer.plan);
  const auto& row = data.projects[project];
  if (row.tax.rate > 0 || has_sculpted_loan(data, project))
    search_factors(data, answer);
  else
    fill_factors(answer);
  if (row.economic_rate)
    answer.economic = finance::economic_value_of(
        answer.plan,
        {*row.economic_rate, row.shadow_construction, row.shadow_operating,
         finance::yearly_path(answer.plan.income_usd.size(), answer.plan.opening_year,
                              row.user_savings_usd_per_year, row.income_growth, row.ramp_up)});
  return answer;
}

finance::economy economy_with_projects(const case_data& data, const state_economy& state,
                                       std::span<const project_answer> projects) {
  auto economy = state.at_base;
  for (std::size_t i = 0; i < data.loans.size(); ++i) {
    const auto& loan = data.loans[i];
    if (loan.state_share == 0 || data.projects[loan.project].country != state.country) continue;
    auto terms = loan.terms;
    for (const auto& answer : projects)
      for (const auto& standing : answer.loans)
        if (standing.loan == i) terms = standing.terms;
    economy.projects.push_back(
        {std::move(terms), loan.usd_per_unit, loan.state_share, loan.first_year - state.base_year});
  }
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
  if (state.with_history)
    answer.historical = finance::debt_path_of(
        finance::at_past_means(economy, state.past, settings.years), settings.years);
  if (settings.samples > 0)
    answer.fan = finance::simulate_debt(economy, state.past, state.capacity,
                                        {settings.samples, settings.years, settings.seed, threads});
  return answer;
}

}  // namespace amur::model
