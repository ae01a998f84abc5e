#include "amur/invest/project_choice.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "amur/base/number.h"
#include "amur/invest/set_search.h"

namespace amur::invest {
namespace {

constexpr project_set just(std::size_t project) { return project_set{1} << project; }
constexpr double nothing = -std::numeric_limits<double>::infinity();

// Sets within the budget, project by project; false where there are more than `most`.
bool list_sets(const choice_problem& problem, double budget_usd, std::size_t most,
               std::vector<project_set>& sets) {
  sets = {0};
  for (std::size_t project = 0; project < problem.cost_usd.size(); ++project)
    for (std::size_t i = 0, before = sets.size(); i < before; ++i) {
      const auto with = sets[i] | just(project);
      if (!is_within(problem, budget_usd, with)) continue;
      if (sets.size() == most) return false;
      sets.push_back(with);
    }
  // Each set's answer is where a larger one starts.
  std::ranges::stable_sort(
      sets, [](auto one, auto other) { return std::popcount(one) < std::popcount(other); });
  return true;
}

}  // namespace

std::string_view to_string(bound_kind kind) {
  switch (kind) {
    case bound_kind::every_set:
      return "every set";
    case bound_kind::more_never_harms:
      return "more never harms";
    case bound_kind::first_order:
      break;
  }
  return "first-order gains";
}

double cost_of(std::span<const double> cost_usd, project_set set) {
  double sum = 0;
  for (std::size_t i = 0; i < cost_usd.size(); ++i)
    if (set & just(i)) sum += cost_usd[i];
  return sum;
}

bool is_within(const choice_problem& problem, double budget_usd, project_set set) {
  // A budget that is the sum of some costs pays for these, whatever the sum rounds to.
  const auto pays = [](double budget, double cost) { return cost <= budget * (1 + 1e-12); };
  if (!pays(budget_usd, cost_of(problem.cost_usd, set))) return false;
  for (const auto& each : problem.payers)
    if (!pays(each.budget_usd, cost_of(each.cost_usd, set))) return false;
  for (std::size_t i = 0; i < problem.group.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if ((set & just(i)) && (set & just(j)) && problem.group[i] != 0 &&
          problem.group[i] == problem.group[j])
        return false;
  return !problem.is_ruled_out || !problem.is_ruled_out(set);
}

solved_sets::solved_sets(const choice_problem& problem, const set_oracle& oracle, std::size_t most)
    : problem_(problem), oracle_(oracle), most_(most) {}

bool solved_sets::solve(std::span<const project_set> sets) {
  std::vector<project_set> fresh;
  for (const auto set : sets)
    if (!value_.contains(set) && std::ranges::find(fresh, set) == fresh.end()) fresh.push_back(set);
  if (fresh.empty()) return true;
  if (value_.size() + fresh.size() > most_) return false;
  const auto found = oracle_.values(fresh);
  if (found.size() != fresh.size()) {
    is_cancelled_ = true;
    return false;
  }
  for (std::size_t i = 0; i < fresh.size(); ++i) {
    value_[fresh[i]] = found[i] + cost_of(problem_.own_usd, fresh[i]);
    if (std::isnan(found[i])) ++unsolved_;
  }
  return true;
}

double solved_sets::value(project_set set) const {
  const auto at = value_.find(set);
  return at == value_.end() ? no_number : at->second;
}

double solved_sets::largest_gain(std::size_t project) const {
  double most = no_number;
  for (const auto& [set, value] : value_)
    if (set & just(project))
      if (const double gain = value - this->value(set & ~just(project)); !std::isnan(gain))
        most = std::fmax(most, gain);
  return most;
}

bool solved_sets::may_be_chosen(project_set set) {
  const auto [at, fresh] = allowed_.try_emplace(set, true);
  if (fresh) at->second = set == 0 || oracle_.allowed(set);
  return at->second;
}

void solved_sets::choose(double budget_usd, double indifference_usd, chosen_set& to) {
  std::vector<std::pair<double, project_set>> open;
  for (const auto& [set, value] : value_)
    if (!std::isnan(value) && is_within(problem_, budget_usd, set)) open.emplace_back(value, set);
  std::ranges::sort(open, std::greater<>());
  double best = nothing;
  to.budget_usd = budget_usd;
  to.cost_usd = std::numeric_limits<double>::infinity();
  for (const auto& [value, set] : open) {
    if (value < best - indifference_usd) break;
    if (!may_be_chosen(set)) continue;
    best = std::max(best, value);
    const double cost = cost_of(problem_.cost_usd, set);
    if (cost > to.cost_usd || (cost == to.cost_usd && value < to.value_usd)) continue;
    to.set = set;
    to.cost_usd = cost;
    to.value_usd = value;
  }
  to.bound_usd = best;
}

choice_answer choose_projects(const choice_problem& problem, std::span<const double> budgets_usd,
                              const choice_options& options, const set_oracle& oracle) {
  choice_answer answer;
  const double largest = budgets_usd.empty() ? 0 : *std::ranges::max_element(budgets_usd);
  solved_sets solved(problem, oracle, std::max<std::size_t>(options.most_sets, 1));
  std::vector<project_set> sets;
  const bool takes_all = list_sets(problem, largest, options.most_sets, sets);
  if (takes_all)
    (void)solved.solve(sets);
  else
    solve_first_sets(problem, largest, solved);
  for (const double budget : budgets_usd) {
    if (solved.is_cancelled()) break;
    chosen_set chosen;
    if (takes_all) {
      solved.choose(budget, options.indifference_usd, chosen);
      chosen.is_certified = std::ranges::none_of(sets, [&](project_set set) {
        return std::isnan(solved.value(set)) && is_within(problem, budget, set);
      });
      if (!chosen.is_certified) chosen.bound_usd = no_number;
    } else {
      search_sets(problem, budget, options, solved, chosen);
    }
    answer.frontier.push_back(chosen);
  }
  for (std::size_t i = 0; i < problem.cost_usd.size(); ++i) {
    answer.alone_usd.push_back(solved.value(just(i)) - solved.value(0));
    answer.largest_usd.push_back(solved.largest_gain(i));
  }
  answer.sets_solved = solved.count();
  answer.sets_unsolved = solved.unsolved();
  answer.is_cancelled = solved.is_cancelled();
  return answer;
}

}  // namespace amur::invest
