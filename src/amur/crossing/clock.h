#pragma once
// The clock of a simulation. It counts whole microseconds: a minute, a second and a third of a
// minute are so many of them, sums of times are exact, and what belongs to one moment meets at it.
// A random time is moved by half a microsecond at most; 100 years are 3.2e15, which doubles still
// hold exactly.

#include <cstdint>

namespace amur::crossing {

/// Microseconds, since the start of the simulation where a moment is meant.
using ticks = std::int64_t;

inline constexpr ticks ticks_an_hour = 3'600'000'000;
inline constexpr ticks ticks_a_day = 24 * ticks_an_hour;
inline constexpr ticks ticks_a_week = 7 * ticks_a_day;
/// Later than anything (9,000 years); two of them still add up.
inline constexpr ticks never = ticks{1} << 58;

/// The nearest whole number of ticks; hours without end, or that are no number, are `never`.
[[nodiscard]] constexpr ticks to_ticks(double hours) {
  constexpr auto longest = static_cast<double>(never);
  const double exact = hours * static_cast<double>(ticks_an_hour);
  // Of what is not negative; std::lround is no constant expression.
  // NOLINTNEXTLINE(bugprone-incorrect-roundings)
  return static_cast<ticks>((exact < longest ? exact : longest) + 0.5);
}
/// The same of hours that may be negative.
[[nodiscard]] constexpr ticks to_ticks_either_way(double hours) {
  return hours < 0 ? -to_ticks(-hours) : to_ticks(hours);
}

[[nodiscard]] constexpr double to_hours(ticks time) {
  return static_cast<double>(time) / static_cast<double>(ticks_an_hour);
}

/// The same but for the last bit, without a division: for what is summed a million times a second.
[[nodiscard]] constexpr double to_hours_quickly(ticks time) {
  return static_cast<double>(time) * (1 / static_cast<double>(ticks_an_hour));
}

}  // namespace amur::crossing
