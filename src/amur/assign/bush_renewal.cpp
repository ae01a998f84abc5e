#include "amur/assign/bush_renewal.h"

#include <algorithm>

namespace amur::assign {
namespace {

constexpr double unknown = -1, on_chain = -2;
// An arc must better a bush by more than rounding to enter it.
constexpr double least_gain = 1e-14;

}  // namespace

double excess_cost(const bush& bush, std::span<const double> least, std::span<const double> cost) {
  double excess = 0;
  for (std::uint32_t p = 1; p < bush.size(); ++p) {
    const double here = least[bush.state[p]];
    for (auto link = bush.first_in[p]; link < bush.first_in[p + 1]; ++link) {
      if (!(bush.flow_t[link] > 0)) continue;
      const double above = least[bush.state[bush.tail[link]]] + cost[bush.arc[link]] - here;
      excess += bush.flow_t[link] * std::max(0.0, above);
    }
  }
  return excess;
}

bush_renewal::bush_renewal(const problem& problem)
    : problem_(&problem),
      arcs_(problem),
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
    key_[state] = on_chain;
    chain_.push_back(state);
    state = problem_->graph.tail[arcs_.into(state)];
  }
  double key = key_[state];
  if (key == on_chain) {
    in_circles_ = true;
    for (const auto s : chain_) key_[s] = unknown;
    return unknown;
  }
  while (!chain_.empty()) {
    key += cost_[arcs_.into(chain_.back())];
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
    const double reached = least_of_[tail] + cost_[arc];
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

// Whether any arc enters.
bool bush_renewal::choose_entering(const bush& bush) {
  bool any = false;
  entering_.assign(bush.size(), route::no_arc);
  const std::size_t used_states = keyed_.size();
  for (std::size_t i = 1; i < used_states; ++i) {
    const auto state = keyed_[i];
    const auto p = (*places_)[state];
    const double present = least_[p] * (1 - least_gain);
    if (!(least_of_[state] < present)) continue;
    const auto arc = arcs_.into(state);
    if (uses(bush, p, arc)) continue;
    entering_[p] =
        key_of(problem_->graph.tail[arc]) < key_[state] ? arc : best_entering(state, present);
    any = any || entering_[p] != route::no_arc;
  }
  return any;
}

// A state that freight passes keeps its used links and takes the arc that enters; any other hangs
// on the tree.
template <class Visit>
void bush_renewal::for_each_link_into(const bush& old, std::uint32_t state, Visit&& visit) {
  const auto p = (*places_)[state];
  bool used = false;
  if (p != no_link)
    for (auto link = old.first_in[p]; link < old.first_in[p + 1]; ++link)
      if (old.flow_t[link] > 0) {
        used = true;
        visit(old.arc[link], old.flow_t[link]);
      }
  if (!used)
    visit(arcs_.into(state), 0.0);
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

void bush_renewal::make(const bush& old) {
  made_.arc.clear();
  made_.tail.clear();
  made_.flow_t.clear();
  made_.first_in.assign(2, 0);
  for (std::uint32_t p = 1; p < order_.size(); ++p) {
    for_each_link_into(old, order_[p], [&](std::uint32_t arc, double flow) {
      made_.arc.push_back(arc);
      made_.tail.push_back(new_place_[problem_->graph.tail[arc]]);
      made_.flow_t.push_back(flow);
    });
    made_.first_in.push_back(static_cast<std::uint32_t>(made_.arc.size()));
  }
}

// Copies what was made to where the bush already is: new memory would cost more than that.
void bush_renewal::take_made(bush& bush) const {
  bush.state = order_;
  bush.first_in = made_.first_in;
  bush.arc = made_.arc;
  bush.tail = made_.tail;
  bush.flow_t = made_.flow_t;
}

// Orders what freight passes and the ways to destinations without freight.
bool bush_renewal::order_all(const bush& bush, const bush_set& set, std::size_t used_states) {
  for (const auto i : set.demands(bush)) {
    const auto end = problem_->classes[bush.user].demand[i].destination.value;
    if (least_of_[end] < route::unreachable) key_of(end);
  }
  if (in_circles_) return false;
  for (std::size_t i = 1; i < used_states; ++i) order_from(bush, keyed_[i]);
  for (const auto i : set.demands(bush)) {
    const auto end = problem_->classes[bush.user].demand[i].destination.value;
    if (least_of_[end] < route::unreachable) order_from(bush, end);
  }
  return true;
}

bool bush_renewal::renew(const least_paths& paths, std::span<const double> cost,
                         const bush_set& set, bool always, bush_places& places, bush& bush) {
  least_of_ = paths.cost;
  arcs_.start(paths, cost, bush.origin);
  cost_ = cost;
  places_ = &places;
  in_circles_ = false;
  order_.assign(1, bush.origin);
  new_place_[bush.origin] = 0;
  find_keys(bush);
  const std::size_t used_states = keyed_.size();
  const bool any = choose_entering(bush) || always;
  if (any && !in_circles_ && order_all(bush, set, used_states)) {
    make(bush);
    places.leave(bush);
    take_made(bush);
    places.enter(bush);
  }
  for (const auto s : keyed_) key_[s] = unknown;
  for (const auto s : order_) new_place_[s] = no_link;
  return !in_circles_;
}

}  // namespace amur::assign
