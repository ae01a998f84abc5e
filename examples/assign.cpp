// User equilibrium of Braess's network (1968): the road between the two ways makes all six worse
// off, 92 hours instead of 83.
//
// Prints:
//   without the road: 83.00 h
//   with the road: 92.00 h

#include <cstdio>

#include "amur/assign/user_equilibrium.h"

namespace {

using amur::network::delay_function;
using amur::network::delay_kind;

// t = free + slope * volume: BPR with a power of 1.
delay_function line(double free_h, double slope_h) {
  return {delay_kind::bpr, free_h, 1, slope_h / free_h, 1};
}

double hours_of_each(bool with_road) {
  // States 0 (start), 1, 2, 3 (end); arcs 0-1, 2-3: steep; 1-3, 0-2: long; 1-2: the road.
  std::vector<std::uint32_t> tails = {0, 2, 1, 0}, heads = {1, 3, 3, 2};
  std::vector<delay_function> delays = {line(1e-9, 10), line(1e-9, 10), line(50, 1), line(50, 1)};
  if (with_road) {
    tails.push_back(1);
    heads.push_back(2);
    delays.push_back(line(10, 1));
  }
  const auto built = amur::network::build_graph(4, tails, heads);

  amur::assign::problem problem;
  problem.graph = built.graph;
  problem.delay.resize(delays.size());
  for (std::size_t i = 0; i < delays.size(); ++i) problem.delay[built.arc_of[i]] = delays[i];
  auto& drivers = problem.classes.emplace_back();
  drivers.fixed_cost_usd_per_t.assign(delays.size(), 0);
  drivers.time_cost_usd_per_t_h = drivers.pce_per_t = drivers.vehicles_per_t = {1};
  drivers.demand = {
      {.origin = amur::state_id(0), .destination = amur::state_id(3), .t_per_day = 6}};

  amur::assign::options options;
  options.tolerance = 1e-12;
  const auto solution = amur::assign::solve_user_equilibrium(problem, options);
  return solution.od[0][0].expected_cost_usd_per_t;
}

}  // namespace

int main() {
  std::printf("without the road: %.2f h\n", hours_of_each(false));
  std::printf("with the road: %.2f h\n", hours_of_each(true));
}
