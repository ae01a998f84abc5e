#include "amur/study/invest_search.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "amur/base/number.h"

namespace amur::study {
namespace {

using invest::plan;
using invest::project_set;

// Of the largest value, finer than equilibria are solved.
constexpr double no_gain = 1e-6;

plan with_share(plan of, std::size_t investment, double share) {
  of[investment] = share;
  return of;
}

}  // namespace

invest_search::invest_search(const cases::case_data& data, const investment_list& list,
                             const invest_question& asked, plan_solver& plans)
    : data_(data), list_(list), asked_(asked), plans_(plans) {
  for (const auto& each : list.all) {
    problem_.cost_usd.push_back(each.cost_usd);
    problem_.own_usd.push_back(asked.is_net ? -discounted_cost_usd(list, asked.terms, each) : 0);
    problem_.group.push_back(group_of(each));
  }
  for (const auto& [country, budget] : asked.budget_of_country)
    problem_.payers.push_back({costs_of(country), budget});
  problem_.more_never_harms = plans.more_never_harms();
  if (asked.debt != model::debt_limit::none && is_debt_without_income())
    problem_.is_ruled_out = [this](project_set set) { return !is_allowed(set); };
}

// Then each investment is a loan and no more, so a set that pushes a state over its threshold does
// so with whatever is built besides.
bool invest_search::is_debt_without_income() const {
  return !has_fees() &&
         std::ranges::none_of(list_.all, [](const auto& each) { return each.project.valid(); });
}

bool invest_search::has_fees() const {
  return std::ranges::any_of(data_.projects,
                             [](const auto& project) { return project.crossing.valid(); });
}

std::uint32_t invest_search::group_of(const cases::investment& of) {
  if (of.group.empty()) return 0;
  const auto next = static_cast<std::uint32_t>(groups_.size() + 1);
  return groups_.try_emplace(of.group, next).first->second;
}

std::vector<double> invest_search::costs_of(const std::string& country) const {
  std::vector<double> costs;
  for (const auto& each : list_.all) {
    double cost = 0;
    for (std::size_t c = 0; c < each.countries.size(); ++c)
      if (each.countries[c] == country) cost += each.cost_usd * each.cost_shares[c];
    costs.push_back(cost);
  }
  return costs;
}

found_frontier invest_search::choose() {
  std::vector<double> budgets;
  for (std::size_t step = 1; step <= asked_.steps; ++step)
    budgets.push_back(asked_.budget_usd * static_cast<double>(step) /
                      static_cast<double>(asked_.steps));
  return asked_.is_in_parts ? choose_parts(budgets) : choose_wholes(budgets);
}

found_frontier invest_search::choose_wholes(std::span<const double> budgets_usd) {
  const auto answer =
      invest::choose_projects(problem_, budgets_usd, {asked_.most_sets, indifference_usd()},
                              {[this](std::span<const project_set> sets) {
                                 std::vector<plan> plans;
                                 for (const auto set : sets)
                                   plans.push_back(invest::plan_of(set, list_.all.size()));
                                 return values(plans);
                               },
                               [this](project_set set) { return is_allowed(set); }});
  found_frontier found{
      {}, answer.largest_usd, answer.sets_solved, answer.sets_unsolved, answer.is_cancelled};
  for (const auto& each : answer.frontier)
    found.points.push_back({{each.budget_usd,
                             invest::plan_of(each.set, list_.all.size()),
                             each.cost_usd,
                             each.value_usd,
                             each.bound_usd,
                             {}},
                            each.kind,
                            each.is_certified});
  return found;
}

found_frontier invest_search::choose_parts(std::span<const double> budgets_usd) {
  invest::part_options options{{}, indifference_usd()};
  for (std::size_t i = 0; i < list_.all.size(); ++i)
    options.is_whole.push_back(!plans_.can_be_part(i));
  const auto answer =
      invest::choose_parts(problem_, budgets_usd, options,
                           {[this](std::span<const plan> plans) { return values(plans); }});
  found_frontier found{{},
                       std::vector(list_.all.size(), no_number),
                       answer.plans_solved,
                       answer.plans_unsolved,
                       answer.is_cancelled};
  for (const auto& each : answer.frontier)
    found.points.push_back({each, invest::bound_kind::first_order, false});
  return found;
}

std::vector<double> invest_search::alone_gains() {
  std::vector<plan> singles;
  for (std::size_t i = 0; i < list_.all.size(); ++i)
    singles.push_back(with_share(plan(list_.all.size(), 0.0), i, 1));
  auto gains = values(singles);
  for (std::size_t i = 0; i < gains.size(); ++i) gains[i] += problem_.own_usd[i];
  return gains;
}

// Of the largest gain of one alone.
double invest_search::indifference_usd() {
  double most = 0;
  for (const double value : alone_gains())
    if (!std::isnan(value)) most = std::max(most, std::abs(value));
  return no_gain * most;
}

std::vector<double> invest_search::values(std::span<const plan> plans) {
  std::vector<plan> open;
  for (const auto& each : plans)
    for (auto& part : years_of(list_, asked_.terms, each))
      if (!is_nothing(part.open)) open.push_back(std::move(part.open));
  std::ranges::sort(open);
  open.erase(std::unique(open.begin(), open.end()), open.end());
  if (!plans_.solve(open)) return {};
  std::vector<double> worth;
  for (const auto& each : plans)
    worth.push_back(worth_of(years_of(list_, asked_.terms, each), [this](const plan& built) {
      const auto& solved = plans_.at(built);
      return solved.why_not.empty() ? solved.gain_usd : no_number;
    }));
  return worth;
}

std::vector<double> invest_search::last_gains(const plan& chosen) {
  std::vector<plan> others{chosen};
  for (std::size_t i = 0; i < list_.all.size(); ++i)
    others.push_back(with_share(chosen, i, chosen[i] > 0 ? 0 : 1));
  const auto worth = values(others);
  if (worth.empty()) return {};
  std::vector<double> gains;
  for (std::size_t i = 0; i < list_.all.size(); ++i)
    gains.push_back(chosen[i] > 0 ? worth[0] - worth[i + 1] + chosen[i] * problem_.own_usd[i]
                                  : worth[i + 1] - worth[0] + problem_.own_usd[i]);
  return gains;
}

std::vector<model::state_room> invest_search::rooms(const plan& chosen) {
  if (data_.economies.empty()) return {};
  return model::debt_rooms(data_, list_.all, asked_.debt, built(chosen),
                           built(plan(list_.all.size(), 0.0)));
}

// The income of a project that is chosen is what its crossing takes beyond the case as it is; a
// project of the case that none builds has all of it.
model::built_investments invest_search::built(const plan& chosen) {
  model::built_investments of;
  const plan nothing(list_.all.size(), 0.0);
  if (has_fees()) (void)plans_.solve(std::array{nothing, chosen});
  for (std::size_t p = 0; p < data_.projects.size(); ++p) {
    const auto& project = data_.projects[project_id(p)];
    const bool is_choice = std::ranges::any_of(list_.all, [p](const auto& each) {
      return each.project.valid() && each.project.index() == p;
    });
    const auto fees = [&](const plan& of_plan) { return plans_.at(of_plan).fees_usd[p]; };
    of.income_usd_per_year.push_back(project.crossing.valid()
                                         ? fees(chosen) - (is_choice ? fees(nothing) : 0)
                                         : project.income_usd_per_year);
  }
  of.share = chosen;
  return of;
}

bool invest_search::is_allowed(project_set set) {
  if (asked_.debt == model::debt_limit::none) return true;
  const auto [at, is_new] = allowed_.try_emplace(set, true);
  if (is_new)
    at->second = std::ranges::none_of(rooms(invest::plan_of(set, list_.all.size())),
                                      &model::state_room::is_pushed);
  return at->second;
}

}  // namespace amur::study
