#include "amur/assign/fixed_point.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

constexpr double independent = 1e-6;  // of unit columns, what one must add to those before it

}  // namespace

void step_memory::add(std::span<const double> point, std::span<const double> residual) {
  if (!last_point_.empty()) {
    change difference;
    double moved = 0;
    for (std::size_t i = 0; i < point.size(); ++i) {
      difference.point.push_back(point[i] - last_point_[i]);
      difference.residual.push_back(residual[i] - last_residual_[i]);
      moved = std::max(moved, std::abs(difference.point.back()));
    }
    if (moved > 0) steps_.push_back(std::move(difference));
    if (steps_.size() > size_) steps_.pop_front();
  }
  last_point_.assign(point.begin(), point.end());
  last_residual_.assign(residual.begin(), residual.end());
}

// The combination of past steps whose residual change best cancels today's residual. By orthogonal
// factors and not by normal equations, which would square the condition of near parallel steps.
std::vector<double> step_memory::best_mix(std::span<const double> residual,
                                          std::span<const double> metric) const {
  // No more steps than residuals that move: beyond that old ones would stand in for new ones.
  std::size_t moving = 0;
  for (std::size_t i = 0; i < residual.size(); ++i) moving += residual[i] != 0 && metric[i] > 0;
  const auto used = std::min(steps_.size(), moving);
  if (used == 0) return std::vector<double>(steps_.size(), 0.0);
  const auto first = steps_.size() - used;
  const auto rows = static_cast<Eigen::Index>(residual.size());
  const auto columns = static_cast<Eigen::Index>(used);
  Eigen::MatrixXd changes(rows, columns);
  Eigen::VectorXd target(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double root = std::sqrt(metric[at]);
    target(i) = root * residual[at];
    for (Eigen::Index j = 0; j < columns; ++j)
      changes(i, j) = root * steps_[first + static_cast<std::size_t>(j)].residual[at];
  }
  // Steps shrink by orders of magnitude; only their directions should decide what is dependent.
  const Eigen::VectorXd length =
      changes.colwise().norm().unaryExpr([](double norm) { return norm > 0 ? norm : 1; });
  changes.array().rowwise() /= length.transpose().array();
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> factors(rows, columns);
  // Where residuals can only change together, what else their changes hold is rounding.
  factors.setThreshold(independent);
  factors.compute(changes);
  const Eigen::VectorXd mix = factors.solve(target).array() / length.array();
  std::vector<double> result(steps_.size(), 0.0);
  if (mix.allFinite())
    std::copy(mix.begin(), mix.end(), result.begin() + static_cast<std::ptrdiff_t>(first));
  return result;
}

std::vector<double> step_memory::step(std::span<const double> residual,
                                      std::span<const double> metric,
                                      std::span<const double> damping) const {
  const auto mix = best_mix(residual, metric);
  std::vector<double> result(residual.size());
  for (std::size_t i = 0; i < result.size(); ++i) {
    result[i] = damping[i] * residual[i];
    for (std::size_t j = 0; j < mix.size(); ++j)
      result[i] -= mix[j] * (steps_[j].point[i] + damping[i] * steps_[j].residual[i]);
  }
  return result;
}

}  // namespace amur::assign
