#pragma once
// Sandwich covariance of pseudo maximum likelihood estimates.

#include <Eigen/Core>
#include <cstdint>
#include <span>
#include <vector>

#include "amur/trade/columns.h"
#include "amur/trade/fixed_effects.h"

namespace amur::trade {

struct sandwich {
  Eigen::MatrixXd covariance;  ///< of the columns' coefficients and, last, of the constant
  std::vector<std::size_t> cluster_counts;
  bool mended = false;
};

/// `demeaned`: regressors without their effects, so with a weighted mean of 0; `mean`: what that
/// mean was; `weight`: fitted values; `error`: trade - fitted.
///
/// Robust: bread x sum s s' x bread x N / (N - 1). Clustered in several ways: sums over clusters
/// instead of rows, plus and minus over all intersections (Cameron, Gelbach & Miller 2011),
/// x G / (G - 1) with the fewest clusters G of any way: as ppmlhdfe does it. Negative eigenvalues
/// are set to 0.
[[nodiscard]] sandwich find_covariance(const columns& demeaned, std::span<const double> mean,
                                       std::span<const double> weight,
                                       std::span<const double> error,
                                       std::span<const level_column> clusters, thread_pool& pool);

}  // namespace amur::trade
