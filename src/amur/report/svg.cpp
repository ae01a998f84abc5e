#include "amur/report/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "amur/base/printable.h"
#include "amur/result/palette.h"

namespace amur::report {

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string figure(double value) {
  if (std::isnan(value)) return "-";
  const double size = std::abs(value);
  auto text = fmt::format("{:.{}f}", size,
                          size >= 100 || size == std::floor(size) ? 0
                          : size >= 10                            ? 1
                                                                  : 2);
  auto whole = text.find('.') == std::string::npos ? text.size() : text.find('.');
  while (whole > 3) text.insert(whole -= 3, ",");
  return (value < 0 ? "-" : "") + text;
}

std::string_view colour(std::size_t index) {
  const auto colours = result::palette("series");
  return colours[index % colours.size()].colour;
}

std::string_view meaning(std::string_view name) {
  const auto colours = result::palette("meanings");
  const auto found = std::find_if(colours.begin(), colours.end(),
                                  [&](const auto& entry) { return entry.name == name; });
  return found == colours.end() ? std::string_view("currentColor") : found->colour;
}

namespace {

std::string key_html(const std::vector<std::string>& names) {
  if (names.size() < 2) return {};
  std::string html = "<p class='key'>";
  for (std::size_t i = 0; i < names.size(); ++i)
    html +=
        fmt::format("<span><i style='background:{}'></i>{}</span> ", colour(i), escaped(names[i]));
  return html + "</p>\n";
}

}  // namespace

std::string bar_chart(const std::vector<bar>& bars, const std::vector<std::string>& legend,
                      const std::string& unit) {
  double most = 0;
  for (const auto& one : bars) {
    double sum = 0;
    for (const double part : one.parts) sum += std::max(part, 0.0);
    most = std::max(most, sum);
  }
  if (!(most > 0)) return {};
  auto html = "<div class='chart bars'>" + key_html(legend) + "\n";
  for (const auto& one : bars) {
    double sum = 0;
    std::string parts;
    for (std::size_t i = 0; i < one.parts.size(); ++i) {
      sum += one.parts[i];
      if (one.parts[i] > 0)
        parts += fmt::format("<i style='width:{:.2f}%;background:{}'></i>",
                             100 * one.parts[i] / most, colour(i));
    }
    html += fmt::format(
        "<div><span class='name'>{}</span><span class='bar'>{}</span><span class='value'>{} {}"
        "</span></div>\n",
        escaped(one.label), parts, figure(sum), escaped(unit));
  }
  return html + "</div>\n";
}

std::string change_chart(const std::vector<bar>& bars, const std::string& unit) {
  double most = 0;
  for (const auto& one : bars) most = std::max(most, std::abs(one.parts.front()));
  if (!(most > 0)) return {};
  std::string html = "<div class='chart bars'>\n";
  for (const auto& one : bars) {
    const double value = one.parts.front(), width = 50 * std::abs(value) / most;
    html += fmt::format(
        "<div><span class='name'>{}</span><span class='bar both'><i style='margin-left:{:.2f}%;"
        "width:{:.2f}%;background:{}'></i></span><span class='value'>{}{} {}</span></div>\n",
        escaped(one.label), value < 0 ? 50 - width : 50, width,
        meaning(value < 0 ? "less" : "more"), value > 0 ? "+" : "", figure(value), escaped(unit));
  }
  return html + "</div>\n";
}

}  // namespace amur::report
