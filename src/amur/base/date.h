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
