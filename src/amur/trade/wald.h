#pragma once
// Tests of several coefficients at once.

#include <cstddef>
#include <span>

#include "amur/trade/gravity.h"
#include "amur/trade/inference.h"

namespace amur::trade {

/// b' V^-1 b, which follows a chi-squared distribution in large samples if all b are 0; where the
/// freedom of V is told, its share in the degrees follows F.
struct wald_test {
  double chi_squared = 0;
  std::size_t degrees = 0;  ///< rank of V; 0: there is nothing to test
  double freedom = normal_degrees;
  double p = 1;
};

/// That the coefficients of these regressors are all 0; those left out of the estimate don't count.
/// With fewer clusters than coefficients V is singular, and only as many combinations are tested as
/// it has ranks.
[[nodiscard]] wald_test test_jointly(const gravity_estimate& estimate,
                                     std::span<const std::size_t> regressors,
                                     double freedom = normal_degrees);

}  // namespace amur::trade
