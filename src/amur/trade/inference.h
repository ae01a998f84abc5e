#pragma once
// Tests and intervals of single coefficients.

#include <limits>

#include "amur/trade/gravity.h"

namespace amur::trade {

/// Degrees of freedom at which the t distribution is the normal one, and F chi-squared over its
/// first degrees.
inline constexpr double normal_degrees = std::numeric_limits<double>::infinity();

/// G - 1, G being the fewest clusters of any way; without clusters each row is one of its own.
[[nodiscard]] double degrees_of_freedom(const gravity_estimate& estimate);

struct inference {
  double statistic = 0;  ///< coefficient / standard error
  double p = 1;          ///< of a statistic as far from 0 on either side
  double lower = 0, upper = 0;
};

/// Under the t distribution with `degrees` of freedom. `confidence`: of the interval.
[[nodiscard]] inference infer(double value, double standard_error, double degrees = normal_degrees,
                              double confidence = 0.95);

/// The share of F(first, second) above `value`.
[[nodiscard]] double f_above(double value, std::size_t first, double second);

}  // namespace amur::trade
