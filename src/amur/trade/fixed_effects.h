#pragma once
// Fixed effects taken out of columns without dummies: the within transformation of any number of
// effects under weights.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/base/parallel.h"
#include "amur/trade/columns.h"

namespace amur::trade {

/// One effect's level by row, numbered without gaps from 0.
struct level_column {
  std::vector<std::uint32_t> level;
  std::size_t count = 0;
};

/// Renumbers without gaps, in ascending order, the levels of the `rows` given.
[[nodiscard]] level_column number_levels(std::span<const std::uint32_t> level,
                                         std::span<const std::size_t> rows);

/// The position of the effect with the most levels, which is the one to sort rows by; 0 without
/// effects.
[[nodiscard]] std::size_t largest_effect(std::span<const level_column> effects);

/// Coefficients of the effects that are not eliminated, kept from one call to the next as a start.
/// [batch][level of all those effects in a row]
using effect_coefficients = std::vector<std::vector<lane>>;

/// Residuals of weighted regressions of columns on dummies of all effects.
///
/// The effect with the most levels is eliminated exactly (its coefficient is a group's mean); the
/// others solve the normal equations that are left by conjugate gradients, preconditioned by their
/// diagonal. That is the method of alternating projections (Guimaraes & Portugal 2010; Correia
/// 2017) with its best known acceleration, on coefficients instead of rows. An effect of one level,
/// or one whose levels are unions of another's levels, adds nothing and is left out. Blocks of rows
/// are fixed by the data, sums are taken in their order: the answer doesn't depend on threads.
class absorber {
 public:
  /// Rows must be sorted by the largest effect. Without effects there is one group of all rows, so
  /// only the mean is taken out.
  absorber(std::size_t rows, std::span<const level_column> effects, thread_pool& pool);

  /// Positive weights, one a row; they are copied.
  void set_weights(std::span<const double> weight);

  /// Replaces each column by its residual. `tolerance` bounds the residual of the normal equations
  /// relative to their right-hand side, or to the columns' rounding where that is more. Returns the
  /// number of sweeps of all batches.
  std::size_t demean(columns& data, effect_coefficients& start, double tolerance,
                     std::size_t most_sweeps) const;

  [[nodiscard]] std::size_t blocks() const { return blocks_.size(); }
  [[nodiscard]] block_range block(std::size_t i) const { return blocks_[i]; }

 private:
  struct group {
    std::size_t begin = 0, end = 0;
  };
  void scatter(const std::vector<lane>& scratch, std::vector<lane>& sums) const;
  void right_hand_side(const std::vector<lane>& values, std::vector<lane>& sums,
                       std::vector<lane>& scratch) const;
  void multiply(const std::vector<lane>& coefficient, std::vector<lane>& sums,
                std::vector<lane>& scratch) const;
  std::size_t solve(const std::vector<lane>& values, std::vector<lane>& coefficient,
                    double tolerance, std::size_t most_sweeps) const;
  void subtract(std::vector<lane>& values, const std::vector<lane>& coefficient) const;
  void subtract_means(std::vector<lane>& values) const;
  [[nodiscard]] lane weighted_square(const std::vector<lane>& values) const;

  thread_pool& pool_;
  std::size_t rows_ = 0;
  std::size_t others_ = 0;            ///< effects that are not eliminated, nor nested in one
  std::size_t levels_ = 0;            ///< their levels, all in a row
  std::vector<std::uint32_t> level_;  ///< [row][other effect]
  std::vector<group> groups_;         ///< rows of one level of the eliminated effect
  std::vector<block_range> blocks_;   ///< of rows
  std::vector<block_range> block_groups_;
  std::vector<double> weight_, group_weight_, diagonal_;
};

}  // namespace amur::trade
