#include "amur/study/invest_search.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "amur/base/number.h"

namespace amur::study {
namespace {

using invest::project_set;

// Of the largest value, finer than equilibria are solved.
constexpr double no_gain = 1e-6;

constexpr project_set one_alone(std::size_t investment) { return project_set{1} << investment; }

}  // namespace

invest_search::invest_search(const cases::case_data& data, const investment_list& list,
                             const invest_question& asked, set_solver& sets)
    : data_(data), list_(list), asked_(asked), sets_(sets) {
  for (const auto& each : list.all) {
    problem_.cost_usd.push_back(each.cost_usd);
    problem_.own_usd.push_back(asked.is_net ? -discounted_cost_usd(list, asked.terms, each) : 0);
    problem_.group.push_back(group_of(each));
  }
  for (const auto& [country, budget] : asked.budget_of_country)
    problem_.payers.push_back({costs_of(country), budget});
  problem_.more_never_harms = sets.more_never_harms();
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

invest::choice_answer invest_search::choose() {
  std::vector<double> budgets;
  for (std::size_t step = 1; step <= asked_.steps; ++step)
    budgets.push_back(asked_.budget_usd * static_cast<double>(step) /
                      static_cast<double>(asked_.steps));
  return invest::choose_projects(
      problem_, budgets, {asked_.most_sets, indifference_usd()},
      {[this](std::span<const project_set> sets) { return values(sets); },
       [this](project_set set) { return is_allowed(set); }});
}

std::vector<double> invest_search::alone_gains() {
  std::vector<project_set> singles;
  for (std::size_t i = 0; i < list_.all.size(); ++i) singles.push_back(one_alone(i));
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

std::vector<double> invest_search::values(std::span<const project_set> sets) {
  std::vector<project_set> open;
  for (const auto set : sets)
    for (const auto& part : years_of(list_, asked_.terms, set))
      if (part.open != 0) open.push_back(part.open);
  std::ranges::sort(open);
  open.erase(std::unique(open.begin(), open.end()), open.end());
  if (!sets_.solve(open)) return {};
  std::vector<double> worth;
  for (const auto set : sets)
    worth.push_back(worth_of(years_of(list_, asked_.terms, set), [this](project_set built) {
      const auto& solved = sets_.at(built);
      return solved.why_not.empty() ? solved.gain_usd : no_number;
    }));
  return worth;
}

std::vector<double> invest_search::last_gains(project_set set) {
  std::vector<project_set> others{set};
  for (std::size_t i = 0; i < list_.all.size(); ++i) others.push_back(set ^ one_alone(i));
  const auto worth = values(others);
  if (worth.empty()) return {};
  std::vector<double> gains;
  for (std::size_t i = 0; i < list_.all.size(); ++i)
    gains.push_back(((set & one_alone(i)) ? 1 : -1) * (worth[0] - worth[i + 1]) +
                    problem_.own_usd[i]);
  return gains;
}

std::vector<model::state_room> invest_search::rooms(project_set set) {
  if (data_.economies.empty()) return {};
  return model::debt_rooms(data_, list_.all, asked_.debt, built(set), built(0));
}

// The income of a project that is chosen is what its crossing takes beyond the case as it is; a
// project of the case that none builds has all of it.
model::built_investments invest_search::built(project_set set) {
  model::built_investments of;
  if (has_fees()) (void)sets_.solve(std::array{project_set{0}, set});
  for (std::size_t p = 0; p < data_.projects.size(); ++p) {
    const auto& project = data_.projects[project_id(p)];
    const bool is_choice = std::ranges::any_of(list_.all, [p](const auto& each) {
      return each.project.valid() && each.project.index() == p;
    });
    const auto fees = [&](project_set of_set) { return sets_.at(of_set).fees_usd[p]; };
    of.income_usd_per_year.push_back(project.crossing.valid()
                                         ? fees(set) - (is_choice ? fees(0) : 0)
                                         : project.income_usd_per_year);
  }
  for (std::size_t i = 0; i < list_.all.size(); ++i)
    of.is_built.push_back((set & one_alone(i)) != 0);
  return of;
}

bool invest_search::is_allowed(project_set set) {
  if (asked_.debt == model::debt_limit::none) return true;
  const auto [at, is_new] = allowed_.try_emplace(set, true);
  if (is_new) at->second = std::ranges::none_of(rooms(set), &model::state_room::is_pushed);
  return at->second;
}

}  // namespace amur::study
