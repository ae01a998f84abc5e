// The nested logit against a plain witness that follows every chain, on random networks: free
// flow, congestion, hard capacities.

#include "support/choice_oracle.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <sstream>

#include "amur/assign/logit_equilibrium.h"
#include "support/random_choice.h"

namespace amur::assign {
namespace {

using test::choice_case;
using test::choice_maker;
using test::choice_oracle;
using test::oracle_costs;
using test::oracle_loading;
using test::real;

constexpr options strict{1e-9, 5000, 1, false};
constexpr double close_enough = 1e-6;

double demand_of(const problem& problem) {
  double sum = 0;
  for (const auto& user : problem.classes)
    for (const auto& pair : user.demand) sum += pair.t_per_day;
  return sum;
}

// What each class does at the times and prices of an answer, by the witness.
std::vector<oracle_loading> witnessed(const problem& problem, const solution& answer) {
  const std::vector<real> volume(answer.volume_pce.begin(), answer.volume_pce.end());
  std::vector<oracle_loading> loadings;
  for (const auto& user : problem.classes)
    loadings.push_back(
        choice_oracle(problem, user)
            .load(oracle_costs(problem, user, volume, answer.constraint_price_usd)));
  return loadings;
}

void compare_flows(const oracle_loading& right, const std::vector<double>& flow, double whole,
                   std::ostream& wrong) {
  for (std::size_t arc = 0; arc < flow.size(); ++arc)
    if (!(std::abs(flow[arc] - right.flow[arc]) <= close_enough * whole))
      wrong << "arc " << arc << " carries " << flow[arc] << ", right is " << right.flow[arc] << '\n';
}

void compare_pairs(const oracle_loading& right, const std::vector<od_result>& pairs, double whole,
                   std::ostream& wrong) {
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const double cost = pairs[i].expected_cost_usd_per_t;
    const bool same = std::isfinite(cost) == std::isfinite(right.expected[i]) &&
                      !(std::abs(cost - right.expected[i]) >
                        close_enough * std::max<real>(1, std::abs(right.expected[i])));
    if (!same)
      wrong << "pair " << i << " expects to pay " << cost << ", right is " << right.expected[i]
            << '\n';
    if (!(std::abs(pairs[i].delivered_t - right.delivered[i]) <= close_enough * whole))
      wrong << "pair " << i << " moves " << pairs[i].delivered_t << ", right is "
            << right.delivered[i] << '\n';
  }
}

void check_capacities(const problem& problem, const solution& answer, std::ostream& wrong) {
  for (std::size_t c = 0; c < problem.constraints.size(); ++c) {
    const auto& capacity = problem.constraints[c];
    double used = 0;
    for (std::size_t k = 0; k < problem.classes.size(); ++k)
      for (const auto arc : capacity.arcs)
        used += answer.class_flow_t[k][arc] * (capacity.measure == measure::vehicles
                                                   ? problem.classes[k].vehicles_per_t[0]
                                                   : problem.classes[k].freight_t_per_t);
    const double price = answer.constraint_price_usd[c];
    if (used > capacity.limit * (1 + close_enough))
      wrong << "capacity " << c << " of " << capacity.limit << " carries " << used << '\n';
    if (price < 0 || (price > 0 && used < capacity.limit * (1 - close_enough)))
      wrong << "capacity " << c << " with room has price " << price << '\n';
  }
}

void check_answer(const problem& problem, const solution& answer, std::ostream& wrong) {
  if (answer.status != status::converged)
    wrong << "not converged: residual " << answer.residual << ", of capacities "
          << answer.constraint_residual << " after " << answer.log.size() << " loadings\n";
  const auto right = witnessed(problem, answer);
  const double whole = demand_of(problem);
  if (answer.status == status::converged) {
    for (std::size_t k = 0; k < problem.classes.size(); ++k) {
      compare_flows(right[k], answer.class_flow_t[k], whole, wrong);
      compare_pairs(right[k], answer.od[k], whole, wrong);
    }
    check_capacities(problem, answer, wrong);
  }
}

// What is wrong with the solver's answer; empty: nothing.
std::string faults_of(const choice_case& made) {
  std::ostringstream wrong;
  const auto problem = problem_of(made);
  try {
    check_answer(problem, solve_logit(problem, strict), wrong);
  } catch (const std::exception& failure) {
    wrong << "thrown: " << failure.what() << '\n';
  }
  return wrong.str();
}

// Tries random cases and stops at the first that is answered wrongly.
void try_cases(std::size_t count, const std::function<choice_case(choice_maker&)>& make) {
  const auto seed = test::random_seed();
  for (std::size_t i = 0; i < count; ++i) {
    choice_maker maker(seed + i);
    const auto made = make(maker);
    const auto faults = faults_of(made);
    ASSERT_EQ(faults, "") << "AMUR_RANDOM_SEED=" << seed + i << '\n' << printed(made);
  }
}

TEST(choice_oracle, free_flow_is_shared_as_the_witness_says) {
  try_cases(test::random_networks(2000), [](choice_maker& maker) { return maker.make(); });
}

TEST(choice_oracle, congestion_ends_where_the_witness_would_stay) {
  try_cases(test::random_networks(300, 0.1), [](choice_maker& maker) {
    return maker.make(maker.pick({1.0, 5.0, 20.0, 50.0}));
  });
}

TEST(choice_oracle, full_capacities_are_priced_so_that_the_witness_keeps_to_them) {
  try_cases(test::random_networks(300, 0.1), [](choice_maker& maker) {
    auto made = maker.make(maker.pick({0.0, 0.0, 5.0}));
    maker.add_capacities(made);
    return made;
  });
}

}  // namespace
}  // namespace amur::assign
