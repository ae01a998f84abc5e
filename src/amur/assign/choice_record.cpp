#include "amur/assign/choice_record.h"

#include <algorithm>
#include <cmath>

#include "amur/base/no_answer.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {
namespace {

// Of what a step is valued at, the dispersions by which the graph's own figure may differ.
constexpr double value_rounding = 1e-6;

}  // namespace

choice_record::variable choice_record::step_cost(const choice_state& state,
                                                 const choice_step& step) {
  const auto& exit = *step.exit;
  const auto leg = legs_->cost(exit.component, net_->place_row[state.place], exit.column);
  if (exit.arc == none) return leg;
  tape_->term(leg, 1);
  tape_->term(at_.first_cost + exit.arc, 1);
  return tape_->close(tape_->value(leg) + arc_cost_[exit.arc]);
}

// B, the least cost from each state on.
void choice_record::find_ahead(const choice_graph& graph) {
  ahead_.assign(graph.states.size(), no_variable);
  for (auto at = graph.states.size(); at-- > 0;) {
    const auto& state = graph.states[at];
    double least = route::unreachable;
    std::size_t by = state.first_step;
    for (auto s = state.first_step; s < state.end_step; ++s) {
      const auto to = graph.steps[s].to;
      const double cost = std::max(0.0, graph.steps[s].cost_usd_per_t) +
                          (to == none ? 0 : tape_->value(ahead_[to]));
      if (!(cost < least)) continue;
      least = cost;
      by = s;
    }
    // A state that nothing leads on from is none that freight comes to.
    if (std::isfinite(least)) {
      add(bounded(cost_[by]), 1);
      if (graph.steps[by].to != none) add(ahead_[graph.steps[by].to], 1);
    }
    ahead_[at] = tape_->close(least);
  }
}

// a, the least cost of coming to each state, less that from its origin to the end.
void choice_record::find_origin(const choice_graph& graph) {
  const auto none_yet = graph.steps.size();
  std::vector<double> least(graph.states.size(), route::unreachable);
  std::vector<std::size_t> by(graph.states.size(), none_yet), from(graph.states.size(), 0);
  from_.assign(graph.states.size(), no_variable);
  for (const auto start : graph.start)
    if (start != none) least[start] = -tape_->value(ahead_[start]);
  for (std::size_t at = 0; at < graph.states.size(); ++at) {
    if (by[at] != none_yet) {
      add(from_[from[at]], 1);
      add(bounded(cost_[by[at]]), 1);
    } else {
      add(ahead_[at], -1);
    }
    from_[at] = tape_->close(least[at]);
    for (auto s = graph.states[at].first_step; s < graph.states[at].end_step; ++s) {
      const auto& step = graph.steps[s];
      const double cost = least[at] + std::max(0.0, step.cost_usd_per_t);
      if (step.to == none || !(cost < least[step.to])) continue;
      least[step.to] = cost;
      by[step.to] = s;
      from[step.to] = at;
    }
  }
}

// v = cost + V - theta ln g(x), x = (a + bound + B) / theta.
choice_record::variable choice_record::step_value(const choice_graph& graph, std::size_t at,
                                                  std::size_t s) {
  const auto& step = graph.steps[s];
  const double theta = user_->dispersion_usd_per_t;
  const auto then = step.to == none ? no_variable : expected_[step.to];
  const auto ahead = step.to == none ? no_variable : ahead_[step.to];
  const auto bound = bounded(cost_[s]);
  const double excess =
      std::max(0.0, value_of(from_[at]) + value_of(bound) + value_of(ahead)) / theta;
  const auto [share, slope] = share_and_slope(excess, graph.considered_dispersions);
  if (share == 1 && then == no_variable) return cost_[s];
  tape_->term(cost_[s], 1);
  add(then, 1);
  if (share < 1) {
    for (const auto each : {from_[at], bound, ahead}) add(each, -slope / share);
    tape_->term(dispersion_, -std::log(share) + slope / share * excess);
  }
  return tape_->close(tape_->value(cost_[s]) + value_of(then) - theta * std::log(share));
}

// The nest of the steps from `begin` to `end`, which share a label.
choice_record::valued_nest choice_record::value_nest(const choice_graph& graph, std::size_t at,
                                                     std::size_t begin, std::size_t end) {
  const double theta_r = user_->route_dispersion_usd_per_t;
  valued_nest nest;
  std::vector<std::size_t> steps;
  for (auto s = begin; s < end; ++s) {
    nest.probability += graph.steps[s].probability;
    if (graph.steps[s].probability > 0) steps.push_back(s);
  }
  double cost = 0, mean = 0;
  for (const auto s : steps) {
    auto& step = taken_[s];
    step.value = step_value(graph, at, s);
    step.in_nest = graph.steps[s].probability / nest.probability;
    step.alone = steps.size() == 1;
    const double value = tape_->value(step.value);
    cost = value + theta_r * std::log(step.in_nest);
    mean += step.in_nest * value;
  }
  if (steps.size() == 1) {
    nest.cost = taken_[steps.front()].value;
  } else if (!steps.empty()) {
    for (const auto s : steps) tape_->term(taken_[s].value, taken_[s].in_nest);
    tape_->term(at_.route_dispersion, (cost - mean) / theta_r);
    nest.cost = tape_->close(cost);
  }
  for (const auto s : steps) taken_[s].nest = nest.cost;
  return nest;
}

void choice_record::value_state(const choice_graph& graph, std::size_t at) {
  const auto& state = graph.states[at];
  const double theta = user_->dispersion_usd_per_t, expected = state.expected_cost_usd_per_t;
  std::vector<valued_nest> nests;
  for (auto begin = state.first_step; begin < state.end_step;) {
    auto end = begin + 1;
    while (end < state.end_step && graph.steps[end].exit->label == graph.steps[begin].exit->label)
      ++end;
    const auto nest = value_nest(graph, at, begin, end);
    if (nest.cost != no_variable) nests.push_back(nest);
    begin = end;
  }
  double mean = 0;
  for (const auto& each : nests) {
    const double cost = tape_->value(each.cost);
    if (std::abs(cost + theta * std::log(each.probability) - expected) >
        value_rounding * (theta + std::abs(expected)))
      throw no_answer(
          "more chains than may be listed: what is considered of them has no derivative; lower the "
          "commodity's dispersion_usd_per_t");
    mean += each.probability * cost;
  }
  one_nest_[at] = nests.size() == 1 ? 1 : 0;
  if (nests.size() == 1) {
    expected_[at] = nests.front().cost;
    return;
  }
  for (const auto& each : nests) tape_->term(each.cost, each.probability);
  if (!nests.empty()) tape_->term(dispersion_, (expected - mean) / theta);
  expected_[at] = tape_->close(expected);
}

void choice_record::value(const choice_graph& graph) {
  cost_.clear();
  taken_.assign(graph.steps.size(), {});
  expected_.assign(graph.states.size(), no_variable);
  one_nest_.assign(graph.states.size(), 0);
  for (const auto& state : graph.states)
    for (const auto& step : graph.steps_of(state)) cost_.push_back(step_cost(state, step));
  find_ahead(graph);
  find_origin(graph);
  for (auto at = graph.states.size(); at-- > 0;) value_state(graph, at);
}

void choice_record::send(const choice_graph& graph, std::vector<std::vector<variable>>& arriving,
                         open_flows& flows) {
  const double theta = user_->dispersion_usd_per_t, theta_r = user_->route_dispersion_usd_per_t;
  for (std::size_t at = 0; at < graph.states.size(); ++at) {
    if (arriving[at].empty()) continue;
    double whole = 0;
    for (const auto each : arriving[at]) {
      whole += tape_->value(each);
      tape_->term(each, 1);
    }
    const auto flow = tape_->close(whole);
    const auto& state = graph.states[at];
    for (auto s = state.first_step; s < state.end_step; ++s) {
      const auto& step = graph.steps[s];
      const auto& taken = taken_[s];
      if (taken.value == no_variable) continue;
      const double part = whole * step.probability;
      tape_->term(flow, step.probability);
      if (!one_nest_[at]) {
        const double over = tape_->value(taken.nest) - tape_->value(expected_[at]);
        tape_->term(taken.nest, -part / theta);
        tape_->term(expected_[at], part / theta);
        tape_->term(dispersion_, part * over / (theta * theta));
      }
      if (!taken.alone) {
        const double over = tape_->value(taken.value) - tape_->value(taken.nest);
        tape_->term(taken.value, -part / theta_r);
        tape_->term(taken.nest, part / theta_r);
        tape_->term(at_.route_dispersion, part * over / (theta_r * theta_r));
      }
      const auto sent = tape_->close(part);
      const auto& exit = *step.exit;
      if (legs_->varies(exit.component))
        flows.legs[net_->leg(exit.component, net_->place_row[state.place], exit.column)].push_back(
            sent);
      if (exit.arc != none) flows.arcs[exit.arc].push_back(sent);
      if (step.to != none) arriving[step.to].push_back(sent);
    }
  }
}

}  // namespace amur::assign
