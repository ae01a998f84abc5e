#pragma once
// Weighted least squares on columns from which the effects are already taken out.

#include <Eigen/Core>
#include <span>

#include "amur/base/parallel.h"
#include "amur/trade/columns.h"
#include "amur/trade/gravity.h"

namespace amur::trade {

/// A' W A of all columns; blocks of rows are fixed by the number of rows and added up in order.
[[nodiscard]] Eigen::MatrixXd cross_products(const columns& data, std::span<const double> weight,
                                             thread_pool& pool);

/// The coefficients of the first column on the others, from their cross products. Columns are
/// scaled to length 1 first; where they depend on each other the shortest answer is taken.
[[nodiscard]] Eigen::VectorXd regress_first(const Eigen::MatrixXd& products);

/// A column's sums of squares before the effects were taken out.
struct column_size {
  double square = 0, about_mean = 0;
};

/// Which regressors to keep, in order: one is dropped where the effects leave nothing of it, or
/// where the ones kept before it explain what is left. `products` are the cross products once the
/// effects are out. Nothing depends on the units that a column is in.
[[nodiscard]] std::vector<regressor_use> find_collinear(std::span<const column_size> size,
                                                        const Eigen::MatrixXd& products);

}  // namespace amur::trade
