#include "amur/assign/markov_replay.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cmath>

#include "amur/assign/markov_equilibrium.h"
#include "support/numbered_states.h"
#include "support/random_problem.h"

namespace amur::assign {
namespace {

using test::freight;

constexpr options recorded{1e-10, 500, 1, true};

TEST(markov_replay, averages_over_rounds_of_a_cycle_are_those_of_the_series) {
  // 0 -> 1 -> 2 with rounds 1 -> 3 -> 1, taken r times with probability (1 - q) q^r, q = exp(-2).
  const auto problem = test::small_problem(4,
                                           {{0, 1, test::constant_delay(1), 0, 1},
                                            {1, 2, test::constant_delay(1), 0, 2},
                                            {1, 3, test::constant_delay(1), 0, 3},
                                            {3, 1, test::constant_delay(1)}},
                                           {freight(0, 2, 10)});
  const auto solution = solve_markov(problem, recorded);
  arc_attributes attributes{1, {1, 1, 1, 1}, {0.5}};  // arcs passed, and a half to start with
  thread_pool pool(1);
  const auto averages = replay_markov(problem, 0, solution, attributes, pool);

  const double q = std::exp(-2.0);
  double mean = 0, over_entry = 0, over_round = 0;
  for (int r = 0; r < 60; ++r) {
    const double probability = (1 - q) * std::pow(q, r), total = 2.5 + 2 * r;
    mean += probability * total;
    over_entry += 10 * probability * total;
    over_round += 10 * probability * r * total;  // once for each passage
  }
  EXPECT_NEAR(averages.od[0], mean, 1e-12);
  for (std::size_t arc = 0; arc < 4; ++arc) {
    const double expected = problem.arc_label[arc] == 0   ? 0
                            : problem.arc_label[arc] == 3 ? over_round
                                                          : over_entry;
    EXPECT_NEAR(averages.through[arc], expected, 1e-10);
  }
}

TEST(markov_replay, adds_up_to_flows_on_any_network) {
  EXPECT_TRUE(rc::check([] {
    auto problem = test::any_problem();
    for (auto& user : problem.classes) user.dispersion_usd_per_t = 0.3;
    const auto solution = solve_markov(problem, {1e-6, 40, 1, true});
    if (solution.status == status::no_finite_solution) return;
    thread_pool pool(1);
    for (std::size_t k = 0; k < problem.classes.size(); ++k) {
      const auto& flow = solution.class_flow_t[k];
      // Two figures: the arc's number, and one that every demand starts with and no arc adds to.
      arc_attributes attributes{2, {}, {}};
      for (std::size_t arc = 0; arc < flow.size(); ++arc) {
        attributes.value.push_back(static_cast<double>(arc));
        attributes.value.push_back(0);
      }
      for (std::size_t i = 0; i < problem.classes[k].demand.size(); ++i) {
        attributes.start.push_back(0);
        attributes.start.push_back(1);
      }
      const auto averages = replay_markov(problem, k, solution, attributes, pool);
      double by_pair = 0, by_arc = 0;
      for (std::size_t i = 0; i < problem.classes[k].demand.size(); ++i)
        by_pair += solution.od[k][i].delivered_t * averages.od[2 * i];
      for (std::size_t arc = 0; arc < flow.size(); ++arc) {
        by_arc += flow[arc] * static_cast<double>(arc);
        const double expected = problem.label(arc) == 0 ? 0 : flow[arc];
        RC_ASSERT(std::abs(averages.through[2 * arc + 1] - expected) < 1e-9 * (1 + expected));
      }
      RC_ASSERT(std::abs(by_pair - by_arc) < 1e-9 * (1 + by_arc));
    }
  }));
}

TEST(markov_replay, threads_do_not_change_a_bit) {
  std::vector<test::small_arc> arcs;
  for (std::uint32_t i = 0; i < 30; ++i)
    for (const std::uint32_t j : {1U, 4U, 7U})
      arcs.push_back({i, (i + j) % 30, test::constant_delay(1 + 0.1 * j), 0, j});
  std::vector<od_demand> demand;
  for (std::uint32_t i = 0; i < 30; ++i) demand.push_back(freight(i, (i * 7 + 3) % 30, 10.0 + i));
  auto problem = test::small_problem(30, arcs, demand);
  problem.classes[0].dispersion_usd_per_t = 0.6;
  const auto solution = solve_markov(problem, recorded);
  ASSERT_EQ(solution.status, status::converged);
  arc_attributes attributes{1, std::vector<double>(arcs.size(), 1.0),
                            std::vector<double>(demand.size(), 0.3)};
  thread_pool one(1), three(3);
  const auto a = replay_markov(problem, 0, solution, attributes, one);
  const auto b = replay_markov(problem, 0, solution, attributes, three);
  EXPECT_EQ(a.od, b.od);
  EXPECT_EQ(a.through, b.through);
}

}  // namespace
}  // namespace amur::assign
