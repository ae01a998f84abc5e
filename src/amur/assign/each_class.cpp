#include "amur/assign/each_class.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <vector>

namespace amur::assign {

void for_each_class(const problem& problem, thread_pool& pool, const class_task& task) {
  const auto& classes = problem.classes;
  std::vector<std::size_t> largest_first(classes.size());
  std::iota(largest_first.begin(), largest_first.end(), std::size_t{0});
  std::ranges::stable_sort(largest_first, std::greater(),
                           [&classes](std::size_t k) { return classes[k].demand.size(); });
  if (classes.size() < 2 * pool.size()) {
    for (const auto k : largest_first) task(k, pool, 0);
    return;
  }
  thread_pool alone(1);
  pool.run(classes.size(),
           [&](std::size_t i, std::size_t thread) { task(largest_first[i], alone, thread); });
}

}  // namespace amur::assign
