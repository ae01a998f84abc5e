#pragma once
// Shortest path trees for bushes, several origins at a time.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "amur/assign/bush.h"
#include "amur/assign/least_arcs.h"
#include "amur/base/parallel.h"
#include "amur/route/contraction_hierarchy.h"
#include "amur/route/tree_batch.h"

namespace amur::assign {

/// Holds the contraction hierarchy of a problem's graph.
class bush_trees {
 public:
  /// Both must outlive it.
  bush_trees(const problem& problem, thread_pool& pool);

  /// Called with a bush's index, its origin's tree, and the thread that calls.
  using visitor =
      std::function<void(std::size_t bush, const route::shortest_path_tree& tree, std::size_t)>;
  /// Finds the trees of some bushes, by number, at their classes' costs, [class][arc], in parallel;
  /// a tree lasts as long as the visit.
  void visit(const bush_set& set, std::span<const std::uint32_t> bushes,
             std::span<const std::vector<double>> cost, const visitor& visit);

  using path_visitor =
      std::function<void(std::size_t bush, const least_paths& paths, std::size_t thread)>;
  /// The same of all bushes with least costs, which take a fraction of the time.
  void visit_paths(const bush_set& set, std::span<const std::vector<double>> cost,
                   const path_visitor& visit);

 private:
  template <class VisitBatch>
  void for_each_batch(const bush_set& set, std::span<const std::uint32_t> bushes,
                      std::span<const std::vector<double>> cost, const VisitBatch& visit);

  thread_pool* pool_;
  route::contraction_hierarchy hierarchy_;
  route::hierarchy_customizer customizer_;
  std::vector<route::tree_batch> batches_;  // [thread]
  std::vector<std::vector<double>> least_;  // [thread][state]
};

}  // namespace amur::assign
