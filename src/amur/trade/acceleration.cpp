#include "amur/trade/acceleration.h"

#include <cmath>

namespace amur::trade {
namespace {

constexpr double much_worse = 2;
// Directions that add less than this to those before are left out of the mix.
constexpr double independent = 1e-12;

double dot(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

}  // namespace

anderson::anderson(std::size_t size, std::size_t memory)
    : memory_(memory), last_point_(size), last_step_(size) {}

void anderson::advance(std::span<double> point, std::span<const double> step) {
  const double norm = std::sqrt(dot(step, step));
  if (last_norm_ >= 0 && norm > much_worse * last_norm_) {
    forget();
  } else if (last_norm_ >= 0) {
    auto& made = steps_.emplace_back();
    for (std::size_t i = 0; i < point.size(); ++i) {
      made.point.push_back(point[i] - last_point_[i]);
      made.step.push_back(step[i] - last_step_[i]);
    }
    if (steps_.size() > memory_) steps_.pop_front();
  }
  last_norm_ = norm;
  last_point_.assign(point.begin(), point.end());
  last_step_.assign(step.begin(), step.end());

  // Orthogonal directions of change, latest first, each with what it does to the point.
  std::vector<change> basis;
  for (std::size_t i = 0; i < point.size(); ++i) point[i] += step[i];
  std::vector<double> left(step.begin(), step.end());
  for (auto latest = steps_.rbegin(); latest != steps_.rend(); ++latest) {
    auto next = *latest;
    const double length = dot(next.step, next.step);
    for (const auto& before : basis) {
      const double along = dot(next.step, before.step) / dot(before.step, before.step);
      for (std::size_t i = 0; i < point.size(); ++i) {
        next.step[i] -= along * before.step[i];
        next.point[i] -= along * before.point[i];
      }
    }
    const double square = dot(next.step, next.step);
    if (!(square > independent * length)) continue;
    const double along = dot(left, next.step) / square;
    for (std::size_t i = 0; i < point.size(); ++i) {
      left[i] -= along * next.step[i];
      point[i] -= along * (next.point[i] + next.step[i]);
    }
    basis.push_back(std::move(next));
  }
}

}  // namespace amur::trade
