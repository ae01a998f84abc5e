#pragma once
// How often a figure lies where: bins with round ends, and what is exceeded how often.

#include <cstddef>
#include <span>
#include <vector>

namespace amur::ensemble {

/// Values from `low` on and below `high`; the last bin has its upper end too.
struct histogram_bin {
  double low = 0, high = 0;
  std::size_t count = 0;
};

/// Of `sorted` values. A bin is 1, 2 or 5 times a power of ten wide, the least that is not below
/// 2 (p75 - p25) / n^(1/3) (Freedman & Diaconis, Zeitschrift für Wahrscheinlichkeitstheorie 57,
/// 1981) and leaves at most 50 bins; its ends are multiples of that. Where the quartiles are one,
/// a seventh part of the range stands in their place; one bin of no width where all values are one,
/// none where there are none.
[[nodiscard]] std::vector<histogram_bin> histogram_of(std::span<const double> sorted);

/// The share of `sorted` values above a level; NaN where there are none.
[[nodiscard]] double share_above(std::span<const double> sorted, double level);

}  // namespace amur::ensemble
