#pragma once
// Shortest path trees of many roots, several at a time over a customized hierarchy (PHAST: Delling,
// Goldberg, Nowatzyk & Werneck 2011).

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/route/contraction_hierarchy.h"
#include "amur/route/shortest_path.h"

namespace amur::route {

/// How many roots are searched at a time: eight doubles fill a cache line.
inline constexpr std::size_t batch_lanes = 8;

/// One value a root. Vectors as the compiler knows them, for it keeps these in registers; it would
/// align them by the narrowest machine it builds for.
struct alignas(sizeof(double) * batch_lanes) lane_costs {
  double lane __attribute__((vector_size(sizeof(double) * batch_lanes)));
};
struct alignas(sizeof(std::uint32_t) * batch_lanes) lane_arcs {
  std::uint32_t lane __attribute__((vector_size(sizeof(std::uint32_t) * batch_lanes)));
};

/// Reusable search: holds its arrays between batches. One for each thread; the hierarchy is shared.
class tree_batch {
 public:
  /// Both must outlive the search.
  tree_batch(const contraction_hierarchy& hierarchy, const customized_hierarchy& costs);

  /// Least costs between each root and all states, to be read with cost(): equal to tree_search's
  /// but for rounding, as sums are taken in another order. At most `batch_lanes` roots, else throws
  /// std::invalid_argument; a root may occur twice.
  void run_costs(std::span<const std::uint32_t> roots, direction towards);
  [[nodiscard]] double cost(std::size_t lane, std::uint32_t state) const {
    return cost_[hierarchy_->place_of[state]].lane[lane];
  }

  /// Full trees, one a root; they hold until the next call. Along a tree costs add up exactly: a
  /// state costs what the state before it on the way from the root costs plus the tree arc. They
  /// equal tree_search's but for rounding, which also settles ties between paths; of arcs that tie
  /// to the last bit the first by number is taken. `order` lists the states reached, each after the
  /// one before it on its path, not nearest first.
  std::span<const shortest_path_tree> run(std::span<const std::uint32_t> roots, direction towards);

 private:
  struct heap_entry {
    double cost;
    std::uint32_t place, arc;
  };

  void start(std::span<const std::uint32_t> roots, const place_arcs& leaving_root);
  void reach(std::uint32_t place, std::size_t lane, double cost);
  void sweep_up(const place_arcs& upward);
  void extract(std::size_t lane, std::uint32_t root, direction towards);
  void label_root(std::size_t lane, std::uint32_t root, direction towards);
  void enter_circles(std::size_t lane, const place_arcs& before, const place_arcs& after);
  void climb(std::uint32_t from, const place_arcs& before);
  void follow_last_tree();
  void label_loops(const place_arcs& before, const place_arcs& after);
  void label(std::uint32_t place, double cost, std::uint32_t arc);

  const contraction_hierarchy* hierarchy_;
  const customized_hierarchy* costs_;
  std::vector<lane_costs> cost_;         // [place]
  std::vector<lane_arcs> best_arc_;      // [place], an index into the arcs that lead there
  std::vector<std::uint64_t> reached_;   // a bit a place: those that the upward search has reached
  std::vector<double> label_;            // [place] of the tree being extracted
  std::vector<std::uint32_t> lane_arc_;  // [place] of that tree, from best_arc_
  std::vector<std::uint32_t> visit_;  // places in an order that seldom meets one before its parent
  std::vector<std::uint32_t> chain_, loops_;
  std::vector<std::uint8_t> entered_;  // [place] of a circle of free arcs
  std::vector<heap_entry> heap_;
  shortest_path_tree* tree_ = nullptr;
  std::size_t labelled_ = 0;  // how many states of its order are known
  std::vector<shortest_path_tree> trees_;
};

}  // namespace amur::route
