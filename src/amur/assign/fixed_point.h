#pragma once
// Acceleration of a fixed point iteration v <- F(v).

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace amur::assign {

/// Anderson mixing (Anderson 1965; Walker & Ni 2011) with a short memory. Where the last step made
/// the residual worse it forgets what it learnt and takes smaller plain steps.
class fixed_point_accelerator {
 public:
  explicit fixed_point_accelerator(std::size_t size, std::size_t memory = 6);

  /// Replaces `point` (not negative) by the next one to try, `image` being F(point).
  void advance(std::vector<double>& point, std::span<const double> image);

 private:
  struct step {
    std::vector<double> point_change, residual_change;
  };
  std::size_t memory_;
  std::deque<step> steps_;
  std::vector<double> last_point_, last_residual_;
  double last_norm_ = 0;
  double damping_ = 0.5;
};

}  // namespace amur::assign
