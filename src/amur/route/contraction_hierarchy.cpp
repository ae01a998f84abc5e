#include "amur/route/contraction_hierarchy.h"

#include <algorithm>
#include <stdexcept>

#include "amur/route/elimination_order.h"
#include "amur/route/shortest_path.h"

namespace amur::route {
namespace {

// The edge from place `low` up to place `high`.
std::uint32_t edge_between(const contraction_hierarchy& h, std::uint32_t low, std::uint32_t high) {
  const auto begin = h.upper.begin() + h.first_edge[low];
  const auto end = h.upper.begin() + h.first_edge[low + 1];
  return static_cast<std::uint32_t>(std::lower_bound(begin, end, high) - h.upper.begin());
}

}  // namespace

contraction_hierarchy build_contraction_hierarchy(const network::graph& graph,
                                                  std::span<const std::uint8_t> no_through) {
  const std::size_t states = graph.state_count();
  if (!no_through.empty() && no_through.size() != states)
    throw std::invalid_argument("no_through has not one element a state");
  std::vector<std::uint8_t> takes_part(states, 1);
  for (std::size_t s = 0; s < no_through.size(); ++s) takes_part[s] = no_through[s] == 0;

  auto order = eliminate(graph, takes_part);
  contraction_hierarchy h;
  h.through_places = static_cast<std::uint32_t>(order.state_of.size());
  h.state_of = std::move(order.state_of);
  for (std::uint32_t s = 0; s < states; ++s)
    if (!takes_part[s]) h.state_of.push_back(s);
  h.place_of.resize(states);
  for (std::uint32_t place = 0; place < states; ++place) h.place_of[h.state_of[place]] = place;
  h.first_edge = std::move(order.first_later);
  h.upper = std::move(order.later);
  h.edge_of_arc.assign(graph.arc_count(), no_arc);
  for (std::size_t arc = 0; arc < graph.arc_count(); ++arc) {
    const auto [low, high] = std::minmax(h.place_of[graph.tail[arc]], h.place_of[graph.head[arc]]);
    if (low != high && high < h.through_places) h.edge_of_arc[arc] = edge_between(h, low, high);
  }
  return h;
}

}  // namespace amur::route
