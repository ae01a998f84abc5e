#pragma once
// A plain witness of the nested logit on chains of legs: every chain is followed by recursion,
// every route of a leg is listed, in long double and with memories that are plain sets. It shares
// nothing with the solver but the problem itself, and is meant to be read, not to be fast.

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

#include "amur/assign/problem.h"

namespace amur::test {

using real = long double;
inline constexpr real no_way = std::numeric_limits<real>::infinity();

/// Hours on an arc; the witness knows constant and BPR delays.
inline real oracle_time(const network::delay_function& delay, real volume) {
  if (delay.kind != network::delay_kind::bpr || !std::isfinite(delay.capacity_pce))
    return delay.wait_h + delay.free_time_h;
  return delay.wait_h + delay.free_time_h * (1 + delay.alpha * std::pow(volume / delay.capacity_pce,
                                                                        real{delay.beta}));
}

/// [arc] hours at volumes.
inline std::vector<real> oracle_times(const assign::problem& problem,
                                      const std::vector<real>& volume) {
  std::vector<real> time_h;
  for (std::size_t arc = 0; arc < volume.size(); ++arc)
    time_h.push_back(oracle_time(problem.delay[arc], volume[arc]));
  return time_h;
}

/// [arc] USD per tonne of a class at hours and prices of full capacities.
inline std::vector<real> oracle_costs(const assign::problem& problem,
                                      const assign::user_class& user,
                                      const std::vector<real>& time_h,
                                      const std::vector<double>& price) {
  std::vector<real> cost;
  for (std::size_t arc = 0; arc < problem.graph.arc_count(); ++arc) {
    cost.push_back(user.fixed_cost_usd_per_t[arc]);
    if (!user.choice_constant_usd_per_t.empty()) cost[arc] += user.choice_constant_usd_per_t[arc];
    cost[arc] += user.time_cost_usd_per_t_h[problem.group(arc)] * time_h[arc];
  }
  for (std::size_t c = 0; c < problem.constraints.size(); ++c)
    for (const auto [arc] : problem.constraints[c].arcs)
      cost[arc] += price[c] * (problem.constraints[c].measure == assign::measure::vehicles
                                   ? user.vehicles_per_t[problem.group(arc)]
                                   : user.freight_t_per_t);
  return cost;
}

struct oracle_loading {
  std::vector<real> flow;       ///< [arc]
  std::vector<real> expected;   ///< [demand] USD per tonne
  std::vector<real> delivered;  ///< [demand]
  std::vector<bool> came_back;  ///< [demand] has no chain but one that enters a country again
};

/// The chains of one class; what costs don't decide is found once.
class choice_oracle {
 public:
  choice_oracle(const assign::problem& problem, const assign::user_class& user)
      : problem_(problem),
        user_(user),
        states_(static_cast<std::uint32_t>(problem.graph.state_count())) {
    for (std::uint32_t s = 0; s < states_; ++s) list_routes(s);
    std::map<std::tuple<std::uint32_t, std::uint32_t, bool>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < user.demand.size(); ++i) {
      const auto& demand = user.demand[i];
      if (demand.origin != demand.destination)
        groups[{demand.destination.value, problem.country(demand.origin.index()),
                demand.may_reenter}]
            .push_back(i);
    }
    for (const auto& [key, demands] : groups) add_group(demands, std::get<2>(key), false);
  }

  /// The logit at [arc] costs, of which prices of capacities are part; `unpriced` are those
  /// without.
  oracle_loading load(const std::vector<real>& cost, const std::vector<real>& unpriced) {
    const auto without = load(unpriced);
    auto result = load(cost, &without.expected);
    return result;
  }
  oracle_loading load(const std::vector<real>& cost, const std::vector<real>* unpriced = nullptr) {
    oracle_loading result;
    result.flow.assign(problem_.graph.arc_count(), 0);
    for (const auto& demand : user_.demand) {
      const bool stays = demand.origin == demand.destination;
      result.expected.push_back(stays ? 0 : no_way);
      result.delivered.push_back(stays ? demand.t_per_day : 0);
      result.came_back.push_back(false);
    }
    weigh_legs(cost);
    for (auto& each : groups_) load_group(each, cost, unpriced, result);
    return result;
  }

 private:
  using route = std::vector<std::uint32_t>;
  struct leg {
    std::vector<route> routes;
    real cost = no_way;        // W
    std::vector<real> weight;  // of the routes, their sum is 1
  };
  // A place and what of the way so far decides what may follow.
  struct point {
    std::uint32_t state, country;
    std::set<std::uint32_t> left, crossed;
    int changes = 0;
    bool moved = true, start = true;
    auto operator<=>(const point&) const = default;
  };
  struct step {
    leg* way;
    std::uint32_t arc, label;  // arc `none`: arrival
    std::size_t to;            // point, or `at_end`
    real probability = 0;
  };
  static constexpr std::size_t at_end = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t underway = at_end - 1;
  struct found_point {
    std::vector<step> steps;
    bool reaches_end = false;
    real ahead = no_way, before = no_way, expected = no_way, flow = 0;
  };
  struct group {
    std::vector<std::size_t> demands, start;
    bool may_reenter = false, may_stand = false;
    std::uint32_t destination = 0;
    std::vector<found_point> points;  // what follows a point stands before it
    std::map<point, std::size_t> number;
  };

  bool closed(std::uint32_t arc) const { return !std::isfinite(user_.fixed_cost_usd_per_t[arc]); }

  void list_routes(std::uint32_t from) {
    std::vector<bool> visited(states_, false);
    route trail;
    extend(from, from, visited, trail);
  }
  void extend(std::uint32_t from, std::uint32_t state, std::vector<bool>& visited, route& trail) {
    legs_[{from, state}].routes.push_back(trail);
    visited[state] = true;
    const auto& g = problem_.graph;
    for (auto arc = g.first_out[state]; arc < g.first_out[state + 1]; ++arc) {
      if (problem_.label(arc) != 0 || closed(arc) || visited[g.head[arc]]) continue;
      trail.push_back(arc);
      extend(from, g.head[arc], visited, trail);
      trail.pop_back();
    }
    visited[state] = false;
  }

  // The country trace; false where a country left is entered again.
  static bool enter(std::uint32_t country, bool may_reenter, point& at) {
    if (country == assign::none || country == at.country) return true;
    if (!may_reenter) {
      if (at.left.contains(country)) return false;
      if (at.country != assign::none) at.left.insert(at.country);
      at.changes = 0;
    }
    at.country = country;
    return true;
  }
  bool cross(std::uint32_t arc, bool may_reenter, point& at) const {
    const auto from = problem_.country(problem_.graph.tail[arc]);
    const auto to = problem_.country(problem_.graph.head[arc]);
    at.moved = true;
    // Where countries left don't keep freight from coming again: straits, and crossings from or to
    // the high seas.
    const bool strait = from == to || from == assign::none || to == assign::none;
    if ((may_reenter || strait) && !at.crossed.insert(problem_.crossing(arc)).second) return false;
    if (may_reenter) at.changes = 0;
    if (may_reenter) at.country = to;
    if (may_reenter || from == to) return true;
    if (to != assign::none) return enter(to, false, at);
    if (at.country != assign::none) at.left.insert(at.country);
    at.country = assign::none;
    at.changes = 0;
    return true;
  }
  bool change(std::uint32_t arc, bool at_start, bool may_stand, point& at) const {
    const bool unloads = problem_.graph.out_degree(problem_.graph.head[arc]) == 0;
    if (!at.moved && !at_start && !may_stand) return false;
    at.moved = false;
    if (at_start || unloads) return true;
    return ++at.changes <= problem_.rules.max_changes;
  }

  // A step from a point by a leg to `tail` and over `arc`, if it is valid.
  void try_step(group& of, const point& from, std::uint32_t tail, leg& way, std::uint32_t arc,
                std::vector<step>& steps) {
    auto next = from;
    const bool at_start = from.start && tail == from.state;
    next.start = false;
    next.moved = from.moved || tail != from.state;
    if (!enter(problem_.country(tail), of.may_reenter, next)) return;
    if (arc == assign::none) {
      steps.push_back({&way, arc, 0, at_end});
      return;
    }
    const bool valid = problem_.crossing(arc) != assign::none
                           ? cross(arc, of.may_reenter, next)
                           : change(arc, at_start, of.may_stand, next);
    if (!valid) return;
    next.state = problem_.graph.head[arc];
    const bool ends = problem_.graph.out_degree(next.state) == 0;
    if (ends && next.state != of.destination) return;
    steps.push_back({&way, arc, problem_.label(arc), ends ? at_end : follow(of, next)});
  }
  // All chains from a point on; a point is met by several chains but followed once.
  std::size_t follow(group& of, const point& from) {
    const auto [known, is_new] = of.number.emplace(from, underway);
    if (known->second == underway && !is_new) throw std::logic_error("a chain leads in a circle");
    if (!is_new) return known->second;
    std::vector<step> steps;
    const auto& g = problem_.graph;
    for (std::uint32_t tail = 0; tail < states_; ++tail) {
      const auto way = legs_.find({from.state, tail});
      if (way == legs_.end()) continue;
      if (tail == of.destination) try_step(of, from, tail, way->second, assign::none, steps);
      for (auto arc = g.first_out[tail]; arc < g.first_out[tail + 1]; ++arc)
        if (problem_.label(arc) != 0 && !closed(arc))
          try_step(of, from, tail, way->second, arc, steps);
    }
    const bool reaches = std::any_of(steps.begin(), steps.end(), [&of](const step& each) {
      return each.to == at_end || of.points[each.to].reaches_end;
    });
    of.points.push_back({std::move(steps), reaches});
    return known->second = of.points.size() - 1;
  }
  void add_group(const std::vector<std::size_t>& demands, bool may_reenter, bool may_stand) {
    group made;
    made.may_reenter = may_reenter;
    made.may_stand = may_stand;
    made.destination = user_.demand[demands[0]].destination.value;
    std::vector<std::size_t> stranded;
    for (const auto i : demands) {
      const auto origin = user_.demand[i].origin.value;
      const auto start = follow(made, {origin, problem_.country(origin), {}, {}});
      if (made.points[start].reaches_end) {
        made.demands.push_back(i);
        made.start.push_back(start);
      } else {
        stranded.push_back(i);
      }
    }
    if (!made.demands.empty()) groups_.push_back(std::move(made));
    // Who has no other way may stay in a mode without moving, then enter a country again.
    if (stranded.empty() || (may_reenter && may_stand)) return;
    add_group(stranded, may_reenter || may_stand, true);
  }

  real considered(real excess) const {
    const real left =
        std::clamp<real>(3 * (1 - excess / problem_.rules.considered_dispersions), 0, 1);
    return left * left * (3 - 2 * left);
  }
  void weigh_legs(const std::vector<real>& cost) {
    const real dispersion = user_.route_dispersion_usd_per_t;
    for (auto& [ends, way] : legs_) {
      way.weight.clear();
      for (const auto& each : way.routes) {
        way.weight.push_back(0);
        for (const auto arc : each) way.weight.back() += cost[arc];
      }
      const real least = *std::min_element(way.weight.begin(), way.weight.end());
      real sum = 0;
      for (auto& weight : way.weight) {
        const real excess = (weight - least) / dispersion;
        sum += weight = considered(excess) * std::exp(-excess);
      }
      for (auto& weight : way.weight) weight /= sum;
      way.cost = least - dispersion * std::log(sum);
    }
  }

  static real cost_of(const step& each, const std::vector<real>& cost) {
    return each.way->cost + (each.arc == assign::none ? 0 : cost[each.arc]);
  }
  static real bound_of(const step& each, const std::vector<real>& cost) {
    return std::max<real>(0, cost_of(each, cost));
  }
  static real ahead_of(const group& of, const step& each) {
    return each.to == at_end ? 0 : of.points[each.to].ahead;
  }
  // Least costs from each point on, and to each point less the origin's least cost.
  void bound_points(group& of, const std::vector<real>& cost) {
    for (auto& at : of.points) {
      at = {std::move(at.steps), at.reaches_end};
      for (const auto& each : at.steps)
        at.ahead = std::min(at.ahead, bound_of(each, cost) + ahead_of(of, each));
    }
    for (const auto start : of.start)
      of.points[start].before = std::min(of.points[start].before, -of.points[start].ahead);
    for (auto at = of.points.rbegin(); at != of.points.rend(); ++at)
      for (const auto& each : at->steps)
        if (each.to != at_end)
          of.points[each.to].before =
              std::min(of.points[each.to].before, at->before + bound_of(each, cost));
  }
  // exp(-(value - least) / dispersion) in place; returns the expected cost and the weights' sum.
  static std::pair<real, real> soften(const std::vector<real*>& values, real dispersion) {
    real least = no_way, sum = 0;
    for (const auto* value : values) least = std::min(least, *value);
    if (least == no_way) return {no_way, 0};
    for (auto* value : values) sum += * value = std::exp(-(*value - least) / dispersion);
    return {least - dispersion * std::log(sum), sum};
  }
  void choose(const group& of, found_point& at, const std::vector<real>& cost) const {
    const real dispersion = user_.dispersion_usd_per_t;
    std::map<std::uint32_t, std::vector<real*>> members;
    for (auto& each : at.steps) {
      const real excess = at.before + bound_of(each, cost) + ahead_of(of, each);
      const real share =
          std::isfinite(excess) ? considered(std::max<real>(0, excess) / dispersion) : 0;
      const real then = each.to == at_end ? 0 : of.points[each.to].expected;
      each.probability =
          share > 0 ? cost_of(each, cost) + then - dispersion * std::log(share) : no_way;
      members[each.label].push_back(&each.probability);
    }
    std::map<std::uint32_t, real> nest, within;
    std::vector<real*> nests;
    for (const auto& [label, of_label] : members) {
      std::tie(nest[label], within[label]) = soften(of_label, user_.route_dispersion_usd_per_t);
      nests.push_back(&nest[label]);
    }
    const auto [expected, sum] = soften(nests, dispersion);
    at.expected = expected;
    for (auto& each : at.steps)
      each.probability = std::isfinite(each.probability) && within[each.label] > 0 && sum > 0
                             ? each.probability / within[each.label] * nest[each.label] / sum
                             : 0;
  }

  // What prices of capacities raise above the refusal price stays away, of what would go without.
  real served(const assign::od_demand& demand, real expected, real unpriced) const {
    const auto goes = [this](real cost) {
      return 1 / (1 + std::exp((cost - user_.refusal_usd_per_t) / user_.dispersion_usd_per_t));
    };
    return demand.t_per_day * std::min<real>(1, goes(expected) / goes(unpriced));
  }
  void load_group(group& of, const std::vector<real>& cost, const std::vector<real>* unpriced,
                  oracle_loading& result) {
    bound_points(of, cost);
    for (auto& at : of.points) choose(of, at, cost);
    for (std::size_t j = 0; j < of.demands.size(); ++j) {
      const auto i = of.demands[j];
      auto& start = of.points[of.start[j]];
      result.expected[i] = start.expected;
      result.delivered[i] =
          served(user_.demand[i], start.expected, unpriced ? (*unpriced)[i] : start.expected);
      result.came_back[i] = of.may_reenter;
      start.flow += result.delivered[i];
    }
    for (auto at = of.points.rbegin(); at != of.points.rend(); ++at)
      for (const auto& each : at->steps) {
        const real part = at->flow * each.probability;
        if (part == 0) continue;
        if (each.arc != assign::none) result.flow[each.arc] += part;
        if (each.to != at_end) of.points[each.to].flow += part;
        for (std::size_t r = 0; r < each.way->routes.size(); ++r)
          for (const auto arc : each.way->routes[r]) result.flow[arc] += part * each.way->weight[r];
      }
  }

  const assign::problem& problem_;
  const assign::user_class& user_;
  std::uint32_t states_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, leg> legs_;
  std::vector<group> groups_;
};

}  // namespace amur::test
