#pragma once
// Many futures of a state's debt: percentiles by year.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "amur/finance/debt_risk.h"

namespace amur::finance {

struct fan_options {
  std::size_t samples = 1000, years = 10;
  std::uint64_t seed = 1;
  std::size_t threads = 0;  ///< 0: one for each processor; the answer is the same for any number
};

inline constexpr std::array<double, 5> fan_shares = {0.05, 0.25, 0.5, 0.75, 0.95};

/// What is followed: public debt to GDP, then the framework's five indicators.
inline constexpr std::size_t fan_measures = 1 + debt_indicators;

struct debt_fan {
  /// [measure][year][share]; year 0 of debt service is NaN.
  std::array<std::vector<std::array<double, fan_shares.size()>>, fan_measures> percentile;
  /// [indicator][year] the share of futures above the threshold.
  std::array<std::vector<double>, debt_indicators> above;
};

/// Growth and the dollar's price vary by lognormal factors of median 1, the primary balance by a
/// normal amount, each year apart from all others, with the standard deviations of the past, so
/// that the futures lie around the projection. As in the stress tests exports keep the projection's
/// dollars, and three tenths of a depreciation pass into local prices.
[[nodiscard]] debt_fan simulate_debt(const economy& of, const economy_history& past,
                                     debt_carrying_capacity capacity, const fan_options& options);

}  // namespace amur::finance
