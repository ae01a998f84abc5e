#include "amur/assign/bush_trees.h"

#include <algorithm>
#include <array>

namespace amur::assign {

bush_trees::bush_trees(const problem& problem, thread_pool& pool)
    : pool_(&pool),
      hierarchy_(route::build_contraction_hierarchy(problem.graph, problem.no_through)),
      customizer_(hierarchy_, problem.graph),
      least_(pool.size()) {}

// Calls `visit` with the search of the calling thread, the roots of a batch of bushes of one class,
// the index of the first of them, circles of free arcs, and the thread.
template <class VisitBatch>
void bush_trees::for_each_batch(const bush_set& set, std::size_t begin, std::size_t end,
                                std::span<const std::vector<double>> cost,
                                const VisitBatch& visit) {
  constexpr std::size_t lanes = route::batch_lanes;
  while (begin < end) {
    const auto user = set.bushes[begin].user;
    auto stop = begin;
    while (stop < end && set.bushes[stop].user == user) ++stop;
    const auto& costs = customizer_.run(cost[user]);
    while (batches_.size() < pool_->size()) batches_.emplace_back(hierarchy_, costs);
    pool_->run((stop - begin + lanes - 1) / lanes, [&](std::size_t task, std::size_t thread) {
      const auto first = begin + task * lanes;
      const auto count = std::min(lanes, stop - first);
      std::array<std::uint32_t, lanes> roots{};
      for (std::size_t i = 0; i < count; ++i) roots[i] = set.bushes[first + i].origin;
      visit(batches_[thread], std::span(roots).first(count), first, costs.circles, thread);
    });
    begin = stop;
  }
}

void bush_trees::visit(const bush_set& set, std::size_t begin, std::size_t end,
                       std::span<const std::vector<double>> cost, const visitor& visit) {
  for_each_batch(set, begin, end, cost,
                 [&](route::tree_batch& batch, std::span<const std::uint32_t> roots,
                     std::size_t first, const route::free_circles&, std::size_t thread) {
                   const auto trees = batch.run(roots, route::direction::from_root);
                   for (std::size_t i = 0; i < trees.size(); ++i)
                     visit(first + i, trees[i], thread);
                 });
}

void bush_trees::visit_paths(const bush_set& set, std::size_t begin, std::size_t end,
                             std::span<const std::vector<double>> cost, const path_visitor& visit) {
  for_each_batch(set, begin, end, cost,
                 [&](route::tree_batch& batch, std::span<const std::uint32_t> roots,
                     std::size_t first, const route::free_circles& circles, std::size_t thread) {
                   batch.run_costs(roots, route::direction::from_root);
                   auto& least = least_[thread];
                   least.resize(hierarchy_.place_of.size());
                   for (std::size_t lane = 0; lane < roots.size(); ++lane) {
                     for (std::uint32_t s = 0; s < least.size(); ++s)
                       least[s] = batch.cost(lane, s);
                     visit(first + lane, {least, {}, &hierarchy_, &circles}, thread);
                   }
                 });
}

}  // namespace amur::assign
