#pragma once
// Illinois's variant of regula falsi (Dowell & Jarratt 1971): it keeps the root bracketed.

namespace amur {

/// Two points with a rising function's root between them: `at_low` < 0 < `at_high`.
struct illinois_bracket {
  double low = 0, high = 1;
  double at_low = 0, at_high = 0;

  /// Where to look next.
  [[nodiscard]] double next() const { return (low * at_high - high * at_low) / (at_high - at_low); }
  /// Takes the function's value at a point between the two; the end that stays counts half.
  void narrow(double point, double value) {
    if (value < 0) {
      low = point;
      at_low = value;
      at_high /= 2;
    } else {
      high = point;
      at_high = value;
      at_low /= 2;
    }
  }
};

}  // namespace amur
