#include "amur/base/date.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace amur {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty() || text[0] == '-')
    return std::nullopt;
  return value;
}

bool exists(date day) {
  const int year = day.year == 0 ? 2000 : day.year;  // 29 February comes again too
  return day.month >= 1 && day.day >= 1 && (std::chrono::year(year) / day.month / day.day).ok();
}

}  // namespace

std::optional<date> parse_date(std::string_view text, bool recurring) {
  date day;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const auto year = digits(text.substr(0, 4));
    if (!year || *year == 0) return std::nullopt;
    day.year = *year;
    text.remove_prefix(5);
  } else if (!recurring) {
    return std::nullopt;
  }
  if (text.size() != 5 || text[2] != '-') return std::nullopt;
  const auto month = digits(text.substr(0, 2));
  const auto day_of_month = digits(text.substr(3, 2));
  if (!month || !day_of_month) return std::nullopt;
  day.month = *month;
  day.day = *day_of_month;
  return exists(day) ? std::optional(day) : std::nullopt;
}

std::string to_string(date day) {
  std::array<char, 40> text{};
  if (day.year == 0)
    std::snprintf(text.data(), text.size(), "%02d-%02d", day.month, day.day);
  else
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", day.year, day.month, day.day);
  return text.data();
}

bool date_window::contains(date day) const {
  const bool recurring = (from && from->year == 0) || (to && to->year == 0);
  if (!recurring) return (!from || *from <= day) && (!to || day <= *to);
  const date this_day{0, day.month, day.day};
  const date first = from.value_or(date{0, 1, 1});
  const date last = to.value_or(date{0, 12, 31});
  if (first <= last) return first <= this_day && this_day <= last;
  return this_day >= first || this_day <= last;
}

}  // namespace amur
