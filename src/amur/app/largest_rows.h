#pragma once
// What of a long table fits a screen.

#include <algorithm>
#include <cstddef>
#include <functional>
#include <vector>

namespace amur::app {

struct rows_left_out {
  std::size_t count = 0;
  double share = 0;  // of the sum of all sizes
};

/// Keeps the `most` rows of the largest size, in the order that they stand in.
template <class size_of_row>
rows_left_out keep_largest(std::vector<std::size_t>& rows, std::size_t most, size_of_row size_of) {
  rows_left_out others;
  if (rows.size() <= most) return others;
  auto order = rows;
  std::ranges::stable_sort(order, std::greater<>(), size_of);
  double all = 0, left = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    all += size_of(order[i]);
    if (i >= most) left += size_of(order[i]);
  }
  others.count = order.size() - most;
  others.share = all > 0 ? left / all : 0;
  order.resize(most);
  std::erase_if(rows,
                [&order](std::size_t row) { return std::ranges::find(order, row) == order.end(); });
  return others;
}

}  // namespace amur::app
