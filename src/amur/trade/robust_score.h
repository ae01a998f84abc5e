#pragma once
// How far figures stand from others of their size, by medians, which outliers do not move.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace amur::trade {

struct score_options {
  double level = 0.01;  ///< share of figures without anything odd that stand beyond the threshold
  bool two_sided = true;
  std::size_t group_rows = 200;  ///< at least so many are compared with each other
};

/// Rows of like size, compared with each other.
struct score_group {
  std::size_t rows = 0;
  double centre = 0;     ///< median
  double scale = 0;      ///< of a normal variable: 1.4826 median absolute deviations
  double threshold = 0;  ///< of scores; Student's t at the level
};

struct robust_scores {
  std::vector<double> score;         ///< [row] no number where it has no figure, or no group
  std::vector<std::uint32_t> group;  ///< [row] good where it has a score
  std::vector<score_group> groups;

  [[nodiscard]] double threshold(std::size_t row) const { return groups[group[row]].threshold; }
  /// Beyond the threshold, above the others.
  [[nodiscard]] bool is_high(std::size_t row) const {
    return score[row] > 0 && score[row] > threshold(row);
  }
  [[nodiscard]] bool is_low(std::size_t row) const {
    return score[row] < 0 && -score[row] > threshold(row);
  }
};

/// Fewer figures say nothing of their own spread.
inline constexpr std::size_t fewest_scored = 10;

/// Scores (value - median) / scale among rows of like `size`, since figures of small flows spread
/// more. The scale is the median absolute deviation with the factors of Croux & Rousseeuw (1992)
/// for small samples; as it knows no more than a standard deviation of 0.37 times as many rows
/// (Rousseeuw & Croux 1993), the threshold is Student's t with so many degrees of freedom. Values
/// that are no number have no score; minus infinity is below all others. Where more than half of a
/// group are alike, any other value scores without bound.
[[nodiscard]] robust_scores score_by_size(std::span<const double> value,
                                          std::span<const double> size,
                                          const score_options& options);

}  // namespace amur::trade
