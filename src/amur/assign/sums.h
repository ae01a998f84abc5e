#pragma once
// Sums that don't depend on threads.

#include <cstddef>

namespace amur::assign {

/// Work is cut into this many blocks whatever the thread count, and summed in block order, so that
/// rounding never depends on threads.
inline constexpr std::size_t work_blocks = 8;

/// result[i] += factor * values[i]
inline void add_scaled(double* result, const double* values, double factor, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) result[i] += factor * values[i];
}

}  // namespace amur::assign
