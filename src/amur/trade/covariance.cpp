#include "amur/trade/covariance.h"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "amur/trade/least_squares.h"

namespace amur::trade {
namespace {

// The scores of one row: error times each column, and times 1 for the constant.
void add_scores(const columns& demeaned, std::span<const double> error, std::size_t row,
                double* sum) {
  for (std::size_t c = 0; c < demeaned.count; ++c) sum[c] += error[row] * demeaned.at(row, c);
  sum[demeaned.count] += error[row];
}

// sum over groups of (sum of scores)(sum of scores)'.
Eigen::MatrixXd meat(const columns& demeaned, std::span<const double> error,
                     const level_column& groups) {
  const auto width = demeaned.count + 1;
  std::vector<double> sums(groups.count * width, 0);
  for (std::size_t row = 0; row < demeaned.rows; ++row)
    add_scores(demeaned, error, row, sums.data() + groups.level[row] * width);
  const Eigen::Map<const Eigen::MatrixXd> scores(sums.data(), static_cast<Eigen::Index>(width),
                                                 static_cast<Eigen::Index>(groups.count));
  return scores * scores.transpose();
}

// Two rows share a group of the intersection where they share one in both.
level_column intersect(const level_column& a, const level_column& b) {
  level_column both;
  both.level.reserve(a.level.size());
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> number;
  for (std::size_t row = 0; row < a.level.size(); ++row) {
    const auto next = static_cast<std::uint32_t>(number.size());
    both.level.push_back(number.try_emplace({a.level[row], b.level[row]}, next).first->second);
  }
  both.count = number.size();
  return both;
}

// Inclusion and exclusion over all sets of clusterings.
Eigen::MatrixXd multiway_meat(const columns& demeaned, std::span<const double> error,
                              std::span<const level_column> clusters) {
  const auto width = static_cast<Eigen::Index>(demeaned.count) + 1;
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(width, width);
  for (std::size_t set = 1; set < (std::size_t{1} << clusters.size()); ++set) {
    level_column groups;
    double sign = -1;
    for (std::size_t c = 0; c < clusters.size(); ++c) {
      if ((set >> c & 1) == 0) continue;
      groups = groups.level.empty() ? clusters[c] : intersect(groups, clusters[c]);
      sign = -sign;
    }
    sum += sign * meat(demeaned, error, groups);
  }
  return sum;
}

// Sets negative eigenvalues to 0.
bool mend(Eigen::MatrixXd& covariance) {
  const Eigen::VectorXd scale = covariance.diagonal().cwiseAbs().cwiseMax(1e-300).cwiseSqrt();
  const Eigen::MatrixXd correlation =
      scale.cwiseInverse().asDiagonal() * covariance * scale.cwiseInverse().asDiagonal();
  if (Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(correlation).eigenvalues().minCoeff() >=
      -1e-12)
    return false;
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> factors(covariance);
  covariance = factors.eigenvectors() * factors.eigenvalues().cwiseMax(0).asDiagonal() *
               factors.eigenvectors().transpose();
  return true;
}

}  // namespace

sandwich find_covariance(const columns& demeaned, std::span<const double> mean,
                         std::span<const double> weight, std::span<const double> error,
                         std::span<const level_column> clusters, thread_pool& pool) {
  const auto count = static_cast<Eigen::Index>(demeaned.count);
  // The constant is orthogonal to columns without a mean, so the bread falls into two blocks.
  Eigen::MatrixXd bread = Eigen::MatrixXd::Zero(count + 1, count + 1);
  if (count > 0) {
    const Eigen::MatrixXd products = cross_products(demeaned, weight, pool);
    const Eigen::VectorXd length = products.diagonal().cwiseSqrt();
    const Eigen::MatrixXd scaled =
        length.cwiseInverse().asDiagonal() * products * length.cwiseInverse().asDiagonal();
    bread.topLeftCorner(count, count) =
        length.cwiseInverse().asDiagonal() *
        scaled.ldlt().solve(Eigen::MatrixXd::Identity(count, count)) *
        length.cwiseInverse().asDiagonal();
  }
  bread(count, count) = 1 / std::accumulate(weight.begin(), weight.end(), 0.0);

  sandwich made;
  Eigen::MatrixXd filling;
  double fewest = static_cast<double>(demeaned.rows);
  if (clusters.empty()) {
    level_column alone;
    alone.level.resize(demeaned.rows);
    std::iota(alone.level.begin(), alone.level.end(), std::uint32_t{0});
    alone.count = demeaned.rows;
    filling = meat(demeaned, error, alone);
  } else {
    filling = multiway_meat(demeaned, error, clusters);
    for (const auto& each : clusters) {
      made.cluster_counts.push_back(each.count);
      fewest = std::min(fewest, static_cast<double>(each.count));
    }
  }
  // From the coefficients of demeaned columns to those of the columns: the constant is the mean of
  // the working variable less the means of the columns times their coefficients.
  Eigen::MatrixXd shift = Eigen::MatrixXd::Identity(count + 1, count + 1);
  for (Eigen::Index c = 0; c < count; ++c) shift(count, c) = -mean[static_cast<std::size_t>(c)];
  const Eigen::MatrixXd half = shift * bread;
  made.covariance = half * filling * half.transpose() * (fewest / (fewest - 1));
  made.covariance = ((made.covariance + made.covariance.transpose()) / 2).eval();
  made.mended = clusters.size() > 1 && mend(made.covariance);
  return made;
}

}  // namespace amur::trade
