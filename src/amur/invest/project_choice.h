#pragma once
// Which of a list of projects to build within budgets, where what one is worth depends on which
// others stand: a knapsack whose values are equilibria.
//
// Such values are neither sub- nor supermodular: parallel roads take traffic from each other,
// stretches of one corridor bring it, and by Braess's paradox a road may harm. So no sum of single
// gains bounds a set in general, and an answer is certified in two ways alone: every set that the
// budgets allow was solved, or more never harms and what everything still open would give is no
// better. Else first-order gains lead the search, and its answer is the best found.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace amur::invest {

/// Bit i: project i is built.
using project_set = std::uint32_t;
inline constexpr std::size_t most_projects = 30;

/// What one who pays may spend.
struct payer {
  std::vector<double> cost_usd;  ///< [project] of his, >= 0
  double budget_usd = 0;
};

struct choice_problem {
  std::vector<double> cost_usd;  ///< [project] >= 0, of all who pay
  std::vector<payer> payers;
  std::vector<std::uint32_t> group;  ///< [project] 0: none; of a group one at most is built
  std::vector<double> own_usd;       ///< [project] that it adds whatever else is built
  bool more_never_harms = false;     ///< known of the oracle's values: no project lowers them
  /// Whether neither a set nor one that contains it may be chosen, known without their values; may
  /// be empty.
  std::function<bool(project_set)> is_ruled_out = {};
};

struct set_oracle {
  /// [set] what each is worth beside `own_usd`; NaN where it has no answer. Nothing: cancelled.
  std::function<std::vector<double>(std::span<const project_set>)> values;
  /// Whether a set may be chosen beyond what budgets say; asked of sets that have a value.
  std::function<bool(project_set)> allowed;
};

struct choice_options {
  std::size_t most_sets = 5000;  ///< that are solved
  double indifference_usd = 0;   ///< of two sets that differ by less the cheaper is chosen
};

/// Why no set that the budget allows can be worth more than `bound_usd`.
enum class bound_kind {
  every_set,         ///< all were solved
  more_never_harms,  ///< proven: whatever is still open was built too
  first_order        ///< not proven: as if no gain were larger than the largest seen
};
[[nodiscard]] std::string_view to_string(bound_kind kind);

struct chosen_set {
  double budget_usd = 0;
  project_set set = 0;
  double cost_usd = 0, value_usd = 0;
  double bound_usd = 0;  ///< NaN where sets without an answer leave none
  bound_kind kind = bound_kind::every_set;
  bool is_certified = false;  ///< proven to be within the indifference of the best
};

struct choice_answer {
  std::vector<chosen_set> frontier;  ///< [budget]
  std::vector<double> alone_usd;     ///< [project] of it alone; NaN where not solved
  std::vector<double> largest_usd;   ///< [project] the largest gain seen by adding it
  std::size_t sets_solved = 0, sets_unsolved = 0;
  bool is_cancelled = false;
};

/// What a set costs, summed in the order of projects.
[[nodiscard]] double cost_of(std::span<const double> cost_usd, project_set set);

/// Whether budgets and groups allow a set that isn't ruled out.
[[nodiscard]] bool is_within(const choice_problem& problem, double budget_usd, project_set set);

/// The best set of each budget. All sets are solved where the largest budget allows no more than
/// `most_sets`, else branch and bound looks among them. The empty set is always allowed.
[[nodiscard]] choice_answer choose_projects(const choice_problem& problem,
                                            std::span<const double> budgets_usd,
                                            const choice_options& options,
                                            const set_oracle& oracle);

}  // namespace amur::invest
