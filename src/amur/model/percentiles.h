#pragma once
// A distribution as its percentiles, each of the same weight, and sums of independent ones.

#include <vector>

namespace amur::model {

/// Rising: those at 0.5, 1.5, … 99.5 %; empty: no spread at all.
using spread = std::vector<double>;

inline constexpr std::size_t spread_points = 100;

[[nodiscard]] double mean_of(const spread& values);
/// Of two that are independent.
[[nodiscard]] spread sum_of(const spread& one, const spread& other);
/// NaN of no spread.
[[nodiscard]] double percentile_of(const spread& values, double share);

}  // namespace amur::model
