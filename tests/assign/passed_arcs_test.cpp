// What passes two arcs is the same whichever is asked about, in every model: the sum over tonnes of
// how often they use a, taken where they use b, is that of b taken at a. And what each pair sends
// over an arc adds up to its flow.

#include <gtest/gtest.h>

#include <cmath>

#include "amur/assign/all_or_nothing.h"
#include "amur/assign/bush_replay.h"
#include "amur/assign/logit_equilibrium.h"
#include "amur/assign/markov_equilibrium.h"
#include "amur/assign/markov_replay.h"
#include "amur/assign/replay.h"
#include "amur/assign/user_equilibrium.h"
#include "support/numbered_states.h"
#include "support/random_choice.h"

namespace amur::assign {
namespace {

using test::choice_maker;

enum class solver { logit, markov, user, all_or_nothing };

solution solve_by(solver of, const problem& problem) {
  const options wanted{1e-8, 200, 1, true};
  switch (of) {
    case solver::logit:
      return solve_logit(problem, wanted);
    case solver::markov:
      return solve_markov(problem, wanted);
    case solver::user:
      return solve_user_equilibrium(problem, wanted);
    case solver::all_or_nothing:
      break;
  }
  return solve_all_or_nothing(problem, wanted);
}

route_averages replay_by(solver of, const problem& problem, std::size_t k, const solution& solved,
                         const arc_attributes& attributes) {
  thread_pool pool(1);
  switch (of) {
    case solver::logit:
      return replay_logit(problem, k, solved, attributes, pool);
    case solver::markov:
      return replay_markov(problem, k, solved, attributes, pool);
    case solver::user:
      return replay_bushes(problem, k, solved, attributes);
    case solver::all_or_nothing:
      break;
  }
  return replay_all_or_nothing(problem, k, solved, attributes);
}

// Counts how often freight uses an arc; of all freight once where there is none.
arc_attributes counting(const problem& problem, std::size_t k, std::size_t arc) {
  arc_attributes counted{1, std::vector<double>(problem.graph.arc_count(), 0.0),
                         std::vector<double>(problem.classes[k].demand.size(), 0.0), true};
  if (arc < counted.value.size())
    counted.value[arc] = 1;
  else
    counted.start.assign(counted.start.size(), 1.0);
  return counted;
}

class passed_arcs : public testing::TestWithParam<solver> {
 protected:
  void check_class(const problem& problem, std::size_t k, const solution& solved,
                   choice_maker& random) {
    const auto& flow = solved.class_flow_t[k];
    double most = 1;
    for (const double each : flow) most = std::max(most, each);
    const double near = 1e-9 * most;
    const auto all = replay_by(GetParam(), problem, k, solved, counting(problem, k, flow.size()));
    for (std::size_t arc = 0; arc < flow.size(); ++arc)
      ASSERT_NEAR(all.through[arc], flow[arc], near) << arc;
    for (int pair = 0; pair < 4; ++pair) {
      const auto a = random.below(flow.size()), b = random.below(flow.size());
      const auto of_a = replay_by(GetParam(), problem, k, solved, counting(problem, k, a));
      const auto of_b = replay_by(GetParam(), problem, k, solved, counting(problem, k, b));
      // Freight may go round and pass often; on cheapest ways it doesn't.
      ASSERT_NEAR(of_a.through[b], of_b.through[a], near * (1 + of_a.through[b] / most));
      ASSERT_LE(GetParam() == solver::markov || GetParam() == solver::logit ? 0 : of_a.through[b],
                std::min(flow[a], flow[b]) + near);
      double by_pair = 0;
      for (std::size_t i = 0; i < of_a.od.size(); ++i)
        by_pair += of_a.od[i] * solved.od[k][i].delivered_t;
      ASSERT_NEAR(by_pair, flow[a], near);
      both_ += of_a.through[b] > near && a != b;
    }
  }

  std::size_t both_ = 0;  // pairs of arcs that some freight passes both of
};

TEST_P(passed_arcs, share_their_freight_whichever_is_asked_about) {
  choice_maker random(test::random_seed());
  for (std::size_t i = 0; i < test::random_networks(300); ++i) {
    auto made = random.make(1.5);
    // Round costs of 0 let walks go round for nothing.
    if (GetParam() == solver::markov)
      for (auto& arc : made.arcs) arc.fixed_cost += 40;
    if (GetParam() == solver::all_or_nothing || GetParam() == solver::user)
      for (auto& arc : made.arcs) arc.constant = 0;
    const auto problem = problem_of(made);
    if (problem.graph.arc_count() == 0) continue;
    const auto solved = solve_by(GetParam(), problem);
    if (solved.status == status::no_finite_solution) continue;
    for (std::size_t k = 0; k < problem.classes.size(); ++k)
      ASSERT_NO_FATAL_FAILURE(check_class(problem, k, solved, random)) << printed(made);
  }
  EXPECT_GT(both_, 20U);
}

INSTANTIATE_TEST_SUITE_P(every, passed_arcs,
                         testing::Values(solver::logit, solver::markov, solver::user,
                                         solver::all_or_nothing),
                         [](const auto& tried) {
                           switch (tried.param) {
                             case solver::logit:
                               return "logit";
                             case solver::markov:
                               return "markov";
                             case solver::user:
                               return "user";
                             case solver::all_or_nothing:
                               break;
                           }
                           return "all_or_nothing";
                         });

}  // namespace
}  // namespace amur::assign
