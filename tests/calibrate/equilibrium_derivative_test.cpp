// The derivative of an equilibrium against central differences of equilibria that are solved anew,
// on random networks: congestion, full capacities, freight that stays away, elastic demand.

#include "amur/calibrate/equilibrium_derivative.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string>

#include "amur/assign/logit_equilibrium.h"
#include "amur/assign/markov_equilibrium.h"
#include "support/random_choice.h"

namespace amur::calibrate {
namespace {

using assign::problem;
using assign::solution;

constexpr assign::options exact{1e-12, 400, 1, false};

solution solve(const problem& problem, choice_model model, const solution* start = nullptr) {
  auto how = exact;
  how.start = start;
  return model == choice_model::logit ? assign::solve_logit(problem, how)
                                      : assign::solve_markov(problem, how);
}

// Changes something of a problem by so much.
struct cell {
  std::string name;
  double size = 1;  // by how much it may move
  std::function<void(problem&, double)> add;
};

std::vector<cell> cells_of(const problem& of, std::uint32_t seed) {
  std::vector<cell> cells;
  const auto arc = seed % of.graph.arc_count();
  const auto& user = of.classes[0];
  const double theta = user.dispersion_usd_per_t;
  cells.push_back({"fixed cost", std::min(1.0, theta), [arc](problem& p, double by) {
                     for (auto& each : p.classes) each.fixed_cost_usd_per_t[arc] += by;
                   }});
  cells.push_back({"time cost", 0.1 * user.time_cost_usd_per_t_h[0],
                   [](problem& p, double by) { p.classes[0].time_cost_usd_per_t_h[0] += by; }});
  cells.push_back({"dispersion", 0.1 * theta,
                   [](problem& p, double by) { p.classes[0].dispersion_usd_per_t += by; }});
  cells.push_back({"route dispersion", 0.1 * user.route_dispersion_usd_per_t,
                   [](problem& p, double by) { p.classes[0].route_dispersion_usd_per_t += by; }});
  cells.push_back(
      {"free time", 0.1, [arc](problem& p, double by) { p.delay[arc].free_time_h += by; }});
  if (!user.demand.empty()) {
    const auto pair = seed % user.demand.size();
    cells.push_back({"demand", 0.1 * (1 + user.demand[pair].t_per_day),
                     [pair](problem& p, double by) { p.classes[0].demand[pair].t_per_day += by; }});
    cells.push_back({"reference price", 5, [pair](problem& p, double by) {
                       p.classes[0].demand[pair].reference_price_usd_per_t += by;
                     }});
  }
  cells.push_back({"pce", 0.1 * user.pce_per_t[0],
                   [](problem& p, double by) { p.classes[0].pce_per_t[0] += by; }});
  for (std::size_t c = 0; c < of.constraints.size(); ++c)
    cells.push_back({"limit", 0.1 * of.constraints[c].limit,
                     [c](problem& p, double by) { p.constraints[c].limit += by; }});
  return cells;
}

// A sum each for flows, deliveries and expected costs, the classes' weights unlike.
std::vector<output_sum> sums_of(const problem& of) {
  std::vector<output_sum> sums(3);
  for (std::size_t k = 0; k < of.classes.size(); ++k) {
    const auto& user = of.classes[k];
    const loading_outputs out{of.graph.arc_count(), user.demand.size()};
    for (std::size_t arc = 0; arc < of.graph.arc_count(); arc += 2)
      sums[0].push_back({k, out.flow(arc), 1.0 + 0.3 * static_cast<double>(arc % 5 + k)});
    for (std::size_t i = 0; i < user.demand.size(); ++i) {
      sums[1].push_back({k, out.delivered(i), 1.0 + static_cast<double>(i)});
      sums[2].push_back({k, out.expected_cost(i), 1});
    }
  }
  return sums;
}

std::optional<std::vector<double>> sums_at(const problem& of, const std::vector<output_sum>& sums,
                                           const solution& at) {
  if (at.status != assign::status::converged) return std::nullopt;
  std::vector<double> values(sums.size(), 0.0);
  for (std::size_t s = 0; s < sums.size(); ++s)
    for (const auto& [k, output, weight] : sums[s]) {
      const auto arcs = of.graph.arc_count(), demands = of.classes[k].demand.size();
      const double value = output < arcs ? at.class_flow_t[k][output]
                           : output < arcs + demands
                               ? at.od[k][output - arcs].delivered_t
                               : at.od[k][output - arcs - demands].expected_cost_usd_per_t;
      if (!std::isfinite(value)) return std::nullopt;
      values[s] += weight * value;
    }
  return values;
}

// What differences of the fourth order say at a step, or nothing.
std::optional<std::vector<double>> differences(const problem& of, const cell& cell, double step,
                                               const std::vector<output_sum>& sums,
                                               choice_model model, const solution& start) {
  std::vector<double> rise(sums.size(), 0.0);
  for (const auto& [by, weight] :
       {std::pair{-2.0, 1.0 / 12}, {-1.0, -8.0 / 12}, {1.0, 8.0 / 12}, {2.0, -1.0 / 12}}) {
    auto moved = of;
    cell.add(moved, by * step);
    const auto values = sums_at(moved, sums, solve(moved, model, &start));
    if (!values) return std::nullopt;
    for (std::size_t s = 0; s < sums.size(); ++s) rise[s] += weight * (*values)[s] / step;
  }
  return rise;
}

struct tally {
  std::size_t tried = 0, no_witness = 0, wrong = 0;
  std::string first_wrong;
};

// Differences are a witness where two steps agree: not beside a kink (a capacity that fills, a way
// that comes to be the cheapest).
void compare(const problem& of, choice_model model, std::uint32_t seed, tally& tally) {
  const auto at = solve(of, model);
  const auto sums = sums_of(of);
  const auto known = sums_at(of, sums, at);
  if (!known) return;
  thread_pool pool(1);
  const equilibrium_derivative derived(of, at, model, sums, pool);
  for (std::size_t s = 0; s < sums.size(); ++s)
    EXPECT_NEAR(derived.values()[s], (*known)[s], 1e-7 * (1 + std::abs((*known)[s])))
        << seed << " sum " << s;
  for (const auto& cell : cells_of(of, seed)) {
    const double width = 1e-4 * cell.size;
    auto below = of, above = of;
    cell.add(below, -width / 2);
    cell.add(above, width / 2);
    const auto rise = derived.along({&below, &above, &sums, &sums, width});
    const auto fine = differences(of, cell, 1e-3 * cell.size, sums, model, at),
               coarse = differences(of, cell, 2e-3 * cell.size, sums, model, at);
    for (std::size_t s = 0; s < sums.size(); ++s) {
      ++tally.tried;
      const double scale = (1 + std::abs((*known)[s])) / cell.size;
      if (!fine || !coarse || std::abs((*fine)[s] - (*coarse)[s]) > 3e-7 * scale) {
        ++tally.no_witness;
        continue;
      }
      if (std::abs(rise[s] - (*fine)[s]) <= 1e-6 * scale) continue;
      if (tally.wrong++ == 0)
        tally.first_wrong = "seed " + std::to_string(seed) + ", " + cell.name + ", sum " +
                            std::to_string(s) + ": " + std::to_string(rise[s]) + ", right is " +
                            std::to_string((*fine)[s]);
    }
  }
}

void expect_right(const tally& tally) {
  EXPECT_EQ(tally.wrong, 0U) << "of " << tally.tried << "; " << tally.first_wrong;
  EXPECT_LT(static_cast<double>(tally.no_witness), 0.1 * static_cast<double>(tally.tried));
  EXPECT_GT(tally.tried, 0U);
}

// Costs that may fall a little, and demand of which some answers to its price.
void make_room(problem& of) {
  for (auto& delay : of.delay) delay.free_time_h += 0.1;
  for (auto& user : of.classes)
    for (auto& cost : user.fixed_cost_usd_per_t) cost += 1;
  for (auto& user : of.classes)
    for (std::size_t i = 0; i < user.demand.size(); i += 2) {
      user.demand[i].elasticity = 0.7;
      user.demand[i].price_base_usd_per_t = 100;
      user.demand[i].reference_price_usd_per_t = 120;
    }
}

void try_networks(std::uint32_t count, double congestion, bool capacities, choice_model model) {
  tally tally;
  for (std::uint32_t seed = 1; seed <= count; ++seed) {
    test::choice_maker maker(1000 + seed);
    auto made = maker.make(congestion);
    if (capacities) maker.add_capacities(made);
    if (made.arcs.empty() || made.demand() == 0) continue;
    auto problem = problem_of(made);
    make_room(problem);
    compare(problem, model, seed, tally);
  }
  expect_right(tally);
}

TEST(equilibrium_derivative, of_the_logit_at_free_flow_is_that_of_differences) {
  try_networks(100, 0, false, choice_model::logit);
}

TEST(equilibrium_derivative, of_the_logit_under_congestion_is_that_of_differences) {
  try_networks(100, 2, false, choice_model::logit);
}

TEST(equilibrium_derivative, of_the_logit_with_full_capacities_is_that_of_differences) {
  try_networks(100, 2, true, choice_model::logit);
}

// A square of streets with too many ways through to list: legs spread over what leads nearer.
problem streets(std::uint32_t seed) {
  test::choice_maker maker(seed);
  constexpr std::uint32_t side = 4;
  std::vector<test::small_arc> arcs;
  const auto add = [&](std::uint32_t a, std::uint32_t b) {
    for (const auto& [tail, head] : {std::pair{a, b}, std::pair{b, a}})
      arcs.push_back({tail,
                      head,
                      {network::delay_kind::bpr, maker.between(0.5, 2), 60, 0.15, 4},
                      maker.between(0.1, 1)});
  };
  for (std::uint32_t row = 0; row < side; ++row)
    for (std::uint32_t column = 0; column < side; ++column) {
      const auto at = row * side + column;
      if (column + 1 < side) add(at, at + 1);
      if (row + 1 < side) add(at, at + side);
    }
  auto made = test::small_problem(side * side, arcs,
                                  {{state_id(0), state_id(15), 80},
                                   {state_id(3), state_id(12), 50},
                                   {state_id(5), state_id(15), 30}});
  made.classes[0].dispersion_usd_per_t = 0.8;
  made.classes[0].route_dispersion_usd_per_t = 0.4;
  return made;
}

TEST(equilibrium_derivative, of_the_logit_on_a_dense_net_is_that_of_differences) {
  tally tally;
  for (std::uint32_t seed = 1; seed <= 20; ++seed)
    compare(streets(seed), choice_model::logit, seed, tally);
  expect_right(tally);
}

TEST(equilibrium_derivative, of_the_markovian_choice_is_that_of_differences) {
  tally on_streets;
  for (std::uint32_t seed = 1; seed <= 5; ++seed)
    compare(streets(seed), choice_model::markov, seed, on_streets);
  expect_right(on_streets);
  try_networks(100, 2, false, choice_model::markov);
  try_networks(100, 2, true, choice_model::markov);
}

}  // namespace
}  // namespace amur::calibrate
