#pragma once
// Tiny assignment problems built in code.

#include <cstdint>
#include <limits>
#include <vector>

#include "amur/assign/problem.h"

namespace amur::test {

struct small_arc {
  std::uint32_t tail = 0, head = 0;
  network::delay_function delay;
  double fixed_cost = 0;
  std::uint32_t label = 0;
};

/// t = free + slope * v, as a BPR function of power 1.
inline network::delay_function linear_delay(double free_time_h, double slope_h_per_pce) {
  if (slope_h_per_pce == 0) return {network::delay_kind::constant, free_time_h};
  // Where free flow takes no time BPR has no slope; a tiny base keeps the line's shape.
  const double base = free_time_h > 0 ? free_time_h : 1e-12;
  return {network::delay_kind::bpr, base, 1.0, slope_h_per_pce / base, 1.0};
}

inline network::delay_function constant_delay(double time_h) {
  return {network::delay_kind::constant, time_h};
}

/// One class with unit time cost and pce, so that costs are hours and volumes tonnes.
inline assign::problem small_problem(std::size_t states, const std::vector<small_arc>& arcs,
                                     std::vector<assign::od_demand> demand) {
  std::vector<std::uint32_t> tails, heads;
  for (const auto& arc : arcs) {
    tails.push_back(arc.tail);
    heads.push_back(arc.head);
  }
  const auto built = network::build_graph(states, tails, heads);
  assign::problem problem;
  problem.graph = built.graph;
  problem.delay.resize(arcs.size());
  problem.arc_label.resize(arcs.size());
  auto& user = problem.classes.emplace_back();
  user.name = "all";
  user.fixed_cost_usd_per_t.resize(arcs.size());
  user.time_cost_usd_per_t_h = {1};
  user.pce_per_t = {1};
  user.vehicles_per_t = {1};
  user.refusal_usd_per_t = 1e6;
  user.demand = std::move(demand);
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    problem.delay[built.arc_of[i]] = arcs[i].delay;
    problem.arc_label[built.arc_of[i]] = arcs[i].label;
    user.fixed_cost_usd_per_t[built.arc_of[i]] = arcs[i].fixed_cost;
  }
  return problem;
}

}  // namespace amur::test
