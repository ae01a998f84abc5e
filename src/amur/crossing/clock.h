#pragma once
// The clock of a simulation. It counts whole microseconds: a minute, a second and a third of a minute
// are so many of them, sums of times are exact, and what belongs to one moment meets at it. A random
// time is moved by half a microsecond at most; 100 years are 3.2e15, which doubles still hold exactly.

#include <cstdint>

namespace amur::crossing {

/// Microseconds, since the start of the simulation where a moment is meant.
using ticks = std::int64_t;

inline constexpr ticks ticks_an_hour = 3'600'000'000;
inline constexpr ticks ticks_a_day = 24 * ticks_an_hour;
inline constexpr ticks ticks_a_week = 7 * ticks_a_day;
/// Later than anything (9,000 years); two of them still add up.
inline constexpr ticks never = ticks{1} << 58;

/// The nearest whole number of ticks; hours without end are `never`.
[[nodiscard]] constexpr ticks to_ticks(double hours) {
  const double exact = hours * static_cast<double>(ticks_an_hour);
  if (!(exact < static_cast<double>(never))) return never;
  if (exact <= -static_cast<double>(never)) return -never;
  return static_cast<ticks>(exact < 0 ? exact - 0.5 : exact + 0.5);
}

[[nodiscard]] constexpr double to_hours(ticks time) {
  return static_cast<double>(time) / static_cast<double>(ticks_an_hour);
}

}  // namespace amur::crossing
