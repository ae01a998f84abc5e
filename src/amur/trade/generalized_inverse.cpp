#include "amur/trade/generalized_inverse.h"

#include <cmath>
#include <vector>

namespace amur::trade {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double least_pivot = 1e-9;  // what is left of a diagonal of 1

// Cholesky's factor, column by column; a column whose pivot is nothing is left out, since then all
// that is left of it is nothing.
std::vector<Index> factorize(MatrixXd& matrix) {
  std::vector<Index> kept;
  const Index count = matrix.rows();
  MatrixXd factor = MatrixXd::Zero(count, count);  // [row][kept column]
  for (Index k = 0; k < count; ++k) {
    const auto rank = static_cast<Index>(kept.size());
    VectorXd column = matrix.col(k).tail(count - k);
    column.noalias() -= factor.block(k, 0, count - k, rank) * factor.row(k).head(rank).transpose();
    if (column(0) <= least_pivot) continue;
    factor.col(rank).tail(count - k) = column / std::sqrt(column(0));
    kept.push_back(k);
  }
  matrix = std::move(factor);
  return kept;
}

}  // namespace

MatrixXd generalized_inverse(MatrixXd matrix) {
  const Index count = matrix.rows();
  VectorXd scale = VectorXd::Zero(count);
  for (Index i = 0; i < count; ++i)
    if (matrix(i, i) > 0) scale(i) = 1 / std::sqrt(matrix(i, i));
  matrix = scale.asDiagonal() * matrix * scale.asDiagonal();
  const auto kept = factorize(matrix);
  const auto rank = static_cast<Index>(kept.size());
  const MatrixXd factor = matrix(kept, Eigen::seqN(0, rank));
  MatrixXd half = MatrixXd::Identity(rank, rank);
  factor.triangularView<Eigen::Lower>().solveInPlace(half);
  matrix.setZero();
  const MatrixXd inverse = half.transpose() * half;
  for (Index a = 0; a < rank; ++a)
    for (Index b = 0; b < rank; ++b) {
      const auto i = kept[static_cast<std::size_t>(a)], j = kept[static_cast<std::size_t>(b)];
      matrix(i, j) = scale(i) * inverse(a, b) * scale(j);
    }
  return matrix;
}

}  // namespace amur::trade
