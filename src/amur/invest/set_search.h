#pragma once
// Sets of projects solved once each, and the search among more of them than can be solved.

#include <cstddef>
#include <map>
#include <span>

#include "amur/invest/project_choice.h"

namespace amur::invest {

class solved_sets {
 public:
  solved_sets(const choice_problem& problem, const set_oracle& oracle, std::size_t most);

  /// Solves those not known yet; false, and nothing is solved, where that were too many.
  [[nodiscard]] bool solve(std::span<const project_set> sets);
  /// With `own_usd`; NaN where it has no answer or isn't solved.
  [[nodiscard]] double value(project_set set) const;
  /// By adding a project to any solved set; NaN where that is not known.
  [[nodiscard]] double largest_gain(std::size_t project) const;
  /// The best of those that are solved and within the budget, and its value as the bound.
  void choose(double budget_usd, double indifference_usd, chosen_set& to);
  [[nodiscard]] bool may_be_chosen(project_set set);

  [[nodiscard]] std::size_t count() const { return value_.size(); }
  [[nodiscard]] std::size_t unsolved() const { return unsolved_; }
  [[nodiscard]] bool is_cancelled() const { return is_cancelled_; }

 private:
  const choice_problem& problem_;
  const set_oracle& oracle_;
  std::size_t most_, unsolved_ = 0;
  std::map<project_set, double> value_;
  std::map<project_set, bool> allowed_;
  bool is_cancelled_ = false;
};

/// None, each project alone, all (of each group the first), and all but one: what first-order gains
/// are known from before the search.
void solve_first_sets(const choice_problem& problem, double budget_usd, solved_sets& solved);

/// Branch and bound. A node has built some projects and left out others; its bound is what all that
/// is still open would give where more never harms, else its value and a knapsack of the largest
/// gains seen, which the search itself raises and then goes over again.
void search_sets(const choice_problem& problem, double budget_usd, const choice_options& options,
                 solved_sets& solved, chosen_set& to);

}  // namespace amur::invest
