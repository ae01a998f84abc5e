#pragma once
// Lines, bands and levels over one axis, as SVG text.

#include <string>
#include <vector>

namespace amur::report {

struct chart_line {
  std::string name;
  std::vector<double> y;    ///< [x]; NaN: a gap
  std::vector<double> x{};  ///< of its own, or empty: the chart's
};

/// From `low` to `high`, as between two percentiles.
struct chart_band {
  std::string name;
  std::vector<double> low, high;  ///< [x]
  std::vector<double> x{};        ///< as a line's
};

/// A height with a name of its own, such as a threshold.
struct chart_level {
  std::string name;
  double y = 0;
};

struct chart_mark {
  std::string name;
  double x = 0, y = 0;
};

struct line_chart {
  std::string title, x_title, y_title;
  std::vector<double> x{};             ///< rising
  std::vector<std::string> x_names{};  ///< [x] in the place of numbers, or empty
  std::vector<chart_band> bands{};     ///< wide ones first
  std::vector<chart_line> lines{};     ///< told apart by colour and dashes
  std::vector<chart_level> levels{};
  std::vector<chart_mark> marks{};
};

/// Empty where there is no point to draw.
[[nodiscard]] std::string draw(const line_chart& chart);

/// About `wanted` round values that lie within [low, high].
[[nodiscard]] std::vector<double> round_ticks(double low, double high, int wanted);

}  // namespace amur::report
