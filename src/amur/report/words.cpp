#include "amur/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/date.h"
#include "amur/report/svg.h"

namespace amur::report {
namespace {

constexpr const char* month_names[] = {"January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December"};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::string spelled_date(const std::string& date) {
  constexpr std::size_t month_length = 7;
  const bool is_month = date.size() == month_length;
  const auto day = parse_date(is_month ? date + "-01" : date);
  if (!day) return date;
  const auto month = fmt::format("{} {}", month_names[day->month - 1], day->year);
  return is_month ? month : fmt::format("{} {}", day->day, month);
}

std::string listed(std::span<const std::string> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

std::string as_words(std::string id) {
  std::ranges::replace(id, '_', ' ');
  return id;
}

std::string common_words(std::span<const std::string> names) {
  if (names.size() < 2) return {};
  std::string common = names.front();
  for (const auto& name : names) {
    const auto differ = std::ranges::mismatch(common, name);
    common.erase(differ.in1, common.end());
  }
  const auto end = common.rfind(' ');
  return end == std::string::npos ? std::string() : common.substr(0, end);
}

std::string cut_to(const std::string& text, std::size_t letters) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_continuation(text[i]) || ++count <= letters) continue;
    auto end = i - 1;
    while (is_continuation(text[end])) --end;
    return text.substr(0, end) + "…";
  }
  return text;
}

std::string capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string uncapital(std::string text) {
  const auto is_capital = [&text](std::size_t at) {
    return at < text.size() && text[at] >= 'A' && text[at] <= 'Z';
  };
  if (is_capital(0) && !is_capital(1)) text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

std::string percent(double share) {
  if (!std::isfinite(share)) return "-";
  const double size = std::abs(100 * share);
  return fmt::format("{:.{}f} %", 100 * share, size > 0 && size < 1 ? 1 : 0);
}

std::string signed_figure(double value) { return (value > 0 ? "+" : "") + figure(value); }

std::string money(double usd) {
  const double size = std::abs(usd);
  if (size >= 1e9) return figure(usd / 1e9) + " bn";
  if (size >= 1e6) return figure(usd / 1e6) + " mn";
  return figure(std::round(usd));
}

}  // namespace amur::report
