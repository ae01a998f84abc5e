#pragma once
// Acceleration of a fixed point iteration v <- F(v) of volumes.

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace amur::assign {

/// How volumes act on their own costs, at the point of the step.
struct local_response {
  /// [unknown] t'_a, the rise of time with volume. With H = -dF/dt the residual's Jacobian is
  /// -(I + H T'), which is symmetric in the inner product of T' and has no eigenvalue above -1; so
  /// residuals are compared in that product.
  std::vector<double> slope;
  /// [unknown] F_a c'_a / theta, c'_a being the rise of cost with volume: how many times over the
  /// image would fall for each unit of volume, could all of the flow avoid the arc.
  std::vector<double> stiffness;
};

/// Anderson mixing (Anderson 1965; Walker & Ni 2011), with steps damped arc by arc
/// where congestion is stiff. Where the last step made the residual worse it forgets what it learnt
/// and takes smaller plain steps.
class fixed_point_accelerator {
 public:
  explicit fixed_point_accelerator(std::size_t size, std::size_t memory = 20);

  /// Replaces `point` (not negative) by the next one to try, `image` being F(point).
  void advance(std::vector<double>& point, std::span<const double> image,
               const local_response& response);

 private:
  struct step {
    std::vector<double> point_change, residual_change;
  };
  void remember(std::span<const double> point, std::span<const double> residual, double norm);
  [[nodiscard]] std::vector<double> best_mix(std::span<const double> residual,
                                             std::span<const double> metric) const;

  std::size_t memory_;
  std::deque<step> steps_;
  std::vector<double> last_point_, last_residual_;
  double last_norm_ = 0;
  double damping_ = 0.5;
};

}  // namespace amur::assign
