#pragma once
// The two numbers that stand for none.

#include <limits>

namespace amur {

/// No bound, no way, no price that would do.
inline constexpr double infinite = std::numeric_limits<double>::infinity();

/// Where there is no figure: NULL in a table.
inline constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

/// A sum a unit of something, no number where there is nothing of it.
[[nodiscard]] constexpr double per(double sum, double quantity) {
  return quantity > 0 ? sum / quantity : no_number;
}

}  // namespace amur
