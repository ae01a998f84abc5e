#include "amur/assign/bush_renewal.h"

#include <algorithm>

namespace amur::assign {
namespace {

constexpr double unknown = -1;
// An arc must better a bush by more than rounding to enter it.
constexpr double least_gain = 1e-14;

}  // namespace

double excess_cost(const bush& bush, const route::shortest_path_tree& tree,
                   std::span<const double> cost) {
  double excess = 0;
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    const double least = tree.cost[bush.state[p]];
    for (auto link = bush.first_in[p]; link < bush.first_in[p + 1]; ++link) {
      if (!(bush.flow_t[link] > 0)) continue;
      const double above = tree.cost[bush.state[bush.tail[link]]] + cost[bush.arc[link]] - least;
      excess += bush.flow_t[link] * std::max(0.0, above);
    }
  }
  return excess;
}

bush_renewal::bush_renewal(const problem& problem)
    : problem_(&problem),
      key_(problem.graph.state_count(), unknown),
      new_place_(key_.size(), no_link) {}

// Labels of states that freight passes, over paths that carry freight: longest and least.
void bush_renewal::find_keys(const bush& bush) {
  key_[bush.origin] = 0;
  keyed_.assign(1, bush.origin);
  least_.assign(bush.size(), 0.0);
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    double longest = unknown, least = route::unreachable;
    for (auto link = bush.first_in[p]; link < bush.first_in[p + 1]; ++link) {
      if (!(bush.flow_t[link] > 0)) continue;
      const double cost = cost_[bush.arc[link]];
      longest = std::max(longest, key_[bush.state[bush.tail[link]]] + cost);
      least = std::min(least, least_[bush.tail[link]] + cost);
    }
    least_[p] = least;
    if (longest == unknown) continue;
    key_[bush.state[p]] = longest;
    keyed_.push_back(bush.state[p]);
  }
}

// The label of a state without freight follows from the tree above it.
double bush_renewal::key_of(std::uint32_t state) {
  chain_.clear();
  while (key_[state] == unknown) {
    chain_.push_back(state);
    state = problem_->graph.tail[tree_->via_arc[state]];
  }
  double key = key_[state];
  while (!chain_.empty()) {
    key += cost_[tree_->via_arc[chain_.back()]];
    key_[chain_.back()] = key;
    keyed_.push_back(chain_.back());
    chain_.pop_back();
  }
  return key;
}

// The cheapest arc into a state that keeps labels rising, if it beats the `present` cost.
std::uint32_t bush_renewal::best_entering(std::uint32_t state, double present) {
  const auto& g = problem_->graph;
  std::uint32_t best = route::no_arc;
  for (const auto arc : g.in_arcs(state)) {
    const auto tail = g.tail[arc];
    if (tail != order_.front() && !problem_->no_through.empty() && problem_->no_through[tail])
      continue;
    const double reached = tree_->cost[tail] + cost_[arc];
    if (reached < present && key_of(tail) < key_[state]) {
      present = reached;
      best = arc;
    }
  }
  return best;
}

bool uses(const bush& bush, std::uint32_t position, std::uint32_t arc) {
  for (auto link = bush.first_in[position]; link < bush.first_in[position + 1]; ++link)
    if (bush.arc[link] == arc) return bush.flow_t[link] > 0;
  return false;
}

void bush_renewal::choose_entering(const bush& bush) {
  entering_.assign(bush.size(), route::no_arc);
  const std::size_t used_states = keyed_.size();
  for (std::size_t i = 1; i < used_states; ++i) {
    const auto state = keyed_[i];
    const auto p = (*places_)[state];
    const double present = least_[p] * (1 - least_gain);
    if (!(tree_->cost[state] < present) || uses(bush, p, tree_->via_arc[state])) continue;
    const auto arc = tree_->via_arc[state];
    entering_[p] =
        key_of(problem_->graph.tail[arc]) < key_[state] ? arc : best_entering(state, present);
  }
}

// A state that freight passes keeps its used links and takes the arc that enters; any other hangs
// on the tree.
template <class Visit>
void bush_renewal::for_each_link_into(const bush& old, std::uint32_t state, Visit&& visit) const {
  const auto p = (*places_)[state];
  bool used = false;
  if (p != no_link)
    for (auto link = old.first_in[p]; link < old.first_in[p + 1]; ++link)
      if (old.flow_t[link] > 0) {
        used = true;
        visit(old.arc[link], old.flow_t[link]);
      }
  if (!used)
    visit(tree_->via_arc[state], 0.0);
  else if (entering_[p] != route::no_arc)
    visit(entering_[p], 0.0);
}

// Appends the state after all that its links come from.
void bush_renewal::order_from(const bush& old, std::uint32_t state) {
  stack_.assign(1, state);
  while (!stack_.empty()) {
    const auto top = stack_.back();
    if (new_place_[top] != no_link) {
      stack_.pop_back();
      continue;
    }
    const std::size_t before = stack_.size();
    for_each_link_into(old, top, [&](std::uint32_t arc, double) {
      const auto tail = problem_->graph.tail[arc];
      if (new_place_[tail] == no_link) stack_.push_back(tail);
    });
    if (stack_.size() > before) continue;
    stack_.pop_back();
    new_place_[top] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(top);
  }
}

bush bush_renewal::rebuilt(const bush& old) {
  bush made{old.user, old.origin, order_, {}, {}, {}, {}, old.demand_begin, old.demand_end};
  made.first_in.reserve(order_.size() + 1);
  made.first_in.assign(2, 0);
  for (std::uint32_t p = 1; p < order_.size(); ++p) {
    for_each_link_into(old, order_[p], [&](std::uint32_t arc, double flow) {
      made.arc.push_back(arc);
      made.tail.push_back(new_place_[problem_->graph.tail[arc]]);
      made.flow_t.push_back(flow);
    });
    made.first_in.push_back(static_cast<std::uint32_t>(made.arc.size()));
  }
  return made;
}

void bush_renewal::renew(const route::shortest_path_tree& tree, std::span<const double> cost,
                         const bush_set& set, bush_places& places, bush& bush) {
  tree_ = &tree;
  cost_ = cost;
  places_ = &places;
  order_.assign(1, bush.origin);
  new_place_[bush.origin] = 0;
  find_keys(bush);
  const std::size_t used_states = keyed_.size();
  choose_entering(bush);
  for (std::size_t i = 1; i < used_states; ++i) order_from(bush, keyed_[i]);
  for (const auto i : set.demands(bush)) {
    const auto end = problem_->classes[bush.user].demand[i].destination;
    if (tree.cost[end] < route::unreachable) order_from(bush, end);
  }
  auto made = rebuilt(bush);
  places.leave(bush);
  bush = std::move(made);
  places.enter(bush);
  for (const auto s : keyed_) key_[s] = unknown;
  for (const auto s : order_) new_place_[s] = no_link;
}

}  // namespace amur::assign
