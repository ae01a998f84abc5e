#include "amur/trade/least_squares.h"

#include <Eigen/Cholesky>
#include <Eigen/QR>
#include <algorithm>
#include <cmath>

namespace amur::trade {
namespace {

constexpr std::size_t rows_per_product_block = 16384;
constexpr std::size_t most_product_blocks = 64;

// What is left of a regressor's sum of squares when it counts as explained. The effects are taken
// out to about 1e-10, squares to 1e-20.
constexpr double explained = 1e-11;

// The same beside a regressor's own sum of squares, not about its mean: what a number that can't be
// represented exactly, such as 0.1 in every row, leaves of itself.
constexpr double rounded = 1e-27;

using block_products = std::array<lane, lanes>;

}  // namespace

Eigen::MatrixXd cross_products(const columns& data, std::span<const double> weight,
                               thread_pool& pool) {
  const auto count = static_cast<Eigen::Index>(data.count);
  const auto width = static_cast<Eigen::Index>(lanes);
  Eigen::MatrixXd products(width * static_cast<Eigen::Index>(data.batches.size()),
                           width * static_cast<Eigen::Index>(data.batches.size()));
  const auto blocks =
      std::clamp<std::size_t>(data.rows / rows_per_product_block, 1, most_product_blocks);
  for (std::size_t a = 0; a < data.batches.size(); ++a)
    for (std::size_t b = a; b < data.batches.size(); ++b) {
      std::vector<block_products> part(blocks, block_products{});
      pool.run(blocks, [&](std::size_t block) {
        const auto range = block_of(block, blocks, data.rows);
        block_products sum{};
        for (auto row = range.begin; row < range.end; ++row)
          for (std::size_t i = 0; i < lanes; ++i) {
            const double weighted = weight[row] * data.batches[a][row][i];
            for (std::size_t j = 0; j < lanes; ++j) sum[i][j] += weighted * data.batches[b][row][j];
          }
        part[block] = sum;
      });
      for (std::size_t i = 0; i < lanes; ++i)
        for (std::size_t j = 0; j < lanes; ++j) {
          double sum = 0;
          for (const auto& each : part) sum += each[i][j];
          const auto row = static_cast<Eigen::Index>(a * lanes + i);
          const auto column = static_cast<Eigen::Index>(b * lanes + j);
          products(row, column) = products(column, row) = sum;
        }
    }
  return products.topLeftCorner(count, count);
}

Eigen::VectorXd regress_first(const Eigen::MatrixXd& products) {
  const auto count = products.rows() - 1;
  if (count == 0) return {};
  const Eigen::VectorXd length = products.diagonal().tail(count).unaryExpr(
      [](double square) { return square > 0 ? std::sqrt(square) : 1; });
  const Eigen::MatrixXd scaled = length.cwiseInverse().asDiagonal() *
                                 products.bottomRightCorner(count, count) *
                                 length.cwiseInverse().asDiagonal();
  const Eigen::VectorXd target = products.col(0).tail(count).cwiseQuotient(length);
  const Eigen::CompleteOrthogonalDecomposition<Eigen::MatrixXd> factors(scaled);
  return factors.solve(target).cwiseQuotient(length);
}

std::vector<regressor_use> find_collinear(std::span<const column_size> size,
                                          const Eigen::MatrixXd& products) {
  const auto count = products.rows();
  std::vector<regressor_use> use(static_cast<std::size_t>(count), regressor_use::estimated);
  Eigen::MatrixXd left = products;  // after what the regressors kept so far explain
  for (Eigen::Index j = 0; j < count; ++j) {
    auto& mine = use[static_cast<std::size_t>(j)];
    const auto& own = size[static_cast<std::size_t>(j)];
    if (products(j, j) <= std::max(explained * own.about_mean, rounded * own.square)) {
      mine = regressor_use::absorbed;
    } else if (left(j, j) <= explained * products(j, j)) {
      mine = regressor_use::collinear;
    } else {
      const Eigen::VectorXd column = left.col(j);
      left -= column * column.transpose() / column(j);
    }
  }
  return use;
}

}  // namespace amur::trade
