#include "amur/assign/least_arcs.h"

namespace amur::assign {
namespace {

constexpr std::uint32_t not_asked = route::no_arc - 1;
constexpr auto no_circle = route::free_circles::no_circle;

}  // namespace

least_arcs::least_arcs(const problem& problem)
    : problem_(&problem), arc_(problem.graph.state_count(), not_asked) {}

void least_arcs::start(const least_paths& paths, std::span<const double> cost,
                       std::uint32_t origin) {
  for (const auto state : noted_) arc_[state] = not_asked;
  noted_.clear();
  paths_ = paths;
  cost_ = cost;
  origin_ = origin;
}

std::uint32_t least_arcs::into(std::uint32_t state) {
  if (!paths_.via_arc.empty()) return paths_.via_arc[state];
  if (arc_[state] != not_asked) return arc_[state];
  const auto circle = circle_of(state);
  if (state == origin_)
    note(state, route::no_arc);
  else if (circle == no_circle)
    note(state, best_from_outside(state, no_circle).arc);
  else
    enter(circle);
  return arc_[state];
}

void least_arcs::note(std::uint32_t state, std::uint32_t arc) {
  arc_[state] = arc;
  noted_.push_back(state);
}

std::uint32_t least_arcs::circle_of(std::uint32_t state) const {
  if (paths_.circles->count() == 0) return no_circle;
  const auto place = paths_.hierarchy->place_of[state];
  return place < paths_.hierarchy->through_places ? paths_.circles->circle_of[place] : no_circle;
}

least_arcs::entry least_arcs::best_from_outside(std::uint32_t state, std::uint32_t circle) const {
  const auto& g = problem_->graph;
  entry best{route::unreachable, route::no_arc};
  for (const auto arc : g.in_arcs(state)) {
    const auto tail = g.tail[arc];
    const double reached = paths_.cost[tail] + cost_[arc];
    if (!(reached < best.cost) || tail == state) continue;
    if (tail != origin_ && !problem_->no_through.empty() && problem_->no_through[tail]) continue;
    if (circle != no_circle && circle_of(tail) == circle) continue;
    best = {reached, arc};
  }
  return best;
}

void least_arcs::enter(std::uint32_t circle) {
  const auto& g = problem_->graph;
  std::uint32_t gate = 0;
  entry best{route::unreachable, route::no_arc};
  for (const auto place : paths_.circles->at(circle)) {
    const auto state = paths_.hierarchy->state_of[place];
    const auto own = state == origin_ ? entry{-1, route::no_arc} : best_from_outside(state, circle);
    if (!(own.cost < best.cost)) continue;
    best = own;
    gate = state;
  }
  if (!(best.cost < route::unreachable)) {
    for (const auto place : paths_.circles->at(circle))
      note(paths_.hierarchy->state_of[place], route::no_arc);
    return;
  }
  note(gate, best.arc);
  reached_.assign(1, gate);
  for (std::size_t next = 0; next < reached_.size(); ++next) {
    const auto tail = reached_[next];
    for (auto arc = g.first_out[tail]; arc < g.first_out[tail + 1]; ++arc) {
      const auto head = g.head[arc];
      if (cost_[arc] > 0 || arc_[head] != not_asked || circle_of(head) != circle) continue;
      note(head, arc);
      reached_.push_back(head);
    }
  }
}

}  // namespace amur::assign
