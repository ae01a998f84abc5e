#include "amur/assign/fixed_point.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace amur::assign {
namespace {

// Of the stiffness, the share that damps a step: most of a flow can't avoid its arc. The bound
// keeps an arc that is loaded far too much from standing still. On Sioux Falls, Anaheim and Chicago
// Sketch shares from 0.03 to 0.15 need about as many loadings.
constexpr double avoidable_share = 0.05;
constexpr double most_damping = 3;

constexpr double worse = 1.2;  // a residual this many times the last one is a step that failed
constexpr double least_damping = 0.02;
constexpr double farthest = 2;  // no volume grows beyond this many times the point's or image's

// The slopes, raised by their mean: an arc without volume may have no slope, but its residual must
// not run away unnoticed.
std::vector<double> metric_of(std::span<const double> slope) {
  double mean = 0;
  for (const double each : slope) mean += each / static_cast<double>(slope.size());
  std::vector<double> metric(slope.begin(), slope.end());
  for (double& weight : metric) weight += mean;
  return metric;
}

}  // namespace

fixed_point_accelerator::fixed_point_accelerator(std::size_t size, std::size_t memory)
    : memory_(memory), last_point_(size), last_residual_(size) {}

void fixed_point_accelerator::remember(std::span<const double> point,
                                       std::span<const double> residual, double norm) {
  if (last_norm_ > 0 && norm > worse * last_norm_) {
    steps_.clear();
    damping_ = std::max(least_damping, damping_ / 2);
  } else if (last_norm_ > 0) {
    auto& change = steps_.emplace_back();
    for (std::size_t i = 0; i < point.size(); ++i) {
      change.point_change.push_back(point[i] - last_point_[i]);
      change.residual_change.push_back(residual[i] - last_residual_[i]);
    }
    if (steps_.size() > memory_) steps_.pop_front();
    damping_ = std::min(1.0, damping_ * 1.1);
  }
  last_point_.assign(point.begin(), point.end());
  last_residual_.assign(residual.begin(), residual.end());
  last_norm_ = norm;
}

// The combination of past steps whose residual change best cancels today's residual. By orthogonal
// factors and not by normal equations, which would square the condition of near parallel steps.
std::vector<double> fixed_point_accelerator::best_mix(std::span<const double> residual,
                                                      std::span<const double> metric) const {
  const auto rows = static_cast<Eigen::Index>(residual.size());
  const auto columns = static_cast<Eigen::Index>(steps_.size());
  if (columns == 0) return {};
  Eigen::MatrixXd changes(rows, columns);
  Eigen::VectorXd target(rows);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double root = std::sqrt(metric[at]);
    target(i) = root * residual[at];
    for (Eigen::Index j = 0; j < columns; ++j)
      changes(i, j) = root * steps_[static_cast<std::size_t>(j)].residual_change[at];
  }
  // Steps shrink by orders of magnitude; only their directions should decide what is dependent.
  const Eigen::VectorXd length =
      changes.colwise().norm().unaryExpr([](double norm) { return norm > 0 ? norm : 1; });
  changes.array().rowwise() /= length.transpose().array();
  const Eigen::VectorXd mix = changes.colPivHouseholderQr().solve(target).array() / length.array();
  if (!mix.allFinite()) return std::vector<double>(steps_.size(), 0.0);
  return {mix.begin(), mix.end()};
}

void fixed_point_accelerator::advance(std::vector<double>& point, std::span<const double> image,
                                      const local_response& response) {
  const auto metric = metric_of(response.slope);
  std::vector<double> residual(point.size());
  double square = 0;
  for (std::size_t i = 0; i < point.size(); ++i) {
    residual[i] = image[i] - point[i];
    square += metric[i] * residual[i] * residual[i];
  }
  remember(point, residual, std::sqrt(square));
  const auto mix = best_mix(residual, metric);
  for (std::size_t i = 0; i < point.size(); ++i) {
    const double damping =
        damping_ / std::min(most_damping, 1 + avoidable_share * response.stiffness[i]);
    double next = point[i] + damping * residual[i];
    for (std::size_t j = 0; j < mix.size(); ++j)
      next -= mix[j] * (steps_[j].point_change[i] + damping * steps_[j].residual_change[i]);
    point[i] = std::clamp(next, 0.0, farthest * std::max(point[i], image[i]));
  }
}

}  // namespace amur::assign
