#pragma once
// Normal numbers that are the same on every machine.

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>

namespace amur::test {

/// Standard normal draws (Box & Muller 1958).
class normal_stream {
 public:
  explicit normal_stream(std::uint32_t seed) : engine_(seed) {}
  double operator()() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }
  /// In (0, 1).
  double uniform() { return (static_cast<double>(engine_()) + 0.5) / 4294967296.0; }

 private:
  std::mt19937 engine_;
};

}  // namespace amur::test
