#include "amur/route/elimination_order.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace amur::route {
namespace {

using neighbour_list = std::vector<std::uint32_t>;

// Neighbours in either direction among the states that take part, ascending.
std::vector<neighbour_list> undirected(const network::graph& g,
                                       std::span<const std::uint8_t> takes_part) {
  std::vector<neighbour_list> adjacent(g.state_count());
  for (std::size_t arc = 0; arc < g.arc_count(); ++arc) {
    const auto a = g.tail[arc], b = g.head[arc];
    if (a == b || !takes_part[a] || !takes_part[b]) continue;
    adjacent[a].push_back(b);
    adjacent[b].push_back(a);
  }
  for (auto& list : adjacent) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
  return adjacent;
}

// list := (list + added) without `self` and `gone`; all ascending.
void merge(neighbour_list& list, const neighbour_list& added, std::uint32_t self,
           std::uint32_t gone, neighbour_list& scratch) {
  scratch.clear();
  std::set_union(list.begin(), list.end(), added.begin(), added.end(), std::back_inserter(scratch));
  list.clear();
  for (const auto state : scratch)
    if (state != self && state != gone) list.push_back(state);
}

}  // namespace

elimination eliminate(const network::graph& graph, std::span<const std::uint8_t> takes_part) {
  // A neighbour more costs arcs in every sweep, a level more only depth: weights found by trial on
  // road networks.
  constexpr std::size_t neighbour_weight = 4;
  const std::size_t states = graph.state_count();
  auto adjacent = undirected(graph, takes_part);
  std::vector<std::size_t> depth(states, 0), priority(states, 0);
  std::set<std::pair<std::size_t, std::uint32_t>> queue;
  for (std::uint32_t s = 0; s < states; ++s) {
    if (!takes_part[s]) continue;
    priority[s] = neighbour_weight * adjacent[s].size();
    queue.emplace(priority[s], s);
  }

  elimination made;
  std::vector<neighbour_list> later;
  std::vector<std::uint32_t> number(states, 0);
  neighbour_list scratch;
  while (!queue.empty()) {
    const auto state = queue.begin()->second;
    queue.erase(queue.begin());
    number[state] = static_cast<std::uint32_t>(made.state_of.size());
    made.state_of.push_back(state);
    later.push_back(std::move(adjacent[state]));
    for (const auto other : later.back()) {
      merge(adjacent[other], later.back(), other, state, scratch);
      depth[other] = std::max(depth[other], depth[state] + 1);
      const std::size_t now = neighbour_weight * adjacent[other].size() + depth[other];
      if (now == priority[other]) continue;
      queue.erase({priority[other], other});
      queue.emplace(now, other);
      priority[other] = now;
    }
  }

  made.first_later.assign(1, 0);
  for (const auto& list : later) {
    const auto begin = static_cast<std::ptrdiff_t>(made.later.size());
    for (const auto state : list) made.later.push_back(number[state]);
    std::sort(made.later.begin() + begin, made.later.end());
    made.first_later.push_back(static_cast<std::uint32_t>(made.later.size()));
  }
  return made;
}

}  // namespace amur::route
