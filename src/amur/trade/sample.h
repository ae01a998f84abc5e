#pragma once
// The rows that an estimation uses, sorted for the sweeps that read them.

#include "amur/trade/fixed_effects.h"
#include "amur/trade/gravity.h"

namespace amur::trade {

struct estimation_sample {
  std::vector<std::size_t> row;  ///< of the data, sorted by the largest effect
  std::vector<level_column> effects;
  /// Weights are as good as trade and its fit so many times as large: scores and their squares are
  /// the same. So `trade` is weighted, and `offset` has the logarithm of `weight`.
  std::vector<double> trade, offset, weight;
};

/// Marks rows that are alone in a group, and rows of groups without any trade, which separate; over
/// and over, since each row that goes may leave another one alone (Correia 2015).
void prune_rows(const gravity_data& data, std::vector<row_use>& use);

[[nodiscard]] estimation_sample gather_sample(const gravity_data& data,
                                              std::span<const row_use> use);

/// The regressors numbered in `kept`, in the sample's order, beside `spare` empty columns ahead.
[[nodiscard]] columns gather_regressors(const gravity_data& data, const estimation_sample& sample,
                                        std::span<const std::size_t> kept, std::size_t spare);

}  // namespace amur::trade
