#pragma once
// Percentiles of a sample.

#include <algorithm>
#include <cstddef>
#include <span>

namespace amur {

/// What a share of `sorted` stays below, between the two nearest ranks, as spreadsheets do
/// (percentile, inclusive).
[[nodiscard]] inline double percentile(std::span<const double> sorted, double share) {
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const auto above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

}  // namespace amur
