#pragma once
// Cholesky's factors of a symmetric positive definite matrix of equal square blocks, one for each
// place and one for each pair of neighbours. Few goods or many: blocks are dense, places are not.

#include <Eigen/Core>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace amur::invest {

class block_cholesky {
 public:
  using pair = std::pair<std::uint32_t, std::uint32_t>;
  using block = Eigen::Block<Eigen::MatrixXd>;

  /// Orders places by minimum degree and finds where blocks fill in.
  block_cholesky(std::size_t places, std::size_t size, std::span<const pair> neighbours);

  void set_zero();
  /// The block of a place with itself; only its lower triangle is read.
  [[nodiscard]] block diagonal(std::size_t place);
  /// Adds to the block with the rows of pair.first and the columns of pair.second.
  void add(std::size_t neighbours, const Eigen::MatrixXd& what);
  /// Replaces the matrix by its factors. A pivot that rounding made nothing of the diagonal it
  /// started from leaves its unknown where it is.
  void factorise();
  /// Columns of right-hand sides, [place * size + row], become solutions.
  void solve(Eigen::MatrixXd& right) const;

 private:
  struct column {
    std::uint32_t place = 0;
    std::vector<std::uint32_t> below;  // positions in the order, rising
    Eigen::MatrixXd panel;             // the diagonal block and those below
    Eigen::VectorXd diagonal;          // of the matrix itself
  };
  void order(std::size_t places, std::span<const pair> neighbours);
  void factorise_diagonal(column& each);
  void update_from(const column& each);

  Eigen::Index size_;
  std::vector<column> columns_;          // in order
  std::vector<std::uint32_t> position_;  // [place]
  std::vector<pair> neighbours_;
  std::vector<std::uint32_t> pair_row_;  // [pair] block row in the panel of the earlier place
};

}  // namespace amur::invest
