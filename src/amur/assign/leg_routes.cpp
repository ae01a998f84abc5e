#include "amur/assign/leg_routes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "amur/assign/soft_minimum.h"
#include "amur/assign/sums.h"

namespace amur::assign {
namespace {

// Arcs of a leg's routes beyond which they are listed anew.
constexpr std::size_t most_kept_arcs = 2000;

}  // namespace

leg_router::leg_router(const leg_model& model, std::span<const double> arc_cost, leg_trees* trees)
    : model_(&model),
      arc_cost_(arc_cost),
      trees_(trees),
      tree_search_(model.problem_.graph, model.problem_.no_through),
      least_(model.net.component_of_state.size(), route::unreachable),
      visited_(model.net.component_of_state.size(), 0),
      rank_(model.net.component_of_state.size(), none) {}

void leg_router::search(const leg_target& target, std::size_t number) {
  for (const auto state : order_) least_[state] = route::unreachable;
  end_ = target.state;
  const bool dense = !model_->net.components[target.component].listed;
  if (trees_ && dense && !(*trees_)[number].order.empty()) {
    const auto& kept = (*trees_)[number];
    order_ = kept.order;
    for (std::size_t i = 0; i < order_.size(); ++i) least_[order_[i]] = kept.cost[i];
    return;
  }
  const auto& tree =
      tree_search_.run(target.state, arc_cost_, route::direction::to_root, model_->net.is_plain);
  order_ = tree.order;
  for (const auto state : order_) least_[state] = tree.cost[state];
  if (!trees_ || !dense) return;
  auto& kept = (*trees_)[number];
  kept.order = order_;
  for (const auto state : order_) kept.cost.push_back(tree.cost[state]);
}

// Depth first, with the least cost to the end as the bound.
void leg_router::extend(std::uint32_t state, double cost, double longest) {
  if (state == end_) {
    leg_.routes.push_back({cost, leg_.arcs.size(), leg_.arcs.size() + trail_.size()});
    leg_.arcs.insert(leg_.arcs.end(), trail_.begin(), trail_.end());
    return;
  }
  const auto& no_through = model_->problem_.no_through;
  if (!trail_.empty() && !no_through.empty() && no_through[state]) return;
  visited_[state] = 1;
  const auto& net = model_->net;
  for (auto p = net.first_plain[state]; p < net.first_plain[state + 1]; ++p) {
    const auto head = net.plain_head[p];
    const double next = cost + arc_cost_[net.plain_arc[p]];
    if (visited_[head] || !(next + least_[head] <= longest)) continue;
    trail_.push_back(net.plain_arc[p]);
    extend(head, next, longest);
    trail_.pop_back();
  }
  visited_[state] = 0;
}

// Lists the routes from a state; returns W, and leaves them in `leg_`.
double leg_router::weigh_routes(const leg_target& target, std::uint32_t from) {
  leg_.routes.clear();
  leg_.arcs.clear();
  const double least = least_[from], dispersion = model_->route_dispersion_usd_per_t;
  if (!std::isfinite(least) || from == target.state) return least;
  // A little longer, so that rounding leaves the cheapest route in.
  extend(from, 0, least + model_->considered_dispersions * dispersion + 1e-9 * least);
  leg_.weight_sum = 0;
  for (auto& route : leg_.routes) {
    const double excess = std::max(0.0, route.weight - least) / dispersion;
    route.weight = considered_share(excess, model_->considered_dispersions) * std::exp(-excess);
    leg_.weight_sum += route.weight;
  }
  return least - dispersion * std::log(leg_.weight_sum);
}

void leg_router::costs(const leg_target& target, std::span<double> cost) {
  const auto& net = model_->net;
  const auto& component = net.components[target.component];
  search(target, model_->net.components[target.component].targets[target.column]);
  for (std::size_t row = 0; row < component.places.size(); ++row) {
    const auto state = net.place_state[component.places[row]];
    cost[row] = component.listed ? weigh_routes(target, state) : least_[state];
  }
}

// Ranks the states that reach the target by least cost.
void leg_router::open_spread(const leg_target& target) {
  const auto& no_through = model_->problem_.no_through;
  std::fill(rank_.begin(), rank_.end(), none);
  for (std::uint32_t i = 0; i < order_.size(); ++i) {
    const auto s = order_[i];
    if (s == target.state || no_through.empty() || !no_through[s]) rank_[s] = i;
  }
}

// The arcs that lead nearer from the state at a place, with their weights; returns the expected
// cost to the end.
double leg_router::weigh_arcs(std::uint32_t place, std::span<const double> within) {
  const auto& net = model_->net;
  const auto state = order_[place];
  const double dispersion = model_->route_dispersion_usd_per_t;
  options_.clear();
  for (auto p = net.first_plain[state]; p < net.first_plain[state + 1]; ++p) {
    const auto head = net.plain_head[p], arc = net.plain_arc[p];
    if (rank_[head] >= place) continue;  // `none` is the largest number there is
    const double cost = arc_cost_[arc], nearer = least_[state] - least_[head];
    const double share = cost > 0 ? std::min(1.0, nearer / (full_progress * cost)) : 1.0;
    if (share > 0)
      options_.push_back(
          {arc, rank_[head], cost + within[rank_[head]] - dispersion * std::log(share)});
  }
  const auto chosen =
      soften(options_, dispersion, [](auto& option) -> double& { return option.weight; });
  option_sum_ = chosen.weight_sum;
  return chosen.cost;
}

void leg_router::spread_costs(std::uint32_t last) {
  within_.assign(last + 1, 0.0);
  for (std::uint32_t place = 1; place <= last; ++place) within_[place] = weigh_arcs(place, within_);
}

void leg_router::load_listed(const leg_target& target, std::span<const double> leg_flow,
                             std::span<double> flow, std::vector<listed_leg>* listed) {
  const auto& places = model_->net.components[target.component].places;
  bool searched = false;
  if (listed) listed->resize(places.size());
  for (std::size_t row = 0; row < places.size(); ++row) {
    if (leg_flow[row] == 0) continue;
    auto* known = listed ? &(*listed)[row] : nullptr;
    if (!known || known->routes.empty()) {
      if (!std::exchange(searched, true))
        search(target, model_->net.components[target.component].targets[target.column]);
      weigh_routes(target, model_->net.place_state[places[row]]);
      if (known && leg_.arcs.size() <= most_kept_arcs) *known = leg_;
      known = &leg_;
    }
    for (const auto& route : known->routes)
      for (auto at = route.begin; at < route.end; ++at)
        flow[known->arcs[at]] += leg_flow[row] * route.weight / known->weight_sum;
  }
}

void leg_router::load(const leg_target& target, std::span<const double> leg_flow,
                      std::span<double> flow, std::vector<listed_leg>* listed) {
  const auto& net = model_->net;
  const auto& component = net.components[target.component];
  if (component.listed) return load_listed(target, leg_flow, flow, listed);
  search(target, component.targets[target.column]);
  std::uint32_t farthest = 0;
  for (std::uint32_t i = 0; i < order_.size(); ++i) rank_[order_[i]] = i;
  amount_.assign(order_.size(), 0.0);
  for (std::size_t row = 0; row < component.places.size(); ++row) {
    if (leg_flow[row] == 0) continue;
    const auto place = rank_[net.place_state[component.places[row]]];
    amount_[place] += leg_flow[row];
    farthest = std::max(farthest, place);
  }
  open_spread(target);
  spread_costs(farthest);
  for (auto place = farthest; place > 0; --place) {
    if (amount_[place] == 0) continue;
    weigh_arcs(place, within_);
    for (const auto& option : options_) {
      const double part = amount_[place] * (option.weight / option_sum_);
      flow[option.arc] += part;
      amount_[option.place] += part;
    }
  }
}

void leg_router::average(const leg_target& target, std::span<const std::uint8_t> wanted,
                         std::span<const double> value, std::size_t count, std::span<double> mean) {
  const auto& net = model_->net;
  const auto& component = net.components[target.component];
  search(target, model_->net.components[target.component].targets[target.column]);
  if (component.listed) {
    for (std::size_t row = 0; row < component.places.size(); ++row) {
      if (!wanted[row]) continue;
      weigh_routes(target, net.place_state[component.places[row]]);
      for (const auto& route : leg_.routes)
        for (auto at = route.begin; at < route.end; ++at)
          add_scaled(&mean[row * count], &value[leg_.arcs[at] * count],
                     route.weight / leg_.weight_sum, count);
    }
    return;
  }
  std::uint32_t farthest = 0;
  std::vector<std::uint32_t> place_of_row(component.places.size(), none);
  for (std::uint32_t i = 0; i < order_.size(); ++i) rank_[order_[i]] = i;
  for (std::size_t row = 0; row < component.places.size(); ++row)
    if (wanted[row]) {
      place_of_row[row] = rank_[net.place_state[component.places[row]]];
      farthest = std::max(farthest, place_of_row[row]);
    }
  open_spread(target);
  within_.assign(farthest + 1, 0.0);
  amount_.assign((farthest + 1) * count, 0.0);
  for (std::uint32_t place = 1; place <= farthest; ++place) {
    within_[place] = weigh_arcs(place, within_);
    for (const auto& option : options_) {
      const double probability = option.weight / option_sum_;
      if (probability == 0) continue;
      add_scaled(&amount_[place * count], &value[option.arc * count], probability, count);
      add_scaled(&amount_[place * count], &amount_[option.place * count], probability, count);
    }
  }
  for (std::size_t row = 0; row < component.places.size(); ++row)
    if (wanted[row]) add_scaled(&mean[row * count], &amount_[place_of_row[row] * count], 1, count);
}

std::vector<std::uint32_t> leg_router::cheapest(const leg_target& target, std::uint32_t state) {
  const auto& tree =
      tree_search_.run(target.state, arc_cost_, route::direction::to_root, model_->net.is_plain);
  return route::extract_path(model_->problem_.graph, tree, state, route::direction::to_root);
}

bool find_leg_costs(const leg_model& model, std::span<const double> arc_cost, thread_pool& pool,
                    leg_costs& costs, leg_trees* trees, listed_legs* listed) {
  const auto& net = model.net;
  const bool first = costs.matrix.empty();
  std::vector<std::uint8_t> changed(net.components.size(), first);
  costs.plain.resize(net.plain_arc.size());
  costs.matrix.resize(net.matrix_size, route::unreachable);
  for (std::size_t c = 0; c < net.components.size(); ++c)
    for (const auto p : net.components[c].plain_arcs) {
      const double cost = arc_cost[net.plain_arc[p]];
      changed[c] = changed[c] || cost != costs.plain[p];
      costs.plain[p] = cost;
    }
  if (trees) trees->resize(net.targets.size());
  if (listed) {
    listed->resize(net.targets.size());
    for (std::size_t t = 0; t < net.targets.size(); ++t)
      if (changed[net.targets[t].component]) (*listed)[t].clear();
  }
  const bool any = std::ranges::find(changed, 1) != changed.end();
  if (!any) return false;
  pool.run(work_blocks, [&](std::size_t block) {
    leg_router router(model, arc_cost, trees);
    const auto range = block_of(block, work_blocks, net.targets.size());
    for (std::size_t t = range.begin; t < range.end; ++t) {
      const auto& target = net.targets[t];
      const auto& component = net.components[target.component];
      if (changed[target.component])
        router.costs(target, std::span(costs.matrix)
                                 .subspan(net.leg(target.component, 0, target.column),
                                          component.places.size()));
    }
  });
  costs.by_row.resize(net.matrix_size);
  for (std::size_t c = 0; c < net.components.size(); ++c) {
    if (!changed[c]) continue;
    const auto& component = net.components[c];
    const std::size_t rows = component.places.size(), columns = component.targets.size();
    for (std::size_t column = 0; column < columns; ++column)
      for (std::size_t row = 0; row < rows; ++row)
        costs.by_row[component.matrix_begin + row * columns + column] =
            costs.matrix[component.matrix_begin + column * rows + row];
  }
  return true;
}

}  // namespace amur::assign
