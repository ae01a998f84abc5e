#pragma once
// How much of each of a list of projects to build within budgets, where each can be built in part
// and costs in proportion.
//
// What parts are worth is an equilibrium, neither convex nor concave in them, so the best found is
// a local one: linear programmes about the plan at hand, over steps that shrink where they bring
// nothing (sequential linear programming; Fletcher & Sainz de la Maza 1989, Mathematical
// Programming 43), from several starts. A capacity that is large enough of a sudden brings no more,
// so what the next part of a project brings and what the last brought are told apart. What can only
// be whole is put in or taken out, one at a time, where that and the best use of the rest of the
// budget promise more.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "amur/invest/project_choice.h"

namespace amur::invest {

/// [project] how much of it is built, 0 to 1.
using plan = std::vector<double>;

[[nodiscard]] plan plan_of(project_set set, std::size_t projects);

struct part_oracle {
  /// [plan] what each is worth beside `own_usd`; NaN where it has no answer. Nothing: cancelled.
  std::function<std::vector<double>(std::span<const plan>)> values;
};

struct part_options {
  std::vector<bool> is_whole;   ///< [project] it can only be built or not
  double indifference_usd = 0;  ///< plans that differ by less are taken for equal
};

struct chosen_plan {
  double budget_usd = 0;
  plan share;
  double cost_usd = 0, value_usd = 0;
  /// `value_usd` and the most that moving the budget about would bring if every project that can be
  /// built in part went on bringing what it does at `share`.
  double bound_usd = 0;
  /// [project] what a whole one would bring at the rate of the next part of it, of the last part
  /// where all of it is built; NaN where that has no answer or it can only be whole.
  std::vector<double> slope_usd;
};

struct plan_answer {
  std::vector<chosen_plan> frontier;  ///< [budget]
  std::size_t plans_solved = 0, plans_unsolved = 0;
  bool is_cancelled = false;
};

/// What a plan costs.
[[nodiscard]] double cost_of(std::span<const double> cost_usd, const plan& share);

/// Whether budgets and groups (whose shares sum to at most 1) allow a plan.
[[nodiscard]] bool is_within(const choice_problem& problem, double budget_usd, const plan& share);

/// The best plan found of each budget, which must ascend. `is_ruled_out` and `more_never_harms` of
/// the problem are not asked.
[[nodiscard]] plan_answer choose_parts(const choice_problem& problem,
                                       std::span<const double> budgets_usd,
                                       const part_options& options, const part_oracle& oracle);

}  // namespace amur::invest
