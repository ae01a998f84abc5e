#pragma once
// Decimal numbers as whole millionths, so that sums of millions of rows are exact and in any order
// the same.

#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>

namespace amur::customs {

inline constexpr std::int64_t millionths_in_one = 1'000'000;
/// No value of a row is larger: what 64 bits hold, and more than any country sells in USD.
inline constexpr std::int64_t most_in_a_cell = 9'000'000'000'000;

[[nodiscard]] inline double of_millionths(std::int64_t millionths) {
  return static_cast<double>(millionths) / 1e6;
}

/// Exact up to six decimals, which no statistics exceed by what is known; more are rounded. Empty
/// where the text is no number, or out of `most_in_a_cell` either way.
[[nodiscard]] inline std::optional<std::int64_t> parse_millionths(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::int64_t whole = 0;
  while (at != end && *at >= '0' && *at <= '9' && whole <= most_in_a_cell)
    whole = whole * 10 + (*at++ - '0');
  if (at != text.data() && at != end && *at == '.' && end - at <= 7) {
    std::int64_t part = 0, scale = millionths_in_one;
    for (++at; at != end && *at >= '0' && *at <= '9'; ++at) {
      part = part * 10 + (*at - '0');
      scale /= 10;
    }
    if (at == end && whole <= most_in_a_cell) return whole * millionths_in_one + part * scale;
  } else if (at == end && at != text.data() && whole <= most_in_a_cell) {
    return whole * millionths_in_one;
  }
  // Exponents, signs and long fractions, as some programs write them.
  double number = 0;
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || !std::isfinite(number) ||
      std::abs(number) > static_cast<double>(most_in_a_cell))
    return std::nullopt;
  return std::llround(number * 1e6);
}

/// Adds, or says that the sum is beyond what 64 bits hold.
[[nodiscard]] inline bool add_to(std::int64_t& sum, std::int64_t more) {
  return !__builtin_add_overflow(sum, more, &sum);
}

}  // namespace amur::customs
