#pragma once
// Delay functions: travel time on an arc as its volume grows.

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace amur::network {

enum class delay_kind { constant, bpr, conical, akcelik };

/// Time (h) on an arc that carries `volume` (pce a day) of a capacity (pce a day):
/// - constant: t0
/// - BPR (Bureau of Public Roads 1964): t0 (1 + alpha (v/c)^beta)
/// - conical (Spiess 1990, eq. 7): t0 (2 + sqrt(a^2 (1-x)^2 + b^2) - a (1-x) - b), x = v/c,
///   b = (2a - 1) / (2a - 2), a = alpha > 1
/// - Akcelik (1991, eq. 12): t0 + T/4 (x - 1 + sqrt((x - 1)^2 + 8 J x / (Q T))), J = alpha the
/// delay
///   parameter, T = beta the period of flow in h, Q the capacity in pce an hour
/// each plus `wait_h`, which no volume changes (control at a border). Where BPR has risen by 1e50
/// times t0 it goes on along its tangent, so that no power of an overloaded arc overflows; no road
/// with another way round it gets there.
struct delay_function {
  delay_kind kind = delay_kind::constant;
  double free_time_h = 0;
  double capacity_pce = std::numeric_limits<double>::infinity();
  double alpha = 0.15;
  double beta = 4;
  double wait_h = 0;

  /// Whether the time depends on the volume at all.
  [[nodiscard]] bool is_flat() const;
  [[nodiscard]] double time_h(double volume_pce) const;
  /// d time / d volume, in h per pce a day.
  [[nodiscard]] double slope(double volume_pce) const;
  /// The integral of the time from 0 to the volume, Beckmann's term (1956).
  [[nodiscard]] double integral(double volume_pce) const;
};

}  // namespace amur::network
