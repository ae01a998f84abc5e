#pragma once
// The highest point of a function with one peak in an interval.

#include <limits>

namespace amur::finance {

struct peak_point {
  double at = 0, worth = 0;
};

/// By golden section, to within `tolerance` of the argument; stops early at a worth that is
/// `enough`.
template <class Worth>
peak_point peak_between(double low, double high, double tolerance, const Worth& worth,
                        double enough = std::numeric_limits<double>::infinity()) {
  constexpr double golden = 0.6180339887498949;
  constexpr int trials = 40;  // shrink the range by 2e8
  const auto at = [&worth](double argument) { return peak_point{argument, worth(argument)}; };
  peak_point left = at(high - golden * (high - low)), right = at(low + golden * (high - low));
  for (int trial = 0; trial < trials && high - low > tolerance; ++trial) {
    if (left.worth >= enough || right.worth >= enough) break;
    if (left.worth >= right.worth) {
      high = right.at;
      right = left;
      left = at(high - golden * (high - low));
    } else {
      low = left.at;
      left = right;
      right = at(low + golden * (high - low));
    }
  }
  return left.worth >= enough || left.worth >= right.worth ? left : right;
}

}  // namespace amur::finance
