#include "amur/report/line_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "amur/report/svg.h"

namespace amur::report {
namespace {

constexpr double left_px = 80, right_px = 24, plot_px = 836, high_px = 260, foot_px = 40;
constexpr double row_px = 20;    // of the legend
constexpr double letter_px = 7;  // wide
constexpr const char* dashes[] = {"", "7 4", "2 3", "10 3 2 3"};

struct range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  void take(std::span<const double> values) {
    for (const double value : values) take(value);
  }
};

range heights(const line_chart& chart) {
  range y;
  for (const auto& line : chart.lines) y.take(line.y);
  for (const auto& band : chart.bands) {
    y.take(band.low);
    y.take(band.high);
  }
  if (!(y.low <= y.high)) return y;
  for (const auto& level : chart.levels) y.take(level.y);
  for (const auto& mark : chart.marks) y.take(mark.y);
  y.take(0.0);
  if (y.low == y.high) y.high += 1;
  const double room = 0.04 * (y.high - y.low);
  if (y.high > 0) y.high += room;
  if (y.low < 0) y.low -= room;
  return y;
}

template <class Drawn>
std::span<const double> x_of(const line_chart& chart, const Drawn& drawn) {
  return drawn.x.empty() ? chart.x : drawn.x;
}

struct plot {
  range x, y;
  double top = 0;

  [[nodiscard]] double across(double value) const {
    return left_px + plot_px * (value - x.low) / std::max(x.high - x.low, 1e-300);
  }
  [[nodiscard]] double down(double value) const {
    return top + high_px * (y.high - value) / (y.high - y.low);
  }
  [[nodiscard]] std::string path(std::span<const double> at, std::span<const double> values) const {
    std::string path;
    bool pen_is_down = false;
    for (std::size_t i = 0; i < std::min(at.size(), values.size()); ++i) {
      if (std::isfinite(values[i]))
        path += fmt::format("{}{:.1f},{:.1f}", pen_is_down ? " L" : " M", across(at[i]),
                            down(values[i]));
      pen_is_down = std::isfinite(values[i]);
    }
    return path;
  }
  // Closed shapes between the band's ends, one for each stretch over which both are known.
  [[nodiscard]] std::string area(std::span<const double> at, const chart_band& band) const {
    std::string path;
    for (std::size_t first = 0, end; first < at.size(); first = end + 1) {
      const auto is_known = [&](std::size_t i) {
        return std::isfinite(band.low[i]) && std::isfinite(band.high[i]);
      };
      for (end = first; end < at.size() && is_known(end);) ++end;
      for (std::size_t i = first; i < end; ++i)
        path += fmt::format("{}{:.1f},{:.1f}", i == first ? " M" : " L", across(at[i]),
                            down(band.high[i]));
      for (std::size_t i = end; i-- > first;)
        path += fmt::format(" L{:.1f},{:.1f}", across(at[i]), down(band.low[i]));
      if (end > first) path += " Z";
    }
    return path;
  }
};

struct legend {
  std::string svg;
  double x = left_px, y = 4;

  void add(const std::string& key, const std::string& name) {
    const double wide = 44 + letter_px * static_cast<double>(name.size());
    if (x > left_px && x + wide > left_px + plot_px) {
      x = left_px;
      y += row_px;
    }
    svg +=
        fmt::format("<g transform='translate({:.0f},{:.0f})'>{}<text x='28' y='12'>{}</text></g>\n",
                    x, y, key, escaped(name));
    x += wide;
  }
};

std::string stroke(std::size_t i) {
  return fmt::format("stroke='{}' stroke-width='2' stroke-dasharray='{}' fill='none'", colour(i),
                     dashes[i % std::size(dashes)]);
}

std::string axes(const line_chart& chart, const plot& plot) {
  std::string svg;
  for (const double tick : round_ticks(plot.y.low, plot.y.high, 5)) {
    const double y = plot.down(tick);
    svg += fmt::format(
        "<path d='M{0} {1:.1f} H{2}' class='{3}'/><text x='{4}' y='{5:.1f}' text-anchor='end'>{6}"
        "</text>\n",
        left_px, y, left_px + plot_px, tick == 0 ? "axis" : "grid", left_px - 6, y + 4,
        figure(tick));
  }
  const double foot = plot.top + high_px + 18;
  const auto name_at = [&](double x, const std::string& name) {
    svg += fmt::format("<text x='{:.1f}' y='{}' text-anchor='middle'>{}</text>\n", plot.across(x),
                       foot, escaped(name));
  };
  if (chart.x_names.empty()) {
    // Years are whole and have no thousands to mark.
    const bool years = plot.x.low >= 1900 && plot.x.high < 2200;
    for (const double tick : round_ticks(plot.x.low, plot.x.high, 8))
      if (!years || tick == std::floor(tick))
        name_at(tick, years ? fmt::format("{:.0f}", tick) : figure(tick));
  } else {
    const std::size_t step = (chart.x_names.size() + 11) / 12;
    for (std::size_t i = 0; i < chart.x_names.size(); i += step)
      name_at(chart.x[i], chart.x_names[i]);
  }
  if (!chart.x_title.empty())
    svg += fmt::format("<text x='{}' y='{}' text-anchor='end'>{}</text>\n", left_px + plot_px,
                       foot + 16, escaped(chart.x_title));
  return svg;
}

}  // namespace

std::vector<double> round_ticks(double low, double high, int wanted) {
  std::vector<double> ticks;
  const double rough = (high - low) / wanted;
  if (!(rough > 0)) return {low};
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  double step = 10 * power;
  for (const double factor : {5.0, 2.0, 1.0})
    if (factor * power >= rough) step = factor * power;
  if (!std::isnormal(step)) return {low};
  const auto first = static_cast<long long>(std::ceil(low / step - 1e-9));
  const auto last = static_cast<long long>(std::floor(high / step + 1e-9));
  for (auto i = first; i <= last; ++i) ticks.push_back(static_cast<double>(i) * step);
  return ticks;
}

std::string draw(const line_chart& chart) {
  plot plot;
  plot.x.take(chart.x);
  plot.y = heights(chart);
  if (chart.x.empty() || !(plot.y.low < plot.y.high)) return {};

  legend legend;
  for (std::size_t i = 0; i < chart.lines.size(); ++i)
    legend.add(fmt::format("<path d='M0 8 H24' {}/>", stroke(i)), chart.lines[i].name);
  std::string shade;  // bands lie one upon the other
  for (const auto& band : chart.bands)
    legend.add(shade += "<rect width='24' height='14' y='1' class='band'/>", band.name);
  for (const auto& level : chart.levels)
    legend.add("<path d='M0 8 H24' class='level'/>", level.name);
  plot.top = legend.y + row_px + 22;

  const auto heading = chart.title == chart.y_title
                           ? chart.title
                           : fmt::format("{} ({})", chart.title, chart.y_title);
  std::string svg = fmt::format(
      "<svg viewBox='0 0 {} {:.0f}' role='img' class='chart'><title>{}</title>\n{}<text x='{}' "
      "y='{:.0f}'>{}</text>\n",
      left_px + plot_px + right_px, plot.top + high_px + foot_px, escaped(chart.title), legend.svg,
      left_px, plot.top - 8, escaped(heading));
  svg += axes(chart, plot);
  for (const auto& band : chart.bands)
    svg += fmt::format("<path d='{}' class='band'/>\n", plot.area(x_of(chart, band), band));
  for (const auto& level : chart.levels)
    svg += fmt::format("<path d='M{} {:.1f} H{}' class='level'/>\n", left_px, plot.down(level.y),
                       left_px + plot_px);
  for (std::size_t i = 0; i < chart.lines.size(); ++i)
    svg += fmt::format("<path d='{}' {}/>\n",
                       plot.path(x_of(chart, chart.lines[i]), chart.lines[i].y), stroke(i));
  for (const auto& mark : chart.marks) {
    const double x = plot.across(mark.x), y = plot.down(mark.y);
    const bool at_the_end = x > left_px + 0.7 * plot_px;
    svg += fmt::format(
        "<circle cx='{:.1f}' cy='{:.1f}' r='4'/><text x='{:.1f}' y='{:.1f}'{}>{}</text>\n", x, y,
        at_the_end ? x - 7 : x + 7, y - 7, at_the_end ? " text-anchor='end'" : "",
        escaped(mark.name));
  }
  return svg + "</svg>\n";
}

}  // namespace amur::report
