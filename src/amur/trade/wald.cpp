#include "amur/trade/wald.h"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <vector>

namespace amur::trade {

wald_test test_jointly(const gravity_estimate& estimate, std::span<const std::size_t> regressors,
                       double freedom) {
  // Where each regressor stands in the covariance, which has those estimated and the constant.
  std::vector<std::size_t> place(estimate.coefficients.size(), 0);
  std::size_t width = 1;
  for (std::size_t c = 0; c < place.size(); ++c)
    if (estimate.coefficients[c].use == regressor_use::estimated) place[c] = width++ - 1;
  std::vector<std::size_t> tested;
  for (const auto c : regressors)
    if (estimate.coefficients[c].use == regressor_use::estimated &&
        estimate.coefficients[c].standard_error > 0)
      tested.push_back(c);
  wald_test made;
  made.freedom = freedom;
  if (tested.empty()) return made;
  const auto count = static_cast<Eigen::Index>(tested.size());
  Eigen::VectorXd z(count);
  Eigen::MatrixXd correlation(count, count);
  for (Eigen::Index i = 0; i < count; ++i) {
    const auto& mine = estimate.coefficients[tested[static_cast<std::size_t>(i)]];
    z(i) = mine.value / mine.standard_error;
    for (Eigen::Index j = 0; j < count; ++j) {
      const auto other = tested[static_cast<std::size_t>(j)];
      correlation(i, j) =
          estimate.covariance[place[tested[static_cast<std::size_t>(i)]] * width + place[other]] /
          mine.standard_error / estimate.coefficients[other].standard_error;
    }
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> factors(correlation);
  const Eigen::VectorXd turned = factors.eigenvectors().transpose() * z;
  for (Eigen::Index i = 0; i < count; ++i) {
    if (factors.eigenvalues()(i) <= 1e-10) continue;
    made.chi_squared += turned(i) * turned(i) / factors.eigenvalues()(i);
    ++made.degrees;
  }
  if (made.degrees > 0)
    made.p = f_above(made.chi_squared / static_cast<double>(made.degrees), made.degrees, freedom);
  return made;
}

}  // namespace amur::trade
