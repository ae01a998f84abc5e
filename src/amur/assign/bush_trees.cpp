#include "amur/assign/bush_trees.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace amur::assign {

bush_trees::bush_trees(const problem& problem, thread_pool& pool)
    : pool_(&pool),
      hierarchy_(route::build_contraction_hierarchy(problem.graph, problem.no_through)),
      customizer_(hierarchy_, problem.graph),
      least_(pool.size()) {}

// Calls `visit` with the search of the calling thread, the roots of a batch of bushes of one class,
// the bushes' numbers, circles of free arcs, and the thread.
template <class VisitBatch>
void bush_trees::for_each_batch(const bush_set& set, std::span<const std::uint32_t> bushes,
                                std::span<const std::vector<double>> cost,
                                const VisitBatch& visit) {
  constexpr std::size_t lanes = route::batch_lanes;
  while (!bushes.empty()) {
    const auto user = set.bushes[bushes.front()].user;
    std::size_t count = 0;
    while (count < bushes.size() && set.bushes[bushes[count]].user == user) ++count;
    const auto of_class = bushes.first(count);
    const auto& costs = customizer_.run(cost[user]);
    while (batches_.size() < pool_->size()) batches_.emplace_back(hierarchy_, costs);
    pool_->run((count + lanes - 1) / lanes, [&](std::size_t task, std::size_t thread) {
      const auto batch =
          of_class.subspan(task * lanes, std::min(lanes, of_class.size() - task * lanes));
      std::array<std::uint32_t, lanes> roots{};
      for (std::size_t i = 0; i < batch.size(); ++i) roots[i] = set.bushes[batch[i]].origin;
      visit(batches_[thread], std::span(roots).first(batch.size()), batch, costs.circles, thread);
    });
    bushes = bushes.subspan(count);
  }
}

void bush_trees::visit(const bush_set& set, std::span<const std::uint32_t> bushes,
                       std::span<const std::vector<double>> cost, const visitor& visit) {
  for_each_batch(
      set, bushes, cost,
      [&](route::tree_batch& batch, std::span<const std::uint32_t> roots,
          std::span<const std::uint32_t> numbers, const route::free_circles&, std::size_t thread) {
        const auto trees = batch.run(roots, route::direction::from_root);
        for (std::size_t i = 0; i < trees.size(); ++i) visit(numbers[i], trees[i], thread);
      });
}

void bush_trees::visit_paths(const bush_set& set, std::span<const std::vector<double>> cost,
                             const path_visitor& visit) {
  std::vector<std::uint32_t> all(set.bushes.size());
  std::iota(all.begin(), all.end(), 0U);
  for_each_batch(set, all, cost,
                 [&](route::tree_batch& batch, std::span<const std::uint32_t> roots,
                     std::span<const std::uint32_t> numbers, const route::free_circles& circles,
                     std::size_t thread) {
                   batch.run_costs(roots, route::direction::from_root);
                   auto& least = least_[thread];
                   least.resize(hierarchy_.place_of.size());
                   for (std::size_t lane = 0; lane < roots.size(); ++lane) {
                     for (std::uint32_t s = 0; s < least.size(); ++s)
                       least[s] = batch.cost(lane, s);
                     visit(numbers[lane], {least, {}, &hierarchy_, &circles}, thread);
                   }
                 });
}

}  // namespace amur::assign
