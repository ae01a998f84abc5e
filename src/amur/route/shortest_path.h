#pragma once
// Shortest path trees over a graph with one non-negative cost an arc (Dijkstra 1959).

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "amur/network/graph.h"

namespace amur::route {

inline constexpr double unreachable = std::numeric_limits<double>::infinity();
inline constexpr std::uint32_t no_arc = std::numeric_limits<std::uint32_t>::max();

/// A tree from (or to) one root. `order` holds the states reached, nearest first; ties are broken
/// by state number, so the tree is a function of the input alone.
struct shortest_path_tree {
  std::vector<double> cost;            ///< [state], `unreachable` where there is no path
  std::vector<std::uint32_t> via_arc;  ///< [state] the tree arc at that state, `no_arc` at the root
  std::vector<std::uint32_t> order;
};

enum class direction { from_root, to_root };

/// Reusable search: holds its heap and arrays between trees.
class tree_search {
 public:
  /// `no_through[s]` non-zero: paths may start or end at s but not pass it (centroids). May be
  /// empty.
  explicit tree_search(const network::graph& graph, std::span<const std::uint8_t> no_through = {});

  /// Costs: [arc], >= 0, infinite where the arc is closed. `mask[arc]` zero leaves an arc out;
  /// empty takes all.
  const shortest_path_tree& run(std::uint32_t root, std::span<const double> cost, direction towards,
                                std::span<const std::uint8_t> mask = {});

 private:
  struct entry {
    double cost;
    std::uint32_t state;
  };
  // Without branches, which searches mostly guess wrong.
  static bool before(const entry& a, const entry& b) {
    return (a.cost < b.cost) | ((a.cost == b.cost) & (a.state < b.state));
  }
  void push(entry item);
  entry pop();

  const network::graph* graph_;
  std::span<const std::uint8_t> no_through_;
  std::vector<entry> heap_;
  std::vector<std::uint8_t> settled_;
  shortest_path_tree tree_;
};

/// The arcs of a tree's path between its root and `state`, in the order of travel; none at the root
/// or where there is no path. `towards` is the tree's own direction.
[[nodiscard]] std::vector<std::uint32_t> extract_path(const network::graph& graph,
                                                      const shortest_path_tree& tree,
                                                      std::uint32_t state, direction towards);

}  // namespace amur::route
