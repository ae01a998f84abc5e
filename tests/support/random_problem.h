#pragma once
// Random assignment problems for property tests.

#include <rapidcheck.h>

#include <limits>
#include <vector>

#include "amur/assign/problem.h"
#include "support/small_network.h"

namespace amur::test {

/// A random net with labelled arcs, delays of each kind, closed arcs, two classes and a capacity.
inline assign::problem any_problem() {
  const auto states = *rc::gen::inRange<std::uint32_t>(2, 14);
  const auto arcs = *rc::gen::inRange<std::size_t>(1, 60);
  std::vector<small_arc> list;
  for (std::size_t i = 0; i < arcs; ++i) {
    const auto tail = *rc::gen::inRange<std::uint32_t>(0, states);
    const auto head = *rc::gen::inRange<std::uint32_t>(0, states);
    const double free = 0.1 * *rc::gen::inRange(0, 50);
    network::delay_function delay;
    switch (*rc::gen::inRange(0, 3)) {
      case 0:
        delay = {network::delay_kind::constant, free};
        break;
      case 1:
        delay = {network::delay_kind::bpr, free, 100, 0.15, 4};
        break;
      default:
        delay = {network::delay_kind::conical, free, 80, 3, 0};
    }
    list.push_back({tail, head == tail ? (tail + 1) % states : head, delay,
                    0.1 * *rc::gen::inRange(0, 30), *rc::gen::inRange<std::uint32_t>(0, 4)});
  }
  std::vector<assign::od_demand> demand;
  const auto pairs = *rc::gen::inRange<std::size_t>(1, 10);
  for (std::size_t i = 0; i < pairs; ++i)
    demand.push_back({state_id(*rc::gen::inRange<std::uint32_t>(0, states)),
                      state_id(*rc::gen::inRange<std::uint32_t>(0, states)),
                      1.0 * *rc::gen::inRange(0, 100)});
  auto problem = small_problem(states, list, demand);
  problem.classes.push_back(problem.classes[0]);
  problem.classes[1].time_cost_usd_per_t_h = {3};
  problem.classes[1].pce_per_t = {0.5};
  for (auto& cost : problem.classes[1].fixed_cost_usd_per_t)
    if (*rc::gen::inRange(0, 8) == 0) cost = std::numeric_limits<double>::infinity();
  for (auto& user : problem.classes) user.refusal_usd_per_t = 60;
  if (*rc::gen::arbitrary<bool>())
    problem.constraints = {{"cap", {arc_id(0)}, assign::measure::tonnes, 30}};
  return problem;
}

}  // namespace amur::test
