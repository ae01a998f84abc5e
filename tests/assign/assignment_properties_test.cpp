// What must hold on any network.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/conservation.h"
#include "amur/assign/cost.h"
#include "amur/assign/frank_wolfe.h"
#include "amur/assign/logit_equilibrium.h"
#include "support/numbered_states.h"
#include "support/random_problem.h"

namespace amur::assign {
namespace {

using test::freight;

void check_flows(const problem& problem, const solution& solution) {
  RC_ASSERT(conservation_error(problem, solution) < 1e-9);
  for (std::size_t k = 0; k < problem.classes.size(); ++k) {
    for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
      RC_ASSERT(solution.class_flow_t[k][arc] >= 0);
      if (!std::isfinite(problem.classes[k].fixed_cost_usd_per_t[arc]))
        RC_ASSERT(solution.class_flow_t[k][arc] == 0);
    }
    for (const auto& pair : solution.od[k])
      RC_ASSERT(pair.delivered_t >= 0 && pair.unserved_t >= 0);
  }
}

TEST(assignment, logit_conserves_flow_on_any_network) {
  EXPECT_TRUE(rc::check([] {
    const auto problem = test::any_problem();
    check_flows(problem, solve_logit(problem, {1e-6, 60, 1, false}));
  }));
}

TEST(assignment, frank_wolfe_conserves_flow_and_never_understates_its_gap) {
  EXPECT_TRUE(rc::check([] {
    const auto problem = test::any_problem();
    const auto solution = solve_frank_wolfe(problem, {1e-4, 60, 1, false});
    check_flows(problem, solution);
    RC_ASSERT(solution.residual >= -1e-12);
    if (!problem.constraints.empty()) return;
    // The gap again, from scratch: what is paid against what the cheapest routes cost.
    thread_pool pool(1);
    const auto cheapest = load_all_or_nothing(problem, solution.arc_time_h, {}, false, pool);
    double paid = 0, least = 0;
    std::vector<double> cost;
    for (std::size_t k = 0; k < problem.classes.size(); ++k) {
      class_costs(problem, problem.classes[k], solution.arc_time_h, {}, cost);
      const double scale =
          problem.classes[k].pce_per_t[0] / problem.classes[k].time_cost_usd_per_t_h[0];
      for (std::size_t a = 0; a < cost.size(); ++a) {
        if (solution.class_flow_t[k][a] > 0) paid += scale * cost[a] * solution.class_flow_t[k][a];
        if (cheapest.class_flow_t[k][a] > 0) least += scale * cost[a] * cheapest.class_flow_t[k][a];
      }
    }
    const double gap = paid > 0 ? (paid - least) / paid : 0;
    // Unserved freight pays the same in both and only dilutes the solver's figure.
    RC_ASSERT(gap >= -1e-9);
    bool all_served = true;
    for (const auto& pairs : solution.od)
      for (const auto& pair : pairs) all_served = all_served && pair.unserved_t == 0;
    if (all_served && solution.status == status::converged) RC_ASSERT(gap <= 1e-4 + 1e-9);
  }));
}

TEST(assignment, a_dearer_crossing_never_gains) {
  EXPECT_TRUE(rc::check([] {
    const double first = 0.1 * *rc::gen::inRange(0, 100), second = 0.1 * *rc::gen::inRange(0, 100);
    const double toll = 0.1 * *rc::gen::inRange(1, 50);
    const auto flow_at = [&](double fee) {
      const auto problem =
          test::small_problem(2,
                              {{0, 1, {network::delay_kind::bpr, 1, 50, 0.15, 4}, first + fee, 1},
                               {0, 1, {network::delay_kind::bpr, 1, 50, 0.15, 4}, second, 2}},
                              {freight(0, 1, 100)});
      return solve_logit(problem, {1e-10, 500, 1, false}).class_flow_t[0][0];
    };
    RC_ASSERT(flow_at(toll) <= flow_at(0) + 1e-6);
  }));
}

TEST(assignment, identical_classes_add_up_to_one) {
  auto one = test::small_problem(
      2, {{0, 1, test::linear_delay(1, 0.02), 0, 1}, {0, 1, test::linear_delay(2, 0.01), 0, 2}},
      {freight(0, 1, 90)});
  auto three = one;
  three.classes[0].demand[0].t_per_day = 30;
  three.classes.push_back(three.classes[0]);
  three.classes.push_back(three.classes[0]);
  EXPECT_NEAR(solve_logit(one, {1e-12, 500, 1, false}).volume_pce[0],
              solve_logit(three, {1e-12, 500, 1, false}).volume_pce[0], 1e-8);
}

}  // namespace
}  // namespace amur::assign
