#include "amur/invest/block_cholesky.h"

#include <gtest/gtest.h>

#include <Eigen/Cholesky>
#include <random>

namespace amur::test {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;

// Random blocks on a random graph, whose diagonal outweighs them.
struct random_matrix {
  std::vector<invest::block_cholesky::pair> neighbours;
  MatrixXd dense;
  std::vector<MatrixXd> across;

  random_matrix(std::uint32_t seed, std::uint32_t places, Index size) {
    std::mt19937 random(seed);
    const auto at = [&](std::uint32_t place) { return static_cast<Index>(place) * size; };
    const auto numbers = [&] {
      return MatrixXd(MatrixXd::NullaryExpr(size, size, [&](Index, Index) {
        return static_cast<double>(random()) / 4294967296.0 - 0.5;
      }));
    };
    dense = MatrixXd::Zero(at(places), at(places));
    // Some pairs twice, and in both orders.
    for (std::uint32_t i = 0; i < 2 * places; ++i) {
      const auto from = static_cast<std::uint32_t>(random()) % places;
      const auto to = (from + 1 + static_cast<std::uint32_t>(random()) % (places - 1)) % places;
      neighbours.push_back({from, to});
      across.push_back(numbers());
      dense.block(at(from), at(to), size, size) += across.back();
      dense.block(at(to), at(from), size, size) += across.back().transpose();
    }
    for (std::uint32_t i = 0; i < places; ++i) {
      MatrixXd own = numbers();
      own = own + own.transpose().eval();
      own.diagonal().array() += 6.0 * static_cast<double>(size);
      dense.block(at(i), at(i), size, size) = own;
    }
  }
};

TEST(block_cholesky, solves_as_a_dense_factorisation_does) {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    const std::uint32_t places = 2 + seed % 9;
    const Index size = 1 + seed % 4;
    const random_matrix given(seed, places, size);
    invest::block_cholesky matrix(places, static_cast<std::size_t>(size), given.neighbours);
    matrix.set_zero();
    for (std::uint32_t i = 0; i < places; ++i)
      matrix.diagonal(i) +=
          given.dense.block(static_cast<Index>(i) * size, static_cast<Index>(i) * size, size, size);
    for (std::size_t i = 0; i < given.across.size(); ++i) matrix.add(i, given.across[i]);
    matrix.factorise();
    const MatrixXd right = MatrixXd::Random(given.dense.rows(), 3);
    MatrixXd found = right;
    matrix.solve(found);
    EXPECT_LT((given.dense * found - right).norm(), 1e-12 * right.norm());
  }
}

// Two unknowns that always go together: their difference has no answer, their sum has.
TEST(block_cholesky, leaves_what_has_no_answer_where_it_is) {
  invest::block_cholesky matrix(1, 2, {});
  matrix.set_zero();
  matrix.diagonal(0) << 1, 1, 1, 1;
  matrix.factorise();
  MatrixXd right(2, 1);
  right << 3, 3;
  matrix.solve(right);
  EXPECT_NEAR(right(0, 0) + right(1, 0), 3, 1e-12);
  EXPECT_NEAR(right(1, 0), 0, 1e-12);
}

}  // namespace
}  // namespace amur::test
