#include "amur/assign/bush_demand.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/cost.h"

namespace amur::assign {
namespace {

// What the last of `t` tonnes is ready to pay for transport, and how that falls with each more.
marginal_cost willingness(const user_class& user, const od_demand& demand, double t,
                          bool may_refuse) {
  marginal_cost most{may_refuse ? user.refusal_usd_per_t : route::unreachable, 0};
  if (demand.elasticity == 0) return most;
  const double share = t / demand.t_per_day;
  const double price = demand.reference_price_usd_per_t * std::pow(share, -1 / demand.elasticity);
  const double cost = price - demand.price_base_usd_per_t;
  if (!(cost < most.cost)) return most;
  return {cost, -price / (demand.elasticity * t)};
}

struct path {
  std::vector<std::uint32_t> links;
  double cost = 0, slope = 0, flow = std::numeric_limits<double>::infinity();
};

template <class NextLink>
path trace_back(const user_class& user, const bush& bush, const congestion& network,
                std::uint32_t position, NextLink&& link_into) {
  path found;
  while (position != 0) {
    const auto link = link_into(position);
    const auto own = network.at(user, bush.arc[link]);
    found.links.push_back(link);
    found.cost += own.cost;
    found.slope += own.slope;
    found.flow = std::min(found.flow, bush.flow_t[link]);
    position = bush.tail[link];
  }
  return found;
}

// Change of what is delivered that brings the path's cost and the willingness to pay together.
double newton_change(const marginal_cost& ready, const path& along) {
  const double slope = along.slope - ready.slope;
  const double difference = ready.cost - along.cost;
  if (slope > 0) return difference / slope;
  return difference > 0 ? route::unreachable : -route::unreachable;
}

}  // namespace

bool may_vary(const od_demand& demand, bool may_refuse) {
  const bool elastic = demand.elasticity > 0 && demand.reference_price_usd_per_t > 0 &&
                       std::isfinite(demand.reference_price_usd_per_t);
  return demand.t_per_day > 0 && (elastic || may_refuse);
}

double delivered_at(const user_class& user, const od_demand& demand, double least,
                    bool may_refuse) {
  if (!(least < route::unreachable)) return 0;
  if (may_refuse && least > user.refusal_usd_per_t) return 0;
  return wanted_t_per_day(demand, least);
}

double demand_excess(const user_class& user, const od_demand& demand, double delivered_t,
                     double least, bool may_refuse) {
  if (!may_vary(demand, may_refuse)) return 0;
  const double off = delivered_at(user, demand, least, may_refuse) - delivered_t;
  if (off == 0) return 0;
  const double ready = delivered_t > 0 ? willingness(user, demand, delivered_t, may_refuse).cost
                                       : route::unreachable;
  // At the refusal cost any amount is right, so there the cost that is missed counts.
  if (may_refuse && !(ready < user.refusal_usd_per_t)) {
    const double missed = std::min(ready, user.refusal_usd_per_t) - least;
    return std::abs(off * missed);
  }
  return std::abs(off) * least;
}

void answer_demand(const user_class& user, bool may_refuse, const bush_places& places,
                   bush_labels& labels, bush_set& set, std::size_t bush_index,
                   congestion& network) {
  auto& bush = set.bushes[bush_index];
  auto& delivered_t = set.delivered_t[bush.user];
  for (const auto i : set.demands(bush)) {
    const auto& demand = user.demand[i];
    const auto p = places[demand.destination.value];
    if (p == no_link || p == 0 || !may_vary(demand, may_refuse)) continue;
    double& t = delivered_t[i];
    const auto cheapest =
        trace_back(user, bush, network, p, [&](std::uint32_t at) { return labels.least_link[at]; });
    const double wanted = delivered_at(user, demand, cheapest.cost, may_refuse);
    // An empty pair starts with a small part of what it wants, where the willingness is finite.
    const double start = std::max(t, 1e-6 * wanted);
    if (wanted > t) {
      const auto ready = willingness(user, demand, start, may_refuse);
      const double more = start - t + std::max(0.0, newton_change(ready, cheapest));
      const double change = std::min(more, wanted - t);
      add_flow(user, cheapest.links, change, bush, network);
      t += change;
    } else if (wanted < t) {
      const auto fullest = trace_back(user, bush, network, p,
                                      [&](std::uint32_t at) { return fullest_link(bush, at); });
      const double less = -newton_change(willingness(user, demand, t, may_refuse), fullest);
      const double change = std::clamp(less, 0.0, std::min(fullest.flow, t - wanted));
      add_flow(user, fullest.links, -change, bush, network);
      t -= change;
    }
  }
}

namespace {

od_result result_of(const user_class& user, const od_demand& demand, double delivered_t,
                    double least, bool may_refuse) {
  od_result pair;
  pair.expected_cost_usd_per_t = least;
  if (!(least < route::unreachable)) {
    pair.wanted_t = pair.unserved_t = demand.t_per_day;
    if (pair.wanted_t > 0) pair.reason = unserved_reason::no_route;
    return pair;
  }
  pair.delivered_t = delivered_t;
  // What is wanted at the refusal cost and not delivered has been refused.
  const double wanted =
      may_refuse ? wanted_t_per_day(demand, std::min(least, user.refusal_usd_per_t)) : delivered_t;
  const bool refused =
      wanted - delivered_t > 1e-9 * wanted && least > user.refusal_usd_per_t * (1 - 1e-6);
  pair.unserved_t = refused ? wanted - delivered_t : 0;
  pair.wanted_t = delivered_t + pair.unserved_t;
  if (refused) pair.reason = unserved_reason::no_capacity;
  return pair;
}

}  // namespace

std::vector<std::vector<od_result>> demand_results(
    const problem& problem, const bush_set& set,
    const std::vector<std::vector<double>>& least_cost) {
  std::vector<std::vector<od_result>> results;
  for (std::size_t k = 0; k < problem.classes.size(); ++k) {
    const auto& user = problem.classes[k];
    auto& own = results.emplace_back();
    own.reserve(user.demand.size());
    for (std::size_t i = 0; i < user.demand.size(); ++i)
      own.push_back(result_of(user, user.demand[i], set.delivered_t[k][i], least_cost[k][i],
                              !problem.constraints.empty()));
  }
  return results;
}

}  // namespace amur::assign
