#include "amur/invest/set_search.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "amur/base/number.h"

namespace amur::invest {
namespace {

constexpr double unbounded = std::numeric_limits<double>::infinity();
constexpr int most_rounds = 20;

constexpr project_set only(std::size_t project) { return project_set{1} << project; }

// The most that shares of the open projects gain within what is left of one budget.
double fractional_gain(std::span<const std::size_t> open, std::span<const double> gain_usd,
                       std::span<const double> cost_usd, double left_usd) {
  std::vector<std::size_t> order(open.begin(), open.end());
  std::ranges::stable_sort(order, [&](std::size_t i, std::size_t j) {
    return gain_usd[i] * cost_usd[j] > gain_usd[j] * cost_usd[i];
  });
  double sum = 0;
  for (const auto i : order) {
    if (cost_usd[i] <= 0) {
      sum += gain_usd[i];
      continue;
    }
    const double share = std::clamp(left_usd / cost_usd[i], 0.0, 1.0);
    sum += share * gain_usd[i];
    left_usd -= share * cost_usd[i];
  }
  return sum;
}

class branch_search {
 public:
  branch_search(const choice_problem& problem, double budget_usd, const choice_options& options,
                solved_sets& solved)
      : problem_(problem), budget_usd_(budget_usd), options_(options), solved_(solved) {}

  void run(chosen_set& to);

 private:
  void visit(project_set built, std::size_t depth);
  double bound_of(project_set built, std::span<const std::size_t> open);
  double first_order_bound(project_set built, std::span<const std::size_t> open) const;
  [[nodiscard]] std::vector<std::size_t> open_at(project_set built, std::size_t depth) const;
  bool read_gains();

  const choice_problem& problem_;
  double budget_usd_;
  const choice_options& options_;
  solved_sets& solved_;
  std::vector<std::size_t> order_;  // most gain for the money first
  std::vector<double> gain_usd_;    // [project] largest seen, at least 0
  double best_usd_ = -unbounded, left_out_usd_ = -unbounded;
  bool is_whole_ = true;  // no node was left for want of sets to solve, or without an answer
};

// Whether any has grown, so that what was left out must be asked again.
bool branch_search::read_gains() {
  bool grows = false;
  gain_usd_.resize(problem_.cost_usd.size(), -1);
  for (std::size_t i = 0; i < gain_usd_.size(); ++i) {
    const double gain = std::fmax(0, solved_.largest_gain(i));
    grows = grows || gain > gain_usd_[i] + options_.indifference_usd;
    gain_usd_[i] = std::max(gain_usd_[i], gain);
  }
  return grows;
}

std::vector<std::size_t> branch_search::open_at(project_set built, std::size_t depth) const {
  std::vector<std::size_t> open;
  for (auto at = depth; at < order_.size(); ++at)
    if (is_within(problem_, budget_usd_, built | only(order_[at]))) open.push_back(order_[at]);
  return open;
}

double branch_search::first_order_bound(project_set built,
                                        std::span<const std::size_t> open) const {
  double gain = fractional_gain(open, gain_usd_, problem_.cost_usd,
                                budget_usd_ - cost_of(problem_.cost_usd, built));
  for (const auto& payer : problem_.payers)
    gain = std::min(gain, fractional_gain(open, gain_usd_, payer.cost_usd,
                                          payer.budget_usd - cost_of(payer.cost_usd, built)));
  return solved_.value(built) + gain;
}

double branch_search::bound_of(project_set built, std::span<const std::size_t> open) {
  if (!problem_.more_never_harms) return first_order_bound(built, open);
  auto all = built;
  double own = 0;
  for (const auto i : open) {
    all |= only(i);
    own += std::min(0.0, problem_.own_usd[i]);
  }
  if (!solved_.solve(std::array{all})) return unbounded;
  const double value = solved_.value(all) - own;
  return std::isnan(value) ? unbounded : value;
}

void branch_search::visit(project_set built, std::size_t depth) {
  if (!solved_.solve(std::array{built})) {
    is_whole_ = false;
    left_out_usd_ = unbounded;
    return;
  }
  const double value = solved_.value(built);
  if (std::isnan(value)) {
    // Nothing is known of those that contain it by way of it.
    is_whole_ = false;
    left_out_usd_ = unbounded;
    return;
  }
  if (value > best_usd_ && solved_.may_be_chosen(built)) best_usd_ = value;
  const auto open = open_at(built, depth);
  if (open.empty()) return;
  const double bound = bound_of(built, open);
  if (bound <= best_usd_ + options_.indifference_usd) {
    left_out_usd_ = std::max(left_out_usd_, bound);
    return;
  }
  const auto next = open.front();
  const auto at = static_cast<std::size_t>(std::ranges::find(order_, next) - order_.begin());
  visit(built | only(next), at + 1);
  visit(built, at + 1);
}

void branch_search::run(chosen_set& to) {
  order_.resize(problem_.cost_usd.size());
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  for (int round = 0; round < most_rounds && read_gains(); ++round) {
    std::ranges::stable_sort(order_, [&](std::size_t i, std::size_t j) {
      return gain_usd_[i] * problem_.cost_usd[j] > gain_usd_[j] * problem_.cost_usd[i];
    });
    is_whole_ = true;
    left_out_usd_ = -unbounded;
    visit(0, 0);
    if (problem_.more_never_harms || !is_whole_) break;
  }
  solved_.choose(budget_usd_, options_.indifference_usd, to);
  to.bound_usd = is_whole_ ? std::max(to.bound_usd, left_out_usd_) : no_number;
  to.kind = problem_.more_never_harms ? bound_kind::more_never_harms : bound_kind::first_order;
  to.is_certified = problem_.more_never_harms && is_whole_;
}

}  // namespace

void solve_first_sets(const choice_problem& problem, double budget_usd, solved_sets& solved) {
  const auto count = problem.cost_usd.size();
  std::vector<project_set> sets = {0};
  project_set all = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_within(problem, budget_usd, only(i))) continue;
    sets.push_back(only(i));
    bool is_first = true;
    for (std::size_t j = 0; j < i; ++j)
      if ((all & only(j)) && problem.group[i] != 0 && problem.group[i] == problem.group[j])
        is_first = false;
    if (is_first) all |= only(i);
  }
  sets.push_back(all);
  for (std::size_t i = 0; i < count; ++i)
    if (all & only(i)) sets.push_back(all & ~only(i));
  if (solved.solve(sets) || solved.is_cancelled()) return;
  // A small limit still has the first of them.
  for (const auto set : sets)
    if (!solved.solve(std::array{set})) return;
}

void search_sets(const choice_problem& problem, double budget_usd, const choice_options& options,
                 solved_sets& solved, chosen_set& to) {
  branch_search(problem, budget_usd, options, solved).run(to);
}

}  // namespace amur::invest
