#include "amur/assign/kept_chains.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"

namespace amur::assign {
namespace {

// Adds the leg from one state to another; false where there is none.
bool add_leg(const leg_network& net, std::span<const double> matrix, std::uint32_t from,
             std::uint32_t to, std::vector<std::size_t>& legs) {
  const auto place = net.place_of_state[from], number = net.target_of_state[to];
  if (place == none || number == none) return false;
  const auto& target = net.targets[number];
  if (target.component != net.component_of_state[from]) return false;
  const auto leg = net.leg(target.component, net.place_row[place], target.column);
  if (!std::isfinite(matrix[leg])) return false;
  legs.push_back(leg);
  return true;
}

bool find_legs(const problem& problem, const user_class& user, const leg_network& net,
               std::span<const double> matrix, const kept_alternative& kept,
               std::vector<std::size_t>& legs) {
  const auto& demand = user.demand[kept.demand];
  auto at = demand.origin.value;
  for (const auto [arc] : kept.labelled_arcs) {
    if (!std::isfinite(user.fixed_cost_usd_per_t[arc]) ||
        !add_leg(net, matrix, at, problem.graph.tail[arc], legs))
      return false;
    at = problem.graph.head[arc];
  }
  return at == demand.destination.value || add_leg(net, matrix, at, demand.destination.value, legs);
}

}  // namespace

double scarcity_usd_per_t(const problem& problem, const user_class& user,
                          std::span<const arc_id> arcs,
                          std::span<const double> constraint_price_usd) {
  double sum = 0;
  for (std::size_t c = 0; c < problem.constraints.size(); ++c) {
    if (constraint_price_usd[c] == 0) continue;
    const auto& constraint = problem.constraints[c];
    for (const auto arc : arcs)
      if (std::ranges::find(constraint.arcs, arc) != constraint.arcs.end())
        sum += constraint_price_usd[c] *
               constraint_units_per_t(user, constraint.measure, problem.group(arc.index()));
  }
  return sum;
}

std::vector<kept_chain> open_chains(const problem& problem, const user_class& user,
                                    const leg_network& net, std::span<const double> matrix,
                                    std::span<const double> constraint_price_usd) {
  std::vector<kept_chain> chains;
  for (const auto& kept : user.kept) {
    kept_chain chain{kept.demand, {}, kept.labelled_arcs, kept.share};
    if (!find_legs(problem, user, net, matrix, kept, chain.legs)) continue;
    const double rise =
        scarcity_usd_per_t(problem, user, kept.labelled_arcs, constraint_price_usd) -
        kept.scarcity_before_usd_per_t;
    chain.share *= std::exp(-std::max(0.0, rise) / user.dispersion_usd_per_t);
    chains.push_back(std::move(chain));
  }
  return chains;
}

std::vector<double> kept_shares(std::span<const kept_chain> chains, std::size_t demands) {
  std::vector<double> sum(demands, 0.0);
  for (const auto& chain : chains) sum[chain.demand] += chain.share;
  return sum;
}

}  // namespace amur::assign
