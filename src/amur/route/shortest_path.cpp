#include "amur/route/shortest_path.h"

#include <algorithm>

namespace amur::route {

tree_search::tree_search(const network::graph& graph, std::span<const std::uint8_t> no_through)
    : graph_(&graph), no_through_(no_through) {
  const std::size_t states = graph.state_count();
  tree_.cost.assign(states, unreachable);
  tree_.via_arc.assign(states, no_arc);
  settled_.assign(states, 0);
}

// A 4-ary heap: half the depth of a binary one, and a node's children share a cache line.
void tree_search::push(entry item) {
  std::size_t at = heap_.size();
  heap_.push_back(item);
  while (at > 0) {
    const std::size_t parent = (at - 1) / 4;
    if (!before(item, heap_[parent])) break;
    heap_[at] = heap_[parent];
    at = parent;
  }
  heap_[at] = item;
}

tree_search::entry tree_search::pop() {
  const entry top = heap_.front();
  const entry item = heap_.back();
  heap_.pop_back();
  const std::size_t count = heap_.size();
  if (count == 0) return top;
  std::size_t at = 0;
  entry* const heap = heap_.data();
  // Full families first: which child is least is chosen without a branch.
  for (std::size_t first = 1; first + 3 < count; first = 4 * at + 1) {
    const std::size_t left = first + before(heap[first + 1], heap[first]);
    const std::size_t right = first + 2 + before(heap[first + 3], heap[first + 2]);
    const std::size_t best = before(heap[right], heap[left]) ? right : left;
    heap[at] = heap[best];
    at = best;
  }
  if (std::size_t best = 4 * at + 1; best < count) {
    for (std::size_t child = best + 1; child < count; ++child)
      if (before(heap[child], heap[best])) best = child;
    heap[at] = heap[best];
    at = best;
  }
  // What was last belongs near the bottom: few steps back up.
  while (at > 0) {
    const std::size_t parent = (at - 1) / 4;
    if (!before(item, heap[parent])) break;
    heap[at] = heap[parent];
    at = parent;
  }
  heap_[at] = item;
  return top;
}

const shortest_path_tree& tree_search::run(std::uint32_t root, std::span<const double> cost,
                                           direction towards, std::span<const std::uint8_t> mask) {
  const network::graph& g = *graph_;
  // Only what the last tree touched needs clearing.
  for (const auto state : tree_.order) {
    tree_.cost[state] = unreachable;
    tree_.via_arc[state] = no_arc;
    settled_[state] = 0;
  }
  tree_.order.clear();
  heap_.clear();
  tree_.cost[root] = 0;
  push({0, root});

  const auto relax = [&](std::uint32_t arc, std::uint32_t next, double base) {
    if (!mask.empty() && !mask[arc]) return;
    const double reached = base + cost[arc];
    if (reached < tree_.cost[next]) {
      tree_.cost[next] = reached;
      tree_.via_arc[next] = arc;
      push({reached, next});
    }
  };
  while (!heap_.empty()) {
    const entry top = pop();
    if (settled_[top.state]) continue;
    settled_[top.state] = 1;
    tree_.order.push_back(top.state);
    if (top.state != root && !no_through_.empty() && no_through_[top.state]) continue;
    if (towards == direction::from_root) {
      for (auto arc = g.first_out[top.state]; arc < g.first_out[top.state + 1]; ++arc)
        relax(arc, g.head[arc], top.cost);
    } else {
      for (const auto arc : g.in_arcs(top.state)) relax(arc, g.tail[arc], top.cost);
    }
  }
  return tree_;
}

std::vector<std::uint32_t> extract_path(const network::graph& graph, const shortest_path_tree& tree,
                                        std::uint32_t state, direction towards) {
  const bool forward = towards == direction::from_root;
  const auto& before = forward ? graph.tail : graph.head;
  std::vector<std::uint32_t> path;
  for (auto arc = tree.via_arc[state]; arc != no_arc; arc = tree.via_arc[before[arc]])
    path.push_back(arc);
  if (forward) std::reverse(path.begin(), path.end());
  return path;
}

}  // namespace amur::route
