#pragma once
// Acceleration of a fixed point iteration y <- y + r(y).

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace amur::assign {

/// Anderson mixing (Anderson 1965; Walker & Ni 2011): the step that cancels the residual best, by
/// what residuals did over the last steps.
class step_memory {
 public:
  explicit step_memory(std::size_t size = 20) : size_(size) {}

  /// Learns that `point` has `residual`. Of consecutive points the differences are kept.
  void add(std::span<const double> point, std::span<const double> residual);
  void forget() { steps_.clear(); }
  [[nodiscard]] bool empty() const { return steps_.empty(); }

  /// The step to try from the point with `residual`: `damping` [unknown] of the residual where
  /// nothing is known of it. Residuals are compared in the norm of `metric` [unknown].
  [[nodiscard]] std::vector<double> step(std::span<const double> residual,
                                         std::span<const double> metric,
                                         std::span<const double> damping) const;

 private:
  struct change {
    std::vector<double> point, residual;
  };
  [[nodiscard]] std::vector<double> best_mix(std::span<const double> residual,
                                             std::span<const double> metric) const;

  std::size_t size_;
  std::deque<change> steps_;
  std::vector<double> last_point_, last_residual_;
};

}  // namespace amur::assign
