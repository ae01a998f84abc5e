#include "amur/assign/markov_loading.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "amur/assign/cost.h"
#include "amur/assign/soft_minimum.h"
#include "amur/assign/sums.h"

namespace amur::assign {
namespace {

// [place] cost in dispersions of ending there.
void set_end_costs(const markov_destination& end, std::span<const double> arc_cost,
                   double dispersion_usd_per_t, std::vector<double>& end_cost) {
  std::fill(end_cost.begin(), end_cost.end(), route::unreachable);
  if (end.place != none) end_cost[end.place] = 0;
  for (const auto& [place, arc] : end.arrivals) {
    // Parallel arcs to the end add up as choices do.
    auto options = std::array{end_cost[place], arc_cost[arc] / dispersion_usd_per_t};
    end_cost[place] = soften(options, 1, [](double& cost) -> double& { return cost; }).cost;
  }
}

void load_destination(const user_class& user, const markov_walks& walks,
                      std::span<const double> unpriced, std::vector<double>& visits,
                      class_loading& loading, std::vector<double>& flow) {
  visits.assign(walks.net.steps.place_count(), 0.0);
  for (const auto i : walks.end.demands) {
    const auto origin = user.demand[i].origin.value;
    const double cost = walks.origin_cost(origin);
    loading.od[i] = serve(user, user.demand[i], cost, unpriced.empty() ? cost : unpriced[i]);
    const auto place = walks.net.place_of_state[origin];
    if (origin != walks.end.state && place != none) visits[place] += loading.od[i].delivered_t;
  }
  walks.solver.visits(visits);
  walks.for_each_arc([&](std::uint32_t arc, std::uint32_t place, std::uint32_t,
                         double probability) { flow[arc] += visits[place] * probability; });
}

}  // namespace

double markov_walks::origin_cost(std::uint32_t origin) const {
  if (origin == end.state) return 0;
  const auto place = net.place_of_state[origin];
  return place == none ? route::unreachable : dispersion_usd_per_t * solver.cost()[place];
}

void for_each_markov_destination(
    const user_class& user, const markov_network& net, std::span<const double> arc_cost,
    std::size_t block_count, thread_pool& pool,
    const std::function<void(std::size_t block, const markov_walks& walks)>& visit) {
  std::vector<double> step_cost;
  scale_step_costs(net, arc_cost, user.dispersion_usd_per_t, step_cost);
  const auto must = [](bool finite) {
    if (!finite) throw std::domain_error("costs at which the sum over walks is not finite");
  };
  elimination shared;
  if (std::any_of(net.destinations.begin(), net.destinations.end(),
                  [](const auto& end) { return end.own_step_open.empty(); }))
    must(eliminate(net.steps, net.pattern, step_cost, shared));

  pool.run(block_count, [&](std::size_t block) {
    elimination own;
    walk_solver solver(net.steps, net.pattern);
    std::vector<double> end_cost(net.steps.place_count());
    const auto range = block_of(block, block_count, net.destinations.size());
    for (std::size_t d = range.begin; d < range.end; ++d) {
      const auto& end = net.destinations[d];
      const bool shares = end.own_step_open.empty();
      if (!shares) must(eliminate_own(net, end, step_cost, own));
      set_end_costs(end, arc_cost, user.dispersion_usd_per_t, end_cost);
      solver.open(shares ? shared : own, end_cost);
      visit(block, {end, solver, step_cost, arc_cost, user.dispersion_usd_per_t, net});
    }
  });
}

namespace {

// [demand] what demands would expect to pay were no capacity full; empty where none is.
std::vector<double> unpriced_costs(const problem& problem, const user_class& user,
                                   const markov_network& net, std::span<const double> arc_cost,
                                   std::span<const double> price_usd, std::size_t blocks,
                                   thread_pool& pool) {
  std::vector<double> cost(arc_cost.begin(), arc_cost.end());
  if (!take_off_prices(problem, user, price_usd, cost)) return {};
  std::vector<double> expected(user.demand.size(), 0.0);
  for_each_markov_destination(user, net, cost, blocks, pool,
                              [&](std::size_t, const markov_walks& walks) {
                                for (const auto i : walks.end.demands)
                                  expected[i] = walks.origin_cost(user.demand[i].origin.value);
                              });
  return expected;
}

}  // namespace

void load_markov_class(const problem& problem, const user_class& user, const markov_network& net,
                       std::span<const double> arc_cost, std::span<const double> price_usd,
                       thread_pool& pool, class_loading& loading) {
  loading.flow_t.assign(problem.graph.arc_count(), 0.0);
  loading.od.assign(user.demand.size(), {});
  const std::size_t blocks = std::min(work_blocks, net.destinations.size());
  const auto unpriced = unpriced_costs(problem, user, net, arc_cost, price_usd, blocks, pool);
  std::vector<std::vector<double>> flow(blocks), visits(blocks);
  for (auto& part : flow) part.assign(problem.graph.arc_count(), 0.0);
  for_each_markov_destination(
      user, net, arc_cost, blocks, pool, [&](std::size_t block, const markov_walks& walks) {
        load_destination(user, walks, unpriced, visits[block], loading, flow[block]);
      });
  for (const auto& part : flow)
    for (std::size_t arc = 0; arc < part.size(); ++arc) loading.flow_t[arc] += part[arc];
}

}  // namespace amur::assign
