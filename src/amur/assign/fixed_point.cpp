#include "amur/assign/fixed_point.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

fixed_point_accelerator::fixed_point_accelerator(std::size_t size, std::size_t memory)
    : memory_(memory), last_point_(size), last_residual_(size) {}

void fixed_point_accelerator::advance(std::vector<double>& point, std::span<const double> image) {
  const std::size_t n = point.size();
  std::vector<double> residual(n);
  for (std::size_t i = 0; i < n; ++i) residual[i] = image[i] - point[i];
  const double norm = std::sqrt(dot(residual, residual));

  if (last_norm_ > 0) {
    if (norm > 1.5 * last_norm_) {
      steps_.clear();
      damping_ = std::max(0.02, damping_ / 2);
    } else {
      step change{std::vector<double>(n), std::vector<double>(n)};
      for (std::size_t i = 0; i < n; ++i) {
        change.point_change[i] = point[i] - last_point_[i];
        change.residual_change[i] = residual[i] - last_residual_[i];
      }
      steps_.push_back(std::move(change));
      if (steps_.size() > memory_) steps_.pop_front();
      damping_ = std::min(1.0, damping_ * 1.1);
    }
  }
  last_point_ = point;
  last_residual_ = residual;
  last_norm_ = norm;

  // The combination of past steps whose residual change best cancels today's residual.
  const std::size_t m = steps_.size();
  const auto size = static_cast<Eigen::Index>(m);
  Eigen::MatrixXd normal(size, size);
  Eigen::VectorXd right(size), weight = Eigen::VectorXd::Zero(size);
  for (Eigen::Index i = 0; i < size; ++i) {
    const auto& mine = steps_[static_cast<std::size_t>(i)].residual_change;
    for (Eigen::Index j = 0; j <= i; ++j)
      normal(i, j) = normal(j, i) = dot(mine, steps_[static_cast<std::size_t>(j)].residual_change);
    right(i) = dot(mine, residual);
  }
  if (m > 0) weight = normal.colPivHouseholderQr().solve(right);
  if (!weight.allFinite()) weight.setZero();
  for (std::size_t i = 0; i < n; ++i) {
    double next = point[i] + damping_ * residual[i];
    for (std::size_t j = 0; j < m; ++j)
      next -= weight(static_cast<Eigen::Index>(j)) *
              (steps_[j].point_change[i] + damping_ * steps_[j].residual_change[i]);
    point[i] = std::max(0.0, next);
  }
}

}  // namespace amur::assign
