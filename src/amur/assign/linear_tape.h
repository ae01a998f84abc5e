#pragma once
// The derivative of a calculation, recorded while it is made.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace amur::calibrate {

/// Values, each with its partial derivatives by earlier ones. Going back over them gives the
/// derivatives of any sum of values by all inputs (reverse accumulation: Linnainmaa 1976).
class linear_tape {
 public:
  using variable = std::uint32_t;

  /// A value that depends on none.
  variable input(double value) { return close(value); }
  /// One more partial derivative of the value that `close` will add; `of` may be named twice.
  void term(variable of, double partial) {
    if (partial == 0) return;
    of_.push_back(of);
    partial_.push_back(partial);
  }
  variable close(double value);

  [[nodiscard]] double value(variable of) const { return value_[of]; }
  [[nodiscard]] std::size_t size() const { return value_.size(); }

  /// `adjoint` [variable * count + i]: what is asked of each value in, with all that follows from
  /// it out.
  void go_back(std::vector<double>& adjoint, std::size_t count) const;

 private:
  std::vector<double> value_, partial_;
  std::vector<variable> of_;
  std::vector<std::size_t> end_;  // [variable] of its terms
};

}  // namespace amur::calibrate
