#pragma once
// A crossing's delay as a function of its traffic, fitted to simulated points, for use by a
// network.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace amur::crossing {

/// A simulated point: vehicles a day and their mean hours in the crossing.
struct delay_point {
  double vehicles_per_day = 0, delay_h = 0;
};

/// - akcelik (1991, eq. 12): wait + T/4 (z + sqrt(z^2 + 8 J x / (Q T))), z = x - 1, Q an hour
/// - bpr: wait (1 + alpha x^beta)
/// - conical (Spiess 1990): wait + scale (1 + sqrt(a^2 (1-x)^2 + b^2) - a (1-x) - b), without
/// volume
///   the conical function of `scale` less its free time
/// with x = vehicles a day / capacity.
enum class curve_kind : std::uint8_t { akcelik, bpr, conical };

struct delay_curve {
  curve_kind kind = curve_kind::akcelik;
  double wait_h = 0;   ///< without traffic
  double scale_h = 0;  ///< akcelik: T / 4; bpr: wait x alpha; conical: its free time
  double capacity_per_day = 1;
  double shape = 0;  ///< akcelik: 8 J / (Q T); bpr: beta; conical: a
  double error = 0;  ///< root mean square of relative errors at the points

  [[nodiscard]] double delay_h(double vehicles_per_day) const;
};

/// The best curve of one kind by least squares of relative errors. Needs three points or more at
/// different volumes, delays above 0; throws std::invalid_argument otherwise.
[[nodiscard]] delay_curve fit_delay_curve(std::span<const delay_point> points, curve_kind kind);
/// All three, best first.
[[nodiscard]] std::vector<delay_curve> fit_delay_curves(std::span<const delay_point> points);

/// The curve of a queue that is served at a known capacity: about wait + k x / (1 - x) below it, a
/// wall beyond (akcelik over a period of years). From one point on, by relative errors.
[[nodiscard]] delay_curve fit_queue_curve(std::span<const delay_point> points,
                                          double capacity_per_day);

[[nodiscard]] const char* to_string(curve_kind kind);

}  // namespace amur::crossing
