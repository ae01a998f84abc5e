#pragma once
// The bias that many fixed effects leave in gravity's estimates and standard errors, taken out by
// its leading term (Weidner & Zylkin 2021, "Bias and consistency in three-way gravity models").

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/trade/gravity.h"

namespace amur::trade {

/// Effects of exporter-time, importer-time and, in three ways, of the pair.
struct gravity_panel {
  std::span<const std::uint32_t> exporter, importer, time;  ///< by row
  bool has_pair_effects = true;
};

struct bias_correction {
  bool found = false;  ///< false: more than `most_levels` effects, or fewer than two countries
  std::size_t levels = 0, pairs = 0;
  std::vector<double> bias;            ///< by regressor, to be subtracted; 0 in two ways
  std::vector<double> standard_error;  ///< by regressor; 0 where one was dropped
  std::vector<double> covariance;      ///< of the regressors estimated, row by row
};

/// Levels of exporter-time and importer-time whose covariance is found whole.
inline constexpr std::size_t most_levels = 6000;

/// Of an estimate that is solved, without weights. Standard errors are clustered by pair, with
/// P / (P - 1), P being the pairs; N / (N - 1) multiplies each side's part of the bias, as
/// ppml_fe_bias has it.
[[nodiscard]] bias_correction correct_bias(const gravity_data& data,
                                           const gravity_estimate& estimate,
                                           const gravity_panel& panel, std::size_t threads = 0);

}  // namespace amur::trade
