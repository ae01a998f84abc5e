#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "amur/route/contraction_hierarchy.h"
#include "amur/route/shortest_path.h"

namespace amur::route {
namespace {

// Stores always: which of the two is less can't be foretold, and a wrong guess costs more.
void lower(double& cost, double candidate) { cost = candidate < cost ? candidate : cost; }

// Arcs that a path over higher places undercuts are never needed. The arcs of that path are cheaper
// than the one left out, so it never leans on that one in turn.
void list_needed(const contraction_hierarchy& h, const std::vector<double>& over_lower,
                 const std::vector<double>& least, place_arcs& into) {
  into.first.assign(1, 0);
  into.arcs.clear();
  for (std::size_t place = 0; place < h.through_places; ++place) {
    for (auto edge = h.first_edge[place]; edge < h.first_edge[place + 1]; ++edge)
      if (std::isfinite(over_lower[edge]) && over_lower[edge] <= least[edge])
        into.arcs.push_back({over_lower[edge], h.upper[edge], edge});
    into.first.push_back(static_cast<std::uint32_t>(into.arcs.size()));
  }
}

// The graph's open arcs by the place of `near`, where `far` may be passed; by number at a place.
void list_open(const contraction_hierarchy& h, std::span<const double> cost,
               const std::vector<std::uint32_t>& near, const std::vector<std::uint32_t>& far,
               place_arcs& into) {
  const auto listed = [&](std::size_t arc) {
    return std::isfinite(cost[arc]) && near[arc] != far[arc] &&
           h.place_of[far[arc]] < h.through_places;
  };
  auto& first = into.first;
  first.assign(h.state_of.size() + 2, 0);
  for (std::size_t arc = 0; arc < near.size(); ++arc)
    if (listed(arc)) ++first[h.place_of[near[arc]] + 2];
  for (std::size_t i = 2; i < first.size(); ++i) first[i] += first[i - 1];
  into.arcs.resize(first.back());
  // first[p + 1] moves from where place p's arcs begin to where they end.
  for (std::uint32_t arc = 0; arc < near.size(); ++arc)
    if (listed(arc))
      into.arcs[first[h.place_of[near[arc]] + 1]++] = {cost[arc], h.place_of[far[arc]], arc};
  first.pop_back();
}

}  // namespace

hierarchy_customizer::hierarchy_customizer(const contraction_hierarchy& hierarchy,
                                           const network::graph& graph)
    : hierarchy_(&hierarchy), graph_(&graph) {
  const auto& h = hierarchy;
  first_lower_.assign(h.through_places + 1, 0);
  edge_to_.assign(h.through_places, 0);
  lower_edge_.resize(h.upper.size());
  end_of_edge_.resize(h.upper.size());
  for (const auto high : h.upper) ++first_lower_[high + 1];
  for (std::size_t p = 0; p < h.through_places; ++p) first_lower_[p + 1] += first_lower_[p];
  auto next = first_lower_;
  for (std::uint32_t low = 0; low < h.through_places; ++low)
    for (auto edge = h.first_edge[low]; edge < h.first_edge[low + 1]; ++edge) {
      lower_edge_[next[h.upper[edge]]++] = edge;
      end_of_edge_[edge] = h.first_edge[low + 1];
    }
}

// Calls visit(low_middle, low_high, middle_high) with the edges of each triangle of places
// low < middle < high.
template <typename Visit>
void hierarchy_customizer::visit_triangles(std::uint32_t middle, const Visit& visit) {
  const auto& h = *hierarchy_;
  for (auto edge = h.first_edge[middle]; edge < h.first_edge[middle + 1]; ++edge)
    edge_to_[h.upper[edge]] = edge;
  for (auto i = first_lower_[middle]; i < first_lower_[middle + 1]; ++i) {
    const auto low_middle = lower_edge_[i];
    // What lies above `low` is pairwise joined, so each higher end is one of `middle` too.
    for (auto low_high = low_middle + 1; low_high < end_of_edge_[low_middle]; ++low_high)
      visit(low_middle, low_high, edge_to_[h.upper[low_high]]);
  }
}

void hierarchy_customizer::take_arc_costs(std::span<const double> cost) {
  const auto& h = *hierarchy_;
  over_lower_.up.assign(h.upper.size(), unreachable);
  over_lower_.down.assign(h.upper.size(), unreachable);
  for (std::size_t arc = 0; arc < cost.size(); ++arc) {
    const auto edge = h.edge_of_arc[arc];
    if (edge == no_arc) continue;
    const bool rises = h.place_of[graph_->tail[arc]] < h.place_of[graph_->head[arc]];
    lower((rises ? over_lower_.up : over_lower_.down)[edge], cost[arc]);
  }
}

// Basic customization: an edge costs no more than the detour over any lower place.
void hierarchy_customizer::relax_over_lower_places() {
  auto& up = over_lower_.up;
  auto& down = over_lower_.down;
  for (std::uint32_t middle = 0; middle < hierarchy_->through_places; ++middle)
    visit_triangles(middle, [&](auto low_middle, auto low_high, auto middle_high) {
      lower(up[middle_high], down[low_middle] + up[low_high]);
      lower(down[middle_high], down[low_high] + up[low_middle]);
    });
}

// Perfect customization: edges cost what the shortest path between their ends does.
void hierarchy_customizer::relax_over_higher_places() {
  least_ = over_lower_;
  auto& up = least_.up;
  auto& down = least_.down;
  for (std::uint32_t middle = hierarchy_->through_places; middle-- > 0;)
    visit_triangles(middle, [&](auto low_middle, auto low_high, auto middle_high) {
      lower(up[low_high], up[low_middle] + up[middle_high]);
      lower(up[low_middle], up[low_high] + down[middle_high]);
      lower(down[low_high], down[middle_high] + down[low_middle]);
      lower(down[low_middle], up[middle_high] + down[low_high]);
    });
}

const customized_hierarchy& hierarchy_customizer::run(std::span<const double> cost) {
  const auto& h = *hierarchy_;
  const auto& g = *graph_;
  if (cost.size() != h.edge_of_arc.size())
    throw std::invalid_argument("not one cost an arc of the hierarchy's graph");
  take_arc_costs(cost);
  relax_over_lower_places();
  relax_over_higher_places();
  list_needed(h, over_lower_.up, least_.up, made_.upward);
  list_needed(h, over_lower_.down, least_.down, made_.downward);
  list_open(h, cost, g.head, g.tail, made_.entering);
  list_open(h, cost, g.tail, g.head, made_.leaving);
  made_.circles = find_free_circles(made_.entering);
  made_.between_ends.clear();
  for (std::uint32_t arc = 0; arc < cost.size(); ++arc) {
    const auto tail = h.place_of[g.tail[arc]], head = h.place_of[g.head[arc]];
    if (std::isfinite(cost[arc]) && tail != head && std::min(tail, head) >= h.through_places)
      made_.between_ends.push_back({cost[arc], tail, head, arc});
  }
  return made_;
}

}  // namespace amur::route
