#include "amur/assign/leg_record.h"

#include <algorithm>
#include <cmath>

#include "amur/assign/soft_minimum.h"

namespace amur::assign {
std::pair<double, double> share_and_slope(double excess, double bound) {
  const double left = std::clamp(3 * (1 - excess / bound), 0.0, 1.0);
  const double slope = left > 0 && left < 1 ? -18 * left * (1 - left) / bound : 0;
  return {considered_share(excess, bound), slope};
}

leg_record::leg_record(const leg_model& model, std::span<const double> arc_cost,
                       std::span<const double> leg_cost, const leg_variables& at, linear_tape& tape)
    : model_(model),
      arc_cost_(arc_cost),
      leg_cost_(leg_cost),
      at_(at),
      tape_(&tape),
      tree_search_(model.problem_.graph, model.problem_.no_through),
      known_(model.net.matrix_size, no_variable),
      visited_(model.net.component_of_state.size(), 0),
      rank_(model.net.component_of_state.size(), none) {
  for (const auto& component : model.net.components)
    varies_.push_back(std::ranges::any_of(component.plain_arcs, [&](std::uint32_t p) {
      return tape.varies(cost_of(model.net.plain_arc[p]));
    }));
}

void leg_record::search(const leg_target& target) {
  if (searched_ == target.state) return;
  searched_ = target.state;
  tree_ =
      &tree_search_.run(target.state, arc_cost_, route::direction::to_root, model_.net.is_plain);
}

void leg_record::extend(std::uint32_t state, double cost, double longest) {
  if (state == searched_) {
    routes_.push_back({cost, trail_});
    return;
  }
  const auto& no_through = model_.problem_.no_through;
  if (!trail_.empty() && !no_through.empty() && no_through[state]) return;
  visited_[state] = 1;
  const auto& net = model_.net;
  for (auto p = net.first_plain[state]; p < net.first_plain[state + 1]; ++p) {
    const auto head = net.plain_head[p];
    const double next = cost + arc_cost_[net.plain_arc[p]];
    if (visited_[head] || !(next + tree_->cost[head] <= longest)) continue;
    trail_.push_back(net.plain_arc[p]);
    extend(head, next, longest);
    trail_.pop_back();
  }
  visited_[state] = 0;
}

// The routes that count from a state; false where it is the end itself.
bool leg_record::list(std::uint32_t from) {
  routes_.clear();
  if (from == searched_) return false;
  const double least = tree_->cost[from];
  extend(from, 0,
         least + model_.considered_dispersions * model_.route_dispersion_usd_per_t + 1e-9 * least);
  return true;
}

leg_record::route_weights leg_record::weigh() const {
  route_weights made;
  for (std::size_t r = 1; r < routes_.size(); ++r)
    if (routes_[r].cost < routes_[made.cheapest].cost) made.cheapest = r;
  const double least = routes_[made.cheapest].cost;
  for (const auto& each : routes_) {
    const double excess = (each.cost - least) / model_.route_dispersion_usd_per_t;
    const auto [share, slope] = share_and_slope(excess, model_.considered_dispersions);
    made.excess.push_back(excess);
    made.weight.push_back(share * std::exp(-excess));
    made.slope.push_back((slope - share) * std::exp(-excess));
    made.sum += made.weight.back();
  }
  return made;
}

leg_record::variable leg_record::sum_of(const std::vector<std::uint32_t>& arcs, double cost) {
  if (arcs.size() == 1) return cost_of(arcs.front());
  for (const auto arc : arcs) tape_->term(cost_of(arc), 1);
  return tape_->close(cost);
}

// W = L - theta_r ln S, S the sum of weights g(x) e^-x of x = (c - L) / theta_r.
leg_record::variable leg_record::listed_cost() {
  const auto by = weigh();
  const double theta = model_.route_dispersion_usd_per_t;
  const double least = routes_[by.cheapest].cost;
  if (routes_.size() == 1) return sum_of(routes_.front().arcs, least);
  double by_least = 1, by_theta = -std::log(by.sum);
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    const double part = -by.slope[r] / by.sum;
    by_least -= part;
    by_theta -= part * by.excess[r];
    for (const auto arc : routes_[r].arcs) tape_->term(cost_of(arc), part);
  }
  for (const auto arc : routes_[by.cheapest].arcs) tape_->term(cost_of(arc), by_least);
  tape_->term(at_.route_dispersion, by_theta);
  return tape_->close(least - theta * std::log(by.sum));
}

leg_record::variable leg_record::cost(std::uint32_t component, std::uint32_t row,
                                      std::uint32_t column) {
  const auto& net = model_.net;
  auto& known = known_[net.leg(component, row, column)];
  if (known != no_variable) return known;
  if (!varies(component))
    return known = tape_->input(leg_cost_[net.leg(component, row, column)], true);
  const auto& part = net.components[component];
  const auto state = net.place_state[part.places[row]];
  const auto& target = net.targets[part.targets[column]];
  if (state == target.state) return known = tape_->input(0);
  search(target);
  if (part.listed) {
    list(state);
    return known = listed_cost();
  }
  return known = sum_of(
             route::extract_path(model_.problem_.graph, *tree_, state, route::direction::to_root),
             tree_->cost[state]);
}

void leg_record::load(const leg_target& target,
                      std::span<const std::pair<std::uint32_t, variable>> leg_flow,
                      std::vector<std::vector<variable>>& arc_flow) {
  search(target);
  const auto& component = model_.net.components[target.component];
  if (!component.listed) {
    load_dense(leg_flow, arc_flow);
    return;
  }
  for (const auto& [row, flow] : leg_flow)
    if (list(model_.net.place_state[component.places[row]])) load_listed(flow, arc_flow);
}

// A route carries the share w_r / S.
void leg_record::load_listed(variable flow, std::vector<std::vector<variable>>& arc_flow) {
  if (routes_.size() == 1) {
    for (const auto arc : routes_.front().arcs) arc_flow[arc].push_back(flow);
    return;
  }
  const auto by = weigh();
  const double theta = model_.route_dispersion_usd_per_t;
  std::vector<variable> cost;
  for (const auto& each : routes_) cost.push_back(sum_of(each.arcs, each.cost));
  // theta_r d ln S, and its part by theta_r.
  double slopes = 0, with_excess = 0;
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    slopes += by.slope[r] / by.sum;
    with_excess += by.slope[r] / by.sum * by.excess[r];
    tape_->term(cost[r], by.slope[r] / by.sum);
  }
  tape_->term(cost[by.cheapest], -slopes);
  tape_->term(at_.route_dispersion, -with_excess);
  const auto log_sum = tape_->close(theta * std::log(by.sum));
  for (std::size_t r = 0; r < routes_.size(); ++r) {
    if (by.weight[r] == 0) continue;
    const double share = by.weight[r] / by.sum, whole = tape_->value(flow);
    const double part = whole * share / theta, own = by.slope[r] / by.weight[r];
    tape_->term(flow, share);
    tape_->term(cost[r], part * own);
    tape_->term(cost[by.cheapest], -part * own);
    tape_->term(at_.route_dispersion, -part * own * by.excess[r]);
    tape_->term(log_sum, -part);
    const auto on_route = tape_->close(whole * share);
    for (const auto arc : routes_[r].arcs) arc_flow[arc].push_back(on_route);
  }
}

// The arcs that lead nearer from the state of rank `place`, with their probabilities; returns the
// expected cost to the end.
leg_record::variable leg_record::choose_nearer(std::uint32_t place, std::span<const variable> least,
                                               std::span<const variable> within,
                                               std::vector<nearer_arc>& options) {
  const auto& net = model_.net;
  const auto state = tree_->order[place];
  const double theta = model_.route_dispersion_usd_per_t;
  options.clear();
  for (auto p = net.first_plain[state]; p < net.first_plain[state + 1]; ++p) {
    const auto head = net.plain_head[p], arc = net.plain_arc[p];
    if (rank_[head] >= place) continue;
    const double cost = arc_cost_[arc], nearer = tree_->cost[state] - tree_->cost[head];
    const double share = cost > 0 ? std::min(1.0, nearer / (full_progress * cost)) : 1.0;
    if (!(share > 0)) continue;
    tape_->term(cost_of(arc), 1);
    tape_->term(within[rank_[head]], 1);
    if (share < 1) {
      tape_->term(least[place], -theta / nearer);
      tape_->term(least[rank_[head]], theta / nearer);
      tape_->term(cost_of(arc), theta / cost);
      tape_->term(at_.route_dispersion, -std::log(share));
    }
    options.push_back(
        {arc, rank_[head],
         tape_->close(cost + tape_->value(within[rank_[head]]) - theta * std::log(share)), 0});
    options.back().probability = tape_->value(options.back().value);
  }
  const auto chosen =
      soften(options, theta, [](nearer_arc& option) -> double& { return option.probability; });
  if (!(chosen.weight_sum > 0)) return tape_->close(chosen.cost);
  double mean = 0;
  for (auto& option : options) {
    option.probability /= chosen.weight_sum;
    tape_->term(option.value, option.probability);
    mean += option.probability * tape_->value(option.value);
  }
  tape_->term(at_.route_dispersion, (chosen.cost - mean) / theta);
  return tape_->close(chosen.cost);
}

void leg_record::load_dense(std::span<const std::pair<std::uint32_t, variable>> leg_flow,
                            std::vector<std::vector<variable>>& arc_flow) {
  const auto& net = model_.net;
  const auto& component = net.components[net.component_of_state[searched_]];
  const auto& no_through = model_.problem_.no_through;
  const auto& order = tree_->order;
  std::ranges::fill(rank_, none);
  std::vector<std::vector<variable>> arriving(order.size());
  std::uint32_t farthest = 0;
  for (std::uint32_t i = 0; i < order.size(); ++i) rank_[order[i]] = i;
  for (const auto& [row, flow] : leg_flow) {
    const auto place = rank_[net.place_state[component.places[row]]];
    arriving[place].push_back(flow);
    farthest = std::max(farthest, place);
  }
  // Least costs to the end, then who may be passed.
  std::vector<variable> least = {tape_->input(0)};
  for (std::uint32_t place = 1; place <= farthest; ++place) {
    const auto via = tree_->via_arc[order[place]];
    tape_->term(cost_of(via), 1);
    tape_->term(least[rank_[model_.problem_.graph.head[via]]], 1);
    least.push_back(tape_->close(tree_->cost[order[place]]));
  }
  for (const auto state : order)
    if (state != searched_ && !no_through.empty() && no_through[state]) rank_[state] = none;
  std::vector<variable> within = {least.front()};
  std::vector<std::vector<nearer_arc>> options(farthest + 1);
  for (std::uint32_t place = 1; place <= farthest; ++place)
    within.push_back(choose_nearer(place, least, within, options[place]));
  const double theta = model_.route_dispersion_usd_per_t;
  for (auto place = farthest; place > 0; --place) {
    if (arriving[place].empty()) continue;
    double whole = 0;
    for (const auto each : arriving[place]) {
      whole += tape_->value(each);
      tape_->term(each, 1);
    }
    const auto amount = tape_->close(whole);
    for (const auto& option : options[place]) {
      if (option.probability == 0) continue;
      const double part = whole * option.probability;
      const double over = tape_->value(option.value) - tape_->value(within[place]);
      tape_->term(amount, option.probability);
      tape_->term(option.value, -part / theta);
      tape_->term(within[place], part / theta);
      tape_->term(at_.route_dispersion, part * over / (theta * theta));
      const auto passed = tape_->close(part);
      arc_flow[option.arc].push_back(passed);
      arriving[option.place].push_back(passed);
    }
  }
}

}  // namespace amur::assign
