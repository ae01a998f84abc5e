#pragma once
// A contraction hierarchy whose order depends on the graph alone, so that new costs need only a
// quick pass over it (customizable contraction hierarchies: Dibbelt, Strasser & Wagner 2016).
// Build once for a graph, customize for each set of costs, then search with tree_batch.h.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/network/graph.h"
#include "amur/route/free_circles.h"
#include "amur/route/place_arcs.h"

namespace amur::route {

/// States have places: first those that a path may pass, in the order of their contraction, then
/// the others (centroids), which have no part in the hierarchy. An edge joins two places of the
/// hierarchy and is listed with its lower one: edges e in [first_edge[p], first_edge[p+1]) lead
/// from p up to upper[e], ascending.
struct contraction_hierarchy {
  std::vector<std::uint32_t> state_of;  ///< [place]
  std::vector<std::uint32_t> place_of;  ///< [state]
  std::uint32_t through_places = 0;     ///< how many places take part
  std::vector<std::uint32_t> first_edge, upper;
  std::vector<std::uint32_t> edge_of_arc;  ///< [arc], `no_arc` where an end does not take part
};

/// `no_through[s]` non-zero: paths may start or end at s but not pass it. May be empty. Throws
/// std::invalid_argument where it is neither empty nor of one element a state.
[[nodiscard]] contraction_hierarchy build_contraction_hierarchy(
    const network::graph& graph, std::span<const std::uint8_t> no_through = {});

/// A hierarchy with costs. `upward` holds at each place its arcs to higher places, `downward` those
/// from higher places; an arc costs what the best path over lower places between its ends does.
/// Arcs that are closed, or dearer than a path over other arcs here, are left out. `entering` and
/// `leaving` are the graph's own open arcs, by head from states that may be passed, and by tail to
/// such states; `between_ends` are those between two states that may not.
struct customized_hierarchy {
  struct direct_arc {
    double cost;
    std::uint32_t tail_place, head_place, arc;
  };
  place_arcs upward, downward;
  place_arcs entering, leaving;
  std::vector<direct_arc> between_ends;
  free_circles circles;  ///< of places that may be passed
};

/// Reusable: holds its arrays between sets of costs.
class hierarchy_customizer {
 public:
  /// Both must outlive it.
  hierarchy_customizer(const contraction_hierarchy& hierarchy, const network::graph& graph);

  /// Costs: [arc], >= 0, infinite where the arc is closed. Throws std::invalid_argument where there
  /// isn't one cost an arc. The answer holds until the next call. O(triangles of the hierarchy).
  const customized_hierarchy& run(std::span<const double> cost);

 private:
  template <typename Visit>
  void visit_triangles(std::uint32_t middle, const Visit& visit);
  void take_arc_costs(std::span<const double> cost);
  void relax_over_lower_places();
  void relax_over_higher_places();

  struct edge_costs {
    std::vector<double> up, down;  // [edge]
  };
  const contraction_hierarchy* hierarchy_;
  const network::graph* graph_;
  std::vector<std::uint32_t> first_lower_, lower_edge_;  // edges by their higher place
  std::vector<std::uint32_t> end_of_edge_;               // [edge] where its lower place's edges end
  std::vector<std::uint32_t> edge_to_;                   // [place]
  edge_costs over_lower_, least_;
  customized_hierarchy made_;
};

}  // namespace amur::route
