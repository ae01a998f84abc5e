#include "amur/assign/bush_trees.h"

#include <algorithm>
#include <array>

namespace amur::assign {

bush_trees::bush_trees(const problem& problem, thread_pool& pool)
    : pool_(&pool),
      hierarchy_(route::build_contraction_hierarchy(problem.graph, problem.no_through)),
      customizer_(hierarchy_, problem.graph) {}

void bush_trees::visit(const bush_set& set, std::size_t begin, std::size_t end,
                       std::span<const std::vector<double>> cost, const visitor& visit) {
  while (begin < end) {
    const auto user = set.bushes[begin].user;
    auto stop = begin;
    while (stop < end && set.bushes[stop].user == user) ++stop;
    visit_class(std::span(set.bushes).subspan(begin, stop - begin), begin, cost[user], visit);
    begin = stop;
  }
}

void bush_trees::visit_class(std::span<const bush> bushes, std::size_t first,
                             std::span<const double> cost, const visitor& visit) {
  constexpr std::size_t lanes = route::batch_lanes;
  const auto& costs = customizer_.run(cost);
  while (batches_.size() < pool_->size()) batches_.emplace_back(hierarchy_, costs);
  pool_->run((bushes.size() + lanes - 1) / lanes, [&](std::size_t task, std::size_t thread) {
    const auto mine = bushes.subspan(task * lanes, std::min(lanes, bushes.size() - task * lanes));
    std::array<std::uint32_t, lanes> roots{};
    for (std::size_t i = 0; i < mine.size(); ++i) roots[i] = mine[i].origin;
    const auto trees =
        batches_[thread].run(std::span(roots).first(mine.size()), route::direction::from_root);
    for (std::size_t i = 0; i < mine.size(); ++i) visit(first + task * lanes + i, trees[i], thread);
  });
}

}  // namespace amur::assign
