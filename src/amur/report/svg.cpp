#include "amur/report/svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "amur/base/printable.h"
#include "amur/result/antimeridian.h"
#include "amur/result/mode_colours.h"
#include "amur/result/palette.h"

namespace amur::report {
namespace {

constexpr double map_width = 960, map_height = 520, widest_link_px = 16;

// Of each mode that a link has, used or not, so that a colour does not hang on what is used.
std::map<std::string, std::string> colours_of(const std::vector<result::drawn_link>& links) {
  std::map<std::string, std::string> colours;
  for (const auto& link : links) colours[link.mode];
  std::vector<std::string> modes;
  for (const auto& [mode, unknown] : colours) modes.push_back(mode);
  const auto listed = result::mode_colours(modes);
  for (std::size_t i = 0; i < modes.size(); ++i) colours[modes[i]] = listed[i];
  return colours;
}

}  // namespace

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

std::string bar_chart(const std::vector<bar>& bars, const std::vector<std::string>& legend,
                      const std::string& unit) {
  constexpr double label_px = 330, bars_px = 500, row_px = 22;
  double most = 0;
  for (const auto& one : bars) {
    double sum = 0;
    for (const double part : one.parts) sum += part;
    most = std::max(most, sum);
  }
  if (most <= 0) return {};
  const double top = legend.size() > 1 ? 26 : 4;
  const double height = top + row_px * static_cast<double>(bars.size()) + 6;
  auto svg = fmt::format("<svg viewBox='0 0 {} {}' role='img' class='chart'>\n",
                         label_px + bars_px + 110, height);
  double legend_x = label_px;
  for (std::size_t i = 0; legend.size() > 1 && i < legend.size(); ++i) {
    svg += fmt::format(
        "<rect x='{}' y='4' width='12' height='12' fill='{}'/><text x='{}' y='14'>{}</text>\n",
        legend_x, colour(i), legend_x + 16, escaped(legend[i]));
    legend_x += 34 + 7.5 * static_cast<double>(legend[i].size());
  }
  for (std::size_t row = 0; row < bars.size(); ++row) {
    const double y = top + row_px * static_cast<double>(row);
    svg += fmt::format("<text x='{}' y='{}' text-anchor='end'>{}</text>", label_px - 8, y + 15,
                       escaped(bars[row].label));
    double x = label_px, sum = 0;
    for (std::size_t i = 0; i < bars[row].parts.size(); ++i) {
      const double width = bars_px * bars[row].parts[i] / most;
      svg += fmt::format("<rect x='{:.1f}' y='{}' width='{:.1f}' height='{}' fill='{}'/>", x, y + 3,
                         std::max(width, 0.0), row_px - 6, colour(i));
      x += width;
      sum += bars[row].parts[i];
    }
    svg += fmt::format("<text x='{:.1f}' y='{}'>{} {}</text>\n", x + 6, y + 15, figure(sum),
                       escaped(unit));
  }
  return svg + "</svg>\n";
}

std::string change_chart(const std::vector<bar>& bars, const std::string& unit) {
  constexpr double label_px = 330, half_px = 230, row_px = 22, figure_px = 90;
  double most = 0;
  for (const auto& one : bars) most = std::max(most, std::abs(one.parts.front()));
  if (!(most > 0)) return {};
  const double zero = label_px + figure_px + half_px;
  auto svg =
      fmt::format("<svg viewBox='0 0 {} {}' role='img' class='chart'>\n",
                  zero + half_px + figure_px, row_px * static_cast<double>(bars.size()) + 10);
  for (std::size_t row = 0; row < bars.size(); ++row) {
    const double y = 4 + row_px * static_cast<double>(row), value = bars[row].parts.front();
    const double width = half_px * std::abs(value) / most;
    const double x = value < 0 ? zero - width : zero;
    svg += fmt::format(
        "<text x='{}' y='{}' text-anchor='end'>{}</text><rect x='{:.1f}' y='{}' width='{:.1f}' "
        "height='{}' fill='{}'/><text x='{:.1f}' y='{}'{}>{}{} {}</text>\n",
        label_px - 8, y + 15, escaped(bars[row].label), x, y + 3, width, row_px - 6,
        meaning(value < 0 ? "less" : "more"), value < 0 ? x - 6 : x + width + 6, y + 15,
        value < 0 ? " text-anchor='end'" : "", value > 0 ? "+" : "", figure(value), escaped(unit));
  }
  return svg + "</svg>\n";
}

std::string flow_map(const std::vector<result::drawn_link>& links,
                     const std::vector<std::string>& modes, const std::vector<label>& labels,
                     const std::vector<polygon>& land, const std::string& title) {
  double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9, most = 0;
  for (const auto& link : links) {
    most = std::max(most, link.t);
    for (const auto& point : link.points) {
      const auto at = projected(point[0], point[1]);
      left = std::min(left, at[0]);
      right = std::max(right, at[0]);
      top = std::min(top, at[1]);
      bottom = std::max(bottom, at[1]);
    }
  }
  if (left > right) return {};
  const double margin = 30;
  const double scale = std::min((map_width - 2 * margin) / std::max(right - left, 1e-6),
                                (map_height - 2 * margin) / std::max(bottom - top, 1e-6));
  const map_frame frame{scale, (map_width - scale * (right + left)) / 2,
                        (map_height - scale * (bottom + top)) / 2, map_width, map_height};
  auto colours = colours_of(links);
  auto svg = fmt::format(
      "<svg viewBox='0 0 {} {}' role='img' class='map'><title>{}</title>\n<rect width='100%' "
      "height='100%' class='sea'/>\n",
      map_width, map_height + 24, escaped(title));
  if (const auto path = land_path(land, frame); !path.empty())
    svg += fmt::format("<path d='{}' class='land'/>\n", path);
  // Thin ones first, so that no flow hides under the lines of the network.
  std::vector<const result::drawn_link*> order;
  for (const auto& link : links) order.push_back(&link);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->t < b->t; });
  for (const auto* link : order) {
    const bool used = link->t >= 0.5;
    if (!used && link->direction == "backward") continue;
    const double width = used ? std::max(0.8, widest_link_px * std::sqrt(link->t / most)) : 0.5;
    std::string path;
    for (const auto& part : result::parts_at_antimeridian(link->points)) {
      const char* step = path.empty() ? "M" : " M";
      for (const auto& point : part) {
        const auto at = frame.placed(point[0], point[1]);
        path += fmt::format("{}{:.1f},{:.1f}", std::exchange(step, " L"), at[0], at[1]);
      }
    }
    svg += fmt::format(
        "<path d='{}' fill='none' stroke='{}' stroke-width='{:.1f}' stroke-linejoin='round' "
        "stroke-opacity='{}'><title>{}, {}: {} t/day</title></path>\n",
        path, used ? colours[link->mode] : "#999999", width, used ? 0.75 : 0.5,
        escaped(link->link_id), escaped(link->direction), figure(link->t));
  }
  // Names that would cover others are left out.
  std::vector<std::array<double, 4>> taken;
  for (const auto& name : labels) {
    const auto at = frame.placed(name.longitude, name.latitude);
    const std::array<double, 4> box = {
        at[0], at[1] - 12, at[0] + 7.0 * static_cast<double>(name.text.size()), at[1] + 3};
    const bool outside = box[0] < 0 || box[2] > map_width || box[1] < 0 || box[3] > map_height;
    const bool covers = std::any_of(taken.begin(), taken.end(), [&](const auto& other) {
      return box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3];
    });
    if (outside || covers) continue;
    taken.push_back(box);
    svg += fmt::format(
        "<circle cx='{:.1f}' cy='{:.1f}' r='2'/><text x='{:.1f}' y='{:.1f}'>{}</text>\n", at[0],
        at[1], at[0] + 4, at[1] - 3, escaped(name.text));
  }
  double x = 10;
  for (const auto& mode : modes) {
    svg += fmt::format(
        "<rect x='{}' y='{}' width='12' height='12' fill='{}'/><text x='{}' y='{}'>{}</text>\n", x,
        map_height + 6, colours[mode], x + 16, map_height + 16, escaped(mode));
    x += 34 + 7.5 * static_cast<double>(mode.size());
  }
  return svg + "</svg>\n";
}

}  // namespace amur::report
