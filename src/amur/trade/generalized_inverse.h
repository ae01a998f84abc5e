#pragma once
// A generalised inverse of symmetric matrices without negative eigenvalues.

#include <Eigen/Core>

namespace amur::trade {

/// G with A G A = A: the inverse of the rows and columns that don't follow from earlier ones, and 0
/// in the others. Nothing depends on the units of a row.
[[nodiscard]] Eigen::MatrixXd generalized_inverse(Eigen::MatrixXd matrix);

}  // namespace amur::trade
