#pragma once
// Anderson's acceleration of a fixed point iteration x <- x + r(x).

#include <cstddef>
#include <deque>
#include <span>
#include <vector>

namespace amur::trade {

/// Mixes past steps so that their residuals cancel best (Anderson 1965; Walker & Ni 2011). Forgets
/// them where a step made the residual much worse.
class anderson {
 public:
  anderson(std::size_t size, std::size_t memory);

  /// Replaces `point` by the next one to try; `step` is what a plain iteration would add.
  void advance(std::span<double> point, std::span<const double> step);
  void forget() { steps_.clear(); }

 private:
  struct change {
    std::vector<double> point, step;
  };
  std::size_t memory_;
  std::deque<change> steps_;
  std::vector<double> last_point_, last_step_;
  double last_norm_ = -1;
};

}  // namespace amur::trade
