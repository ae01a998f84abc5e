#pragma once
// Text, figures and bars as HTML.

#include <string>
#include <string_view>
#include <vector>

namespace amur::report {

/// Text as HTML and SVG take it, in attributes too; without control characters.
[[nodiscard]] std::string escaped(const std::string& text);

/// "1,234.5": thousands marked, decimals as the size of the number asks for; "-" for NaN.
[[nodiscard]] std::string figure(double value);

/// Of the lines and parts of a chart, in order.
[[nodiscard]] std::string_view colour(std::size_t index);

/// A colour by what it means on the page too: "more", "less", "shop".
[[nodiscard]] std::string_view meaning(std::string_view name);

struct bar {
  std::string label;
  std::vector<double> parts;  ///< stacked, as `legend`
};
/// Horizontal bars, stacked where they have several parts.
[[nodiscard]] std::string bar_chart(const std::vector<bar>& bars,
                                    const std::vector<std::string>& legend,
                                    const std::string& unit);

/// One bar a row to either side of zero: what fell to the left, what grew to the right.
[[nodiscard]] std::string change_chart(const std::vector<bar>& bars, const std::string& unit);

}  // namespace amur::report
