#pragma once
// Calendar days and the windows in which something is open.

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace amur {

/// A day of the proleptic Gregorian calendar; year 0 stands for 'every year' in a recurring window.
struct date {
  int year = 0;
  int month = 1;
  int day = 1;
  friend constexpr auto operator<=>(const date&, const date&) = default;
};

/// What a day of the model counts for in sums of a year: each date once, 29 February left out.
inline constexpr double days_a_year = 365;
/// The mean of four years, for the time between two days.
inline constexpr double days_a_mean_year = 365.25;

/// Reads "2023-10-15", or "10-15" where `recurring` days are allowed; empty where it is no such
/// day.
[[nodiscard]] std::optional<date> parse_date(std::string_view text, bool recurring = false);
[[nodiscard]] std::string to_string(date day);

/// Days from `from` to `to`, both included. Recurring windows (year 0) may wrap over New Year.
struct date_window {
  std::optional<date> from;
  std::optional<date> to;
  [[nodiscard]] bool contains(date day) const;
};

}  // namespace amur
