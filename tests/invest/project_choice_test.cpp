// Choices of projects held against every set that there is, of values that are anything at all:
// what is said to be certified is the best, and bounds that are said to be proven hold.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "amur/invest/project_choice.h"

namespace amur::test {
namespace {

using invest::bound_kind;
using invest::project_set;

// Values by formulas of their own: a number for each set.
struct told_sets {
  invest::choice_problem problem;
  std::vector<double> value;     // [set]
  std::vector<bool> is_allowed;  // [set]
  std::size_t asked = 0;

  [[nodiscard]] std::size_t projects() const { return problem.cost_usd.size(); }
  [[nodiscard]] bool fits(double budget, project_set set) const {
    double cost = 0;
    std::vector<double> paid(problem.payers.size(), 0);
    for (std::size_t i = 0; i < projects(); ++i) {
      if (!(set >> i & 1)) continue;
      cost += problem.cost_usd[i];
      for (std::size_t p = 0; p < paid.size(); ++p) paid[p] += problem.payers[p].cost_usd[i];
      for (std::size_t j = 0; j < i; ++j)
        if ((set >> j & 1) && problem.group[i] != 0 && problem.group[i] == problem.group[j])
          return false;
    }
    for (std::size_t p = 0; p < paid.size(); ++p)
      if (paid[p] > problem.payers[p].budget_usd + 1e-9) return false;
    return cost <= budget + 1e-9;
  }
  [[nodiscard]] double worth(project_set set) const {
    double sum = value[set];
    for (std::size_t i = 0; i < projects(); ++i)
      if (set >> i & 1) sum += problem.own_usd[i];
    return sum;
  }
  [[nodiscard]] double best(double budget) const {
    double most = -std::numeric_limits<double>::infinity();
    for (project_set set = 0; set < value.size(); ++set)
      if (fits(budget, set) && is_allowed[set] && worth(set) > most) most = worth(set);
    return most;
  }
  // One less than there are within the budget, so that they must be searched.
  [[nodiscard]] std::size_t all_but_one(double budget) const {
    std::size_t count = 0;
    for (project_set set = 0; set < value.size(); ++set) count += fits(budget, set);
    return count - 1;
  }
  void let_all_stand() {
    std::ranges::fill(problem.group, 0U);
    problem.payers.clear();
  }
  invest::choice_answer choose(const std::vector<double>& budgets, std::size_t most_sets) {
    return invest::choose_projects(problem, budgets, {most_sets, 1e-9},
                                   {[this](std::span<const project_set> sets) {
                                      std::vector<double> told;
                                      for (const auto set : sets) told.push_back(value[set]);
                                      asked += sets.size();
                                      return told;
                                    },
                                    [this](project_set set) { return bool(is_allowed[set]); }});
  }
};

double some(double low, double high) {
  return low + (high - low) * (*rc::gen::inRange(0, 1'000'001)) * 1e-6;
}

told_sets random_costs(std::size_t projects) {
  told_sets made;
  made.problem.payers = {{{}, some(0, 30)}};
  for (std::size_t i = 0; i < projects; ++i) {
    made.problem.cost_usd.push_back(std::floor(some(0, 12)));
    made.problem.payers[0].cost_usd.push_back(made.problem.cost_usd[i] * some(0, 1));
    made.problem.group.push_back(*rc::gen::inRange(0U, 5U));
    made.problem.own_usd.push_back(some(-1, 0.2));
  }
  made.value.assign(std::size_t{1} << projects, 0);
  made.is_allowed.assign(made.value.size(), true);
  return made;
}

// Each set worth what it pleases, the empty one nothing.
told_sets of_any_value(std::size_t projects) {
  auto made = random_costs(projects);
  for (std::size_t set = 1; set < made.value.size(); ++set) {
    made.value[set] = some(-5, 10);
    made.is_allowed[set] = some(0, 1) < 0.8;
  }
  return made;
}

// Places covered by projects: gains fall as more is built.
told_sets of_covered_places(std::size_t projects) {
  auto made = random_costs(projects);
  std::vector<project_set> covers(20);
  std::vector<double> worth;
  for (auto& each : covers) {
    each = *rc::gen::inRange(0U, (1U << projects));
    worth.push_back(some(0, 3));
  }
  for (project_set set = 0; set < made.value.size(); ++set)
    for (std::size_t place = 0; place < covers.size(); ++place)
      if (set & covers[place]) made.value[set] += worth[place];
  return made;
}

// Corridors that are worth something once all their parts stand: gains rise.
told_sets of_whole_corridors(std::size_t projects) {
  auto made = random_costs(projects);
  for (int corridor = 0; corridor < 8; ++corridor) {
    const auto parts = *rc::gen::inRange(1U, (1U << projects));
    const double worth = some(0, 5);
    for (project_set set = 0; set < made.value.size(); ++set)
      if ((set & parts) == parts) made.value[set] += worth;
  }
  return made;
}

RC_GTEST_PROP(project_choice, of_few_is_the_best_of_all_sets, ()) {
  auto told = of_any_value(*rc::gen::inRange<std::size_t>(1, 9));
  const std::vector<double> budgets = {0, some(0, 20), some(20, 60), 1000};
  const auto found = told.choose(budgets, 1000);
  for (std::size_t b = 0; b < budgets.size(); ++b) {
    const auto& chosen = found.frontier[b];
    RC_ASSERT(chosen.is_certified && chosen.kind == bound_kind::every_set);
    RC_ASSERT(told.fits(budgets[b], chosen.set) && told.is_allowed[chosen.set]);
    RC_ASSERT(std::abs(chosen.value_usd - told.best(budgets[b])) < 1e-8);
    RC_ASSERT(std::abs(chosen.bound_usd - told.best(budgets[b])) < 1e-8);
  }
}

// A debt that each adds to and a room for it: what is ruled out is not solved, so that more
// projects than could be solved are certified, and the answer is the best of what the room allows.
RC_GTEST_PROP(project_choice, of_many_that_are_ruled_out_is_the_best_of_the_rest, ()) {
  auto told = of_any_value(9);
  told.let_all_stand();
  std::vector<double> debt;
  for (std::size_t i = 0; i < 9; ++i) debt.push_back(some(0, 10));
  const double room = some(0, 20);
  const auto is_beyond = [&](project_set set) {
    double sum = 0;
    for (std::size_t i = 0; i < 9; ++i)
      if (set >> i & 1) sum += debt[i];
    return sum > room;
  };
  std::size_t most = 0;
  for (project_set set = 0; set < told.value.size(); ++set) {
    told.is_allowed[set] = told.is_allowed[set] && !is_beyond(set);
    most += !is_beyond(set);
  }
  told.problem.is_ruled_out = is_beyond;
  const auto found = told.choose({1000.0}, most);
  RC_ASSERT(found.sets_solved == most && told.asked == most);
  RC_ASSERT(found.frontier[0].is_certified && told.is_allowed[found.frontier[0].set]);
  RC_ASSERT(std::abs(found.frontier[0].value_usd - told.best(1000)) < 1e-8);
}

// More than may be solved, of values that are anything: no answer is called certified.
RC_GTEST_PROP(project_choice, of_many_is_called_certified_only_where_it_is_proven, ()) {
  auto told = of_any_value(8);
  told.let_all_stand();
  const auto found = told.choose({1000.0}, 40);
  RC_ASSERT(found.frontier[0].kind == bound_kind::first_order);
  RC_ASSERT(!found.frontier[0].is_certified);
  RC_ASSERT(found.sets_solved <= 40 && told.asked <= 40);
  RC_ASSERT(told.fits(1000, found.frontier[0].set));
  RC_ASSERT(std::abs(found.frontier[0].value_usd - told.worth(found.frontier[0].set)) < 1e-9);
}

RC_GTEST_PROP(project_choice, that_never_harms_is_certified_by_branch_and_bound, ()) {
  const bool falls = *rc::gen::arbitrary<bool>();
  auto told = falls ? of_covered_places(10) : of_whole_corridors(10);
  told.problem.more_never_harms = true;
  const double budget = some(15, 40);
  const auto found = told.choose({budget}, told.all_but_one(budget));
  RC_ASSERT(found.frontier[0].kind == bound_kind::more_never_harms);
  RC_CLASSIFY(found.frontier[0].is_certified);
  if (!found.frontier[0].is_certified) return;  // too many sets were in question
  RC_ASSERT(std::abs(found.frontier[0].value_usd - told.best(budget)) < 1e-8);
  RC_ASSERT(found.frontier[0].bound_usd >= told.best(budget) - 1e-8);
}

// Where gains only fall, or only rise, the largest gain of each is seen before the search: alone,
// or on top of all others. So its bound holds there, though it can't be known to.
RC_GTEST_PROP(project_choice, by_first_order_gains_is_best_where_gains_fall_or_rise, ()) {
  const bool falls = *rc::gen::arbitrary<bool>();
  auto told = falls ? of_covered_places(10) : of_whole_corridors(10);
  told.let_all_stand();
  const double budget = some(15, 40);
  const auto found = told.choose({budget}, told.all_but_one(budget));
  RC_ASSERT(found.frontier[0].kind == bound_kind::first_order);
  RC_ASSERT(!found.frontier[0].is_certified);
  RC_CLASSIFY(!std::isnan(found.frontier[0].bound_usd));
  if (std::isnan(found.frontier[0].bound_usd)) return;
  RC_ASSERT(std::abs(found.frontier[0].value_usd - told.best(budget)) < 1e-8);
  RC_ASSERT(found.frontier[0].bound_usd >= told.best(budget) - 1e-8);
}

TEST(project_choice, takes_the_cheaper_of_two_that_are_worth_the_same) {
  told_sets told;
  told.problem = {{5, 3}, {}, {0, 0}, {0, 0}, false};
  told.value = {0, 7, 7, 7};
  told.is_allowed.assign(4, true);
  const auto found = told.choose({100.0}, 10);
  EXPECT_EQ(found.frontier[0].set, 2U);
  EXPECT_EQ(found.frontier[0].cost_usd, 3);
}

TEST(project_choice, without_an_answer_of_some_set_certifies_nothing_it_is_in) {
  told_sets told;
  told.problem = {{5, 3}, {}, {0, 0}, {0, 0}, false};
  told.value = {0, 2, 1, std::nan("")};
  told.is_allowed.assign(4, true);
  const auto found = told.choose({5.0, 8.0}, 10);
  EXPECT_TRUE(found.frontier[0].is_certified);
  EXPECT_FALSE(found.frontier[1].is_certified);
  EXPECT_TRUE(std::isnan(found.frontier[1].bound_usd));
  EXPECT_EQ(found.frontier[1].set, 1U);
  EXPECT_EQ(found.sets_unsolved, 1U);
}

TEST(project_choice, spends_a_budget_that_is_the_sum_of_its_costs) {
  told_sets told;
  told.problem = {{0.1, 0.2, 0.3}, {}, {0, 0, 0}, {0, 0, 0}, false};
  told.value = {0, 1, 1, 2, 1, 2, 2, 3};
  told.is_allowed.assign(8, true);
  EXPECT_EQ(told.choose({0.6}, 10).frontier[0].set, 7U);
}

// 30 projects of one worth by the unit of cost: a certificate in far fewer sets than 2^30.
TEST(project_choice, of_thirty_projects_that_never_harm_is_certified) {
  invest::choice_problem problem;
  std::vector<double> worth;
  for (std::size_t i = 0; i < 30; ++i) {
    problem.cost_usd.push_back(1 + static_cast<double>(i % 7));
    worth.push_back(i < 4 ? 100 : 1);
    problem.group.push_back(0);
    problem.own_usd.push_back(0);
  }
  problem.more_never_harms = true;
  const auto found = invest::choose_projects(problem, std::array{10.0}, {200'000, 0.5},
                                             {[&](std::span<const project_set> sets) {
                                                std::vector<double> told;
                                                for (const auto set : sets)
                                                  told.push_back(invest::cost_of(worth, set));
                                                return told;
                                              },
                                              [](project_set) { return true; }});
  EXPECT_TRUE(found.frontier[0].is_certified);
  EXPECT_EQ(found.frontier[0].set, 0b1111U);
}

}  // namespace
}  // namespace amur::test
