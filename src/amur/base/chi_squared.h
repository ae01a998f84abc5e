#pragma once
// The distribution of a sum of squares of standard normal variables.

#include <cstddef>

namespace amur {

/// The share above `value` with this many degrees of freedom, in closed form (Abramowitz & Stegun
/// 1964, 26.4.4 and 26.4.5).
[[nodiscard]] double chi_squared_above(double value, std::size_t degrees);

}  // namespace amur
