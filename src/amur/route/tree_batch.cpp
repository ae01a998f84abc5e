#include "amur/route/tree_batch.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

// Copies of a function for wider vector units, chosen at start; minima and sums round alike in all.
// Sanitizers start too late for such a choice.
#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && \
    !defined(__SANITIZE_THREAD__) && !defined(__SANITIZE_ADDRESS__)
#define AMUR_VECTOR_CLONES __attribute__((target_clones("default", "avx2", "avx512f")))
#else
#define AMUR_VECTOR_CLONES
#endif

namespace amur::route {
namespace {

using lane_vector = decltype(lane_costs::lane);
using lane_mask = decltype(lane_vector{} < lane_vector{});
constexpr lane_vector all_unreachable = lane_vector{} + unreachable;

// Labels of places not yet labelled; labels proper are never negative.
constexpr double unvisited = -1, on_chain = -2, on_loop = -3;

bool has(const std::uint64_t* bits, std::size_t place) {
  return (bits[place / 64] >> (place % 64)) & 1;
}

// From the highest place down: what the upward search found, or over a higher place.
AMUR_VECTOR_CLONES void sweep_down(const std::uint32_t* first, const place_arc* arcs,
                                   const std::uint64_t* reached, std::size_t places,
                                   lane_costs* cost) {
  for (std::size_t place = places; place-- > 0;) {
    lane_vector least = all_unreachable;
    if (has(reached, place)) least = cost[place].lane;
    for (auto i = first[place]; i < first[place + 1]; ++i) {
      const lane_vector over = cost[arcs[i].place].lane + arcs[i].cost;
      least = over < least ? over : least;
    }
    cost[place].lane = least;
  }
}

// Places that no path passes, from those beside them.
AMUR_VECTOR_CLONES void sweep_ends(const std::uint32_t* first, const place_arc* arcs,
                                   std::size_t begin, std::size_t end, lane_costs* cost) {
  for (std::size_t place = begin; place < end; ++place) {
    lane_vector least = all_unreachable;
    for (auto i = first[place]; i < first[place + 1]; ++i) {
      const lane_vector over = cost[arcs[i].place].lane + arcs[i].cost;
      least = over < least ? over : least;
    }
    cost[place].lane = least;
  }
}

// The arc by which each place is reached at the least cost, the first of several.
AMUR_VECTOR_CLONES void choose_arcs(const std::uint32_t* first, const place_arc* arcs,
                                    std::size_t places, const lane_costs* cost, lane_arcs* best) {
  for (std::size_t place = 0; place < places; ++place) {
    lane_vector least = all_unreachable;
    lane_mask arc = lane_mask{} + std::int64_t{no_arc};
    for (auto i = first[place]; i < first[place + 1]; ++i) {
      const lane_vector over = cost[arcs[i].place].lane + arcs[i].cost;
      const lane_mask better = over < least;
      least = better ? over : least;
      arc = better ? lane_mask{} + std::int64_t{i} : arc;
    }
    best[place].lane = __builtin_convertvector(arc, decltype(lane_arcs::lane));
  }
}

}  // namespace

tree_batch::tree_batch(const contraction_hierarchy& hierarchy, const customized_hierarchy& costs)
    : hierarchy_(&hierarchy), costs_(&costs) {
  cost_.resize(hierarchy.state_of.size());
  reached_.assign(hierarchy.through_places / 64 + 1, 0);
  entered_.assign(hierarchy.state_of.size(), 0);
}

void tree_batch::reach(std::uint32_t place, std::size_t lane, double cost) {
  auto& word = reached_[place / 64];
  const std::uint64_t bit = std::uint64_t{1} << (place % 64);
  if (!(word & bit)) {
    word |= bit;
    cost_[place].lane = all_unreachable;
  }
  if (cost < cost_[place].lane[lane]) cost_[place].lane[lane] = cost;
}

void tree_batch::start(std::span<const std::uint32_t> roots, const place_arcs& leaving_root) {
  std::fill(reached_.begin(), reached_.end(), 0);
  for (std::size_t lane = 0; lane < roots.size(); ++lane) {
    const auto root = hierarchy_->place_of[roots[lane]];
    if (root < hierarchy_->through_places)
      reach(root, lane, 0);
    else
      for (const auto& arc : leaving_root.at(root)) reach(arc.place, lane, arc.cost);
  }
}

// In the order of contraction, over the places that some root reaches.
void tree_batch::sweep_up(const place_arcs& upward) {
  for (std::size_t block = 0; block < reached_.size(); ++block) {
    std::uint64_t done = 0;
    while (const std::uint64_t waiting = reached_[block] & ~done) {
      const auto bit = static_cast<std::size_t>(std::countr_zero(waiting));
      done |= std::uint64_t{1} << bit;
      const lane_costs from = cost_[64 * block + bit];
      for (const auto& arc : upward.at(64 * block + bit)) {
        auto& to = cost_[arc.place];
        auto& word = reached_[arc.place / 64];
        const std::uint64_t mask = std::uint64_t{1} << (arc.place % 64);
        if (!(word & mask)) to.lane = all_unreachable;
        word |= mask;
        const lane_vector over = from.lane + arc.cost;
        to.lane = over < to.lane ? over : to.lane;
      }
    }
  }
}

void tree_batch::run_costs(std::span<const std::uint32_t> roots, direction towards) {
  if (roots.size() > batch_lanes) throw std::invalid_argument("more roots than lanes");
  const bool forward = towards == direction::from_root;
  const auto& h = *hierarchy_;
  const auto& down = forward ? costs_->downward : costs_->upward;
  const auto& before = forward ? costs_->entering : costs_->leaving;
  start(roots, forward ? costs_->leaving : costs_->entering);
  sweep_up(forward ? costs_->upward : costs_->downward);
  sweep_down(down.first.data(), down.arcs.data(), reached_.data(), h.through_places, cost_.data());
  sweep_ends(before.first.data(), before.arcs.data(), h.through_places, h.state_of.size(),
             cost_.data());
  for (std::size_t lane = 0; lane < roots.size(); ++lane) {
    const auto root = h.place_of[roots[lane]];
    cost_[root].lane[lane] = 0;
    for (const auto& arc : costs_->between_ends) {
      const auto [near, far] = forward ? std::pair(arc.tail_place, arc.head_place)
                                       : std::pair(arc.head_place, arc.tail_place);
      if (near == root && arc.cost < cost_[far].lane[lane]) cost_[far].lane[lane] = arc.cost;
    }
  }
}

std::span<const shortest_path_tree> tree_batch::run(std::span<const std::uint32_t> roots,
                                                    direction towards) {
  run_costs(roots, towards);
  const auto& before = towards == direction::from_root ? costs_->entering : costs_->leaving;
  const std::size_t places = cost_.size();
  best_arc_.resize(places);
  choose_arcs(before.first.data(), before.arcs.data(), places, cost_.data(), best_arc_.data());
  if (trees_.size() < roots.size()) trees_.resize(roots.size());
  // Down the hierarchy at first; then as the first tree went, for the roots of a batch tend to be
  // neighbours.
  visit_.clear();
  for (std::uint32_t place = hierarchy_->through_places; place-- > 0;) visit_.push_back(place);
  for (std::size_t lane = 0; lane < roots.size(); ++lane) {
    extract(lane, roots[lane], towards);
    if (lane == 0) follow_last_tree();
  }
  return std::span(trees_).first(roots.size());
}

void tree_batch::follow_last_tree() {
  visit_.clear();
  for (const auto state : tree_->order) {
    const auto place = hierarchy_->place_of[state];
    if (place < hierarchy_->through_places) visit_.push_back(place);
  }
  for (std::uint32_t place = hierarchy_->through_places; place-- > 0;)
    if (label_[place] == unvisited) visit_.push_back(place);
}

inline void tree_batch::label(std::uint32_t place, double cost, std::uint32_t arc) {
  const auto state = hierarchy_->state_of[place];
  label_[place] = cost;
  tree_->cost[state] = cost;
  tree_->via_arc[state] = arc;
  tree_->order[labelled_++] = state;
}

// The root, and what is reached best straight from it where no path passes it: the arcs that leave
// such a place are not among those that lead elsewhere.
void tree_batch::label_root(std::size_t lane, std::uint32_t root, direction towards) {
  label(root, 0, no_arc);
  if (root < hierarchy_->through_places) return;
  const bool forward = towards == direction::from_root;
  const auto reach_straight = [&](std::uint32_t place, double cost, std::uint32_t arc) {
    if (label_[place] == unvisited && cost <= cost_[place].lane[lane]) label(place, cost, arc);
  };
  for (const auto& arc : (forward ? costs_->leaving : costs_->entering).at(root))
    reach_straight(arc.place, arc.cost, arc.arc);
  for (const auto& arc : costs_->between_ends) {
    if (forward && arc.tail_place == root) reach_straight(arc.head_place, arc.cost, arc.arc);
    if (!forward && arc.head_place == root) reach_straight(arc.tail_place, arc.cost, arc.arc);
  }
}

// Each circle of free arcs is entered once, where that costs least, and then searched in breadth.
void tree_batch::enter_circles(std::size_t lane, const place_arcs& before,
                               const place_arcs& after) {
  const auto& circles = costs_->circles;
  for (std::uint32_t circle = 0; circle < circles.count(); ++circle) {
    double least = unreachable;
    auto entry = no_arc;
    for (const auto place : circles.at(circle)) {
      if (label_[place] >= 0) {  // the root, or straight from it
        entry = place;
        break;
      }
      for (auto i = before.first[place]; i < before.first[place + 1]; ++i) {
        const auto& arc = before.arcs[i];
        const double cost = cost_[arc.place].lane[lane] + arc.cost;
        if (circles.circle_of[arc.place] == circle || !(cost < least)) continue;
        least = cost;
        entry = place;
        lane_arc_[place] = i;
      }
    }
    if (entry == no_arc) continue;
    chain_.assign(1, entry);
    entered_[entry] = 1;
    for (std::size_t next = 0; next < chain_.size(); ++next)
      for (const auto& arc : after.at(chain_[next])) {
        if (arc.cost > 0 || circles.circle_of[arc.place] != circle || entered_[arc.place]) continue;
        auto i = before.first[arc.place];
        while (before.arcs[i].arc != arc.arc) ++i;
        lane_arc_[arc.place] = i;
        entered_[arc.place] = 1;
        chain_.push_back(arc.place);
      }
    for (const auto place : chain_) entered_[place] = 0;
  }
}

// Labels a place and all unlabelled ones on its path, from the root's side.
void tree_batch::climb(std::uint32_t from, const place_arcs& before) {
  chain_.clear();
  auto at = from;
  while (label_[at] == unvisited) {
    label_[at] = on_chain;
    chain_.push_back(at);
    at = before.arcs[lane_arc_[at]].place;
  }
  if (label_[at] < 0) {  // arcs too cheap to tell by sums which comes first: nothing leads to it
    for (const auto place : chain_) label_[place] = on_loop;
    loops_.insert(loops_.end(), chain_.begin(), chain_.end());
    return;
  }
  double cost = label_[at];
  for (; !chain_.empty(); chain_.pop_back()) {
    const auto& arc = before.arcs[lane_arc_[chain_.back()]];
    cost += arc.cost;
    label(chain_.back(), cost, arc.arc);
  }
}

// Dijkstra's algorithm among the places on circles and behind them, from those labelled.
void tree_batch::label_loops(const place_arcs& before, const place_arcs& after) {
  const auto later = [](const heap_entry& a, const heap_entry& b) {
    return a.cost > b.cost || (a.cost == b.cost && a.arc > b.arc);
  };
  heap_.clear();
  for (const auto place : loops_)
    for (const auto& arc : before.at(place))
      if (label_[arc.place] >= 0 && label_[arc.place] < unreachable)
        heap_.push_back({label_[arc.place] + arc.cost, place, arc.arc});
  std::make_heap(heap_.begin(), heap_.end(), later);
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), later);
    const auto top = heap_.back();
    heap_.pop_back();
    if (label_[top.place] != on_loop) continue;
    label(top.place, top.cost, top.arc);
    for (const auto& arc : after.at(top.place)) {
      if (label_[arc.place] != on_loop) continue;
      heap_.push_back({top.cost + arc.cost, arc.place, arc.arc});
      std::push_heap(heap_.begin(), heap_.end(), later);
    }
  }
  loops_.clear();
}

void tree_batch::extract(std::size_t lane, std::uint32_t root, direction towards) {
  const bool forward = towards == direction::from_root;
  const auto& before = forward ? costs_->entering : costs_->leaving;
  const auto& after = forward ? costs_->leaving : costs_->entering;
  const std::size_t places = cost_.size();
  tree_ = &trees_[lane];
  tree_->cost.assign(places, unreachable);
  tree_->via_arc.assign(places, no_arc);
  tree_->order.resize(places);
  labelled_ = 0;
  label_.assign(places, unvisited);
  lane_arc_.resize(places);
  for (std::size_t place = 0; place < places; ++place)
    lane_arc_[place] = best_arc_[place].lane[lane];
  label_root(lane, hierarchy_->place_of[root], towards);
  enter_circles(lane, before, after);
  const auto visit = [&](std::uint32_t place) {
    if (label_[place] != unvisited || lane_arc_[place] == no_arc) return;
    const auto& arc = before.arcs[lane_arc_[place]];
    if (const double base = label_[arc.place]; base >= 0)
      label(place, base + arc.cost, arc.arc);
    else
      climb(place, before);
  };
  for (const auto place : visit_) visit(place);
  if (!loops_.empty()) label_loops(before, after);
  for (std::uint32_t place = hierarchy_->through_places; place < places; ++place) visit(place);
  tree_->order.resize(labelled_);
}

}  // namespace amur::route
