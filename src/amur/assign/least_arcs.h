#pragma once
// The arcs of a shortest path tree, found from its costs as far as they are asked for.

#include <cstdint>
#include <span>
#include <vector>

#include "amur/assign/problem.h"
#include "amur/route/contraction_hierarchy.h"
#include "amur/route/shortest_path.h"

namespace amur::assign {

/// What leads from an origin at the least cost.
struct least_paths {
  std::span<const double> cost;            ///< [state]
  std::span<const std::uint32_t> via_arc;  ///< [state] the tree's arcs, or empty: not known yet
  /// Where not: the places of states, and the circles that free arcs make among them.
  const route::contraction_hierarchy* hierarchy = nullptr;
  const route::free_circles* circles = nullptr;
};

/// Reusable: holds its arrays between origins.
class least_arcs {
 public:
  /// The problem must outlive it.
  explicit least_arcs(const problem& problem);

  /// `cost`, by arc, is what the paths were found at. All must last as long as arcs are asked for.
  void start(const least_paths& paths, std::span<const double> cost, std::uint32_t origin);
  /// The arc that reaches a state at the least cost, the first of several; a circle of free arcs is
  /// entered once, where that is cheapest, and searched in breadth. `no_arc` for the origin and for
  /// what it does not reach. Arcs too cheap to tell by sums which comes first may go round in
  /// circles all the same.
  [[nodiscard]] std::uint32_t into(std::uint32_t state);

 private:
  struct entry {
    double cost = 0;
    std::uint32_t arc = 0;
  };
  void note(std::uint32_t state, std::uint32_t arc);
  [[nodiscard]] std::uint32_t circle_of(std::uint32_t state) const;
  [[nodiscard]] entry best_from_outside(std::uint32_t state, std::uint32_t circle) const;
  void enter(std::uint32_t circle);

  const problem* problem_;
  least_paths paths_;
  std::span<const double> cost_;
  std::uint32_t origin_ = 0;
  std::vector<std::uint32_t> arc_;      // [state] as far as asked for
  std::vector<std::uint32_t> noted_;    // states with one
  std::vector<std::uint32_t> reached_;  // of the circle being entered
};

}  // namespace amur::assign
