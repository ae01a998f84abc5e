#pragma once
// The derivative of a calculation, recorded while it is made.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace amur::assign {

/// Values, each with its partial derivatives by earlier ones. Going back over them gives the
/// derivatives of any sum of values by all inputs (reverse accumulation: Linnainmaa 1976).
class linear_tape {
 public:
  using variable = std::uint32_t;

  /// A value that depends on none. What is constant, and what follows from constants alone, costs
  /// no more than its place.
  variable input(double value, bool is_constant = false) {
    const auto made = close(value);
    varies_[made] = !is_constant;
    return made;
  }
  /// One more partial derivative of the value that `close` will add; `of` may be named twice.
  void term(variable of, double partial) {
    if (partial == 0 || !varies_[of]) return;
    of_.push_back(of);
    partial_.push_back(partial);
  }
  variable close(double value);

  [[nodiscard]] double value(variable of) const { return value_[of]; }
  [[nodiscard]] bool varies(variable of) const { return varies_[of] != 0; }
  [[nodiscard]] std::size_t size() const { return value_.size(); }

  /// `adjoint` [variable * count + i]: what is asked of each value in, with all that follows from
  /// it out.
  void go_back(std::vector<double>& adjoint, std::size_t count) const;

 private:
  std::vector<double> value_, partial_;
  std::vector<variable> of_;
  std::vector<std::uint8_t> varies_;  // [variable]
  std::vector<std::size_t> end_;      // [variable] of its terms
};

}  // namespace amur::assign
