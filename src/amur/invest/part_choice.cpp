#include "amur/invest/part_choice.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "amur/base/number.h"
#include "amur/invest/packing.h"

namespace amur::invest {
namespace {

// Of a project: the first step about a plan, the least, and how far apart a slope is measured.
constexpr double first_step = 0.5, least_step = 1e-3;
constexpr double least_probe = 2e-3, most_probe = 0.1;
// Of a step that a linear programme says.
constexpr std::array step_parts = {1.0, 0.5, 0.25};
constexpr double rounding = 1e-12;
// Climbs again from a better plan that a slope was measured at.
constexpr int most_climbs = 4;
// Of one climb, where gains are no more than rounding.
constexpr int most_steps = 200;

// What a plan takes of the budget of all, of that of each payer and of each group, and the most.
struct budget_rows {
  std::vector<std::vector<double>> use;  ///< [row][project] of a whole one
  std::vector<double> limit;
};

budget_rows rows_of(const choice_problem& problem, double budget_usd) {
  budget_rows rows{{problem.cost_usd}, {budget_usd}};
  for (const auto& payer : problem.payers) {
    rows.use.push_back(payer.cost_usd);
    rows.limit.push_back(payer.budget_usd);
  }
  for (const auto group : std::set(problem.group.begin(), problem.group.end())) {
    if (group == 0) continue;
    auto& row = rows.use.emplace_back();
    for (const auto each : problem.group) row.push_back(each == group ? 1 : 0);
    rows.limit.push_back(1);
  }
  return rows;
}

// Of a plan: what a whole project would bring at the rate of its next part, and of its last.
struct slopes {
  std::vector<double> up, down;  ///< NaN where there is no such part, or it has no answer
};

// What a linear programme says, and what it expects of it.
struct step_to {
  plan at;
  double gain_usd = 0;
};

class part_search {
 public:
  part_search(const choice_problem& problem, const part_options& options, const part_oracle& oracle)
      : problem_(problem), options_(options), oracle_(oracle) {}

  /// False: cancelled.
  [[nodiscard]] bool choose(double budget_usd, const plan& before, chosen_plan& to);
  [[nodiscard]] std::size_t solved() const { return value_.size(); }
  [[nodiscard]] std::size_t unsolved() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(value_, [](const auto& each) { return std::isnan(each.second); }));
  }

 private:
  [[nodiscard]] std::size_t projects() const { return problem_.cost_usd.size(); }
  [[nodiscard]] bool solve(std::span<const plan> plans);
  [[nodiscard]] double value(const plan& at) const { return value_.at(at); }
  [[nodiscard]] std::optional<slopes> slopes_at(const plan& at, double probe);
  [[nodiscard]] step_to best_step(const slopes& slope, const plan& at, double step,
                                  double budget_usd) const;
  [[nodiscard]] bool climb(plan& at, double budget_usd);
  [[nodiscard]] bool change_wholes(plan& best, double budget_usd);
  [[nodiscard]] bool wholes_fit(const plan& at, double budget_usd) const;
  [[nodiscard]] plan best_known(double budget_usd) const;

  const choice_problem& problem_;
  const part_options& options_;
  const part_oracle& oracle_;
  std::map<plan, double> value_;  ///< NaN where a plan has no answer
};

bool part_search::solve(std::span<const plan> plans) {
  std::vector<plan> fresh;
  for (const auto& each : plans)
    if (!value_.contains(each) && std::ranges::find(fresh, each) == fresh.end())
      fresh.push_back(each);
  if (fresh.empty()) return true;
  const auto found = oracle_.values(fresh);
  if (found.size() != fresh.size()) return false;
  for (std::size_t i = 0; i < fresh.size(); ++i)
    value_[fresh[i]] = found[i] + cost_of(problem_.own_usd, fresh[i]);
  return true;
}

// From plans with a little more and a little less of each; nothing: cancelled.
std::optional<slopes> part_search::slopes_at(const plan& at, double probe) {
  std::vector<plan> less(projects(), at), more(projects(), at), asked{at};
  for (std::size_t i = 0; i < projects(); ++i) {
    if (options_.is_whole[i]) continue;
    less[i][i] = std::max(0.0, at[i] - probe);
    more[i][i] = std::min(1.0, at[i] + probe);
    asked.insert(asked.end(), {less[i], more[i]});
  }
  if (!solve(asked)) return std::nullopt;
  slopes of{std::vector(projects(), no_number), std::vector(projects(), no_number)};
  for (std::size_t i = 0; i < projects(); ++i) {
    if (more[i][i] > at[i]) of.up[i] = (value(more[i]) - value(at)) / (more[i][i] - at[i]);
    if (less[i][i] < at[i]) of.down[i] = (value(at) - value(less[i])) / (at[i] - less[i][i]);
    // Where the next part brings more than the last did, one number stands for both.
    if (of.up[i] > of.down[i])
      of.up[i] = of.down[i] = (value(more[i]) - value(less[i])) / (more[i][i] - less[i][i]);
  }
  return of;
}

// From the least of each project that the step allows up: first what there is of it, at the rate of
// its last part, then more, at that of the next.
step_to part_search::best_step(const slopes& slope, const plan& at, double step,
                               double budget_usd) const {
  const auto [use, limit] = rows_of(problem_, budget_usd);
  packing asked;
  plan least = at;
  double now_usd = 0;
  for (std::size_t i = 0; i < projects(); ++i) {
    if (!std::isnan(slope.down[i])) least[i] = std::max(0.0, at[i] - step);
    asked.gain.push_back(std::isnan(slope.down[i]) ? 0 : slope.down[i]);
    asked.most.push_back(at[i] - least[i]);
    now_usd += asked.gain.back() * asked.most.back();
  }
  for (std::size_t i = 0; i < projects(); ++i) {
    const bool is_known = !std::isnan(slope.up[i]);
    asked.gain.push_back(is_known ? slope.up[i] : 0);
    asked.most.push_back(is_known ? std::min(1.0, at[i] + step) - at[i] : 0);
  }
  for (std::size_t row = 0; row < use.size(); ++row) {
    asked.limit.push_back(std::max(0.0, limit[row] - cost_of(use[row], least)));
    auto& both = asked.use.emplace_back(use[row]);
    both.insert(both.end(), use[row].begin(), use[row].end());
  }
  const auto best = pack(asked);
  step_to found{least, best.gain - now_usd};
  for (std::size_t i = 0; i < projects(); ++i) {
    const double last = best.amount[i], next = best.amount[projects() + i];
    found.at[i] = last == asked.most[i] ? at[i] + next : least[i] + last + next;
  }
  return found;
}

plan between(const plan& from, const plan& to, double part) {
  plan at(from.size());
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = from[i] + part * (to[i] - from[i]);
  return part == 1 ? to : at;
}

bool part_search::climb(plan& at, double budget_usd) {
  double step = first_step;
  for (int steps = 0; step >= least_step && steps < most_steps; ++steps) {
    const auto slope = slopes_at(at, std::clamp(step / 4, least_probe, most_probe));
    if (!slope) return false;
    const auto toward = best_step(*slope, at, step, budget_usd);
    double part_taken = 0;
    if (toward.gain_usd > options_.indifference_usd) {
      std::vector<plan> tries;
      tries.reserve(step_parts.size());
      for (const double part : step_parts) tries.push_back(between(at, toward.at, part));
      if (!solve(tries)) return false;
      plan best = at;
      for (std::size_t i = 0; i < tries.size(); ++i)
        if (value(tries[i]) > value(best) + (part_taken == 0 ? options_.indifference_usd : 0)) {
          best = tries[i];
          part_taken = step_parts[i];
        }
      at = std::move(best);
    }
    step = part_taken == 1   ? std::min(1.0, 2 * step)
           : part_taken == 0 ? step * step_parts.back() / 2
                             : step * part_taken;
  }
  return true;
}

plan part_search::best_known(double budget_usd) const {
  plan best(projects(), 0.0);
  for (const auto& [at, worth] : value_)
    if (worth > value(best) + options_.indifference_usd && is_within(problem_, budget_usd, at))
      best = at;
  return best;
}

bool part_search::wholes_fit(const plan& at, double budget_usd) const {
  auto wholes = at;
  for (std::size_t i = 0; i < projects(); ++i)
    if (!options_.is_whole[i]) wholes[i] = 0;
  return is_within(problem_, budget_usd, wholes);
}

bool part_search::change_wholes(plan& best, double budget_usd) {
  for (bool is_better = true; is_better;) {
    is_better = false;
    const auto slope = slopes_at(best, least_probe);
    if (!slope) return false;
    for (std::size_t i = 0; i < projects() && !is_better; ++i) {
      auto other = best;
      other[i] = 1 - best[i];
      if (!options_.is_whole[i] || !wholes_fit(other, budget_usd)) continue;
      if (!solve(std::span(&other, 1))) return false;
      auto rest = best_step(*slope, other, 1, budget_usd);
      const double promised = value(other) - value(best) + rest.gain_usd;
      if (!(promised > options_.indifference_usd)) continue;
      if (!solve(std::span(&rest.at, 1))) return false;
      if (std::isnan(value(rest.at))) continue;
      if (!climb(rest.at, budget_usd)) return false;
      is_better = value(rest.at) > value(best) + options_.indifference_usd;
      if (is_better) best = std::move(rest.at);
    }
  }
  return true;
}

bool part_search::choose(double budget_usd, const plan& before, chosen_plan& to) {
  const plan nothing(projects(), 0.0);
  std::vector<plan> single{nothing};
  for (std::size_t i = 0; i < projects(); ++i)
    if (!options_.is_whole[i]) single.emplace_back(nothing)[i] = 1;
  if (!solve(single)) return false;
  slopes alone{std::vector(projects(), no_number), std::vector(projects(), no_number)};
  for (std::size_t i = 0, at = 1; i < projects(); ++i)
    if (!options_.is_whole[i]) alone.up[i] = value(single[at++]);
  for (auto start : {before, best_step(alone, nothing, 1, budget_usd).at}) {
    if (!solve(std::span(&start, 1))) return false;
    if (!std::isnan(value(start)) && !climb(start, budget_usd)) return false;
  }
  auto best = best_known(budget_usd);
  if (!change_wholes(best, budget_usd)) return false;
  best = best_known(budget_usd);
  for (int i = 0; i < most_climbs; ++i) {
    auto from = best;
    if (!climb(from, budget_usd)) return false;
    auto higher = best_known(budget_usd);
    if (higher == best) break;
    best = std::move(higher);
  }
  const auto slope = slopes_at(best, least_probe);
  if (!slope) return false;
  to.budget_usd = budget_usd;
  to.share = best;
  to.cost_usd = cost_of(problem_.cost_usd, best);
  to.value_usd = value(best);
  for (std::size_t i = 0; i < projects(); ++i)
    to.slope_usd.push_back(best[i] == 1 ? slope->down[i] : slope->up[i]);
  to.bound_usd = to.value_usd + std::max(0.0, best_step(*slope, best, 1, budget_usd).gain_usd);
  return true;
}

}  // namespace

plan plan_of(project_set set, std::size_t projects) {
  plan share(projects, 0.0);
  for (std::size_t i = 0; i < projects; ++i) share[i] = static_cast<double>(set >> i & 1);
  return share;
}

double cost_of(std::span<const double> cost_usd, const plan& share) {
  return std::inner_product(cost_usd.begin(), cost_usd.end(), share.begin(), 0.0);
}

bool is_within(const choice_problem& problem, double budget_usd, const plan& share) {
  const auto [use, limit] = rows_of(problem, budget_usd);
  for (std::size_t row = 0; row < use.size(); ++row)
    if (cost_of(use[row], share) > limit[row] * (1 + rounding)) return false;
  return true;
}

plan_answer choose_parts(const choice_problem& problem, std::span<const double> budgets_usd,
                         const part_options& options, const part_oracle& oracle) {
  plan_answer answer;
  part_search search(problem, options, oracle);
  plan before(problem.cost_usd.size(), 0.0);
  for (const double budget : budgets_usd) {
    chosen_plan chosen;
    if (!search.choose(budget, before, chosen)) {
      answer.is_cancelled = true;
      return answer;
    }
    before = chosen.share;
    answer.frontier.push_back(std::move(chosen));
  }
  answer.plans_solved = search.solved();
  answer.plans_unsolved = search.unsolved();
  return answer;
}

}  // namespace amur::invest
