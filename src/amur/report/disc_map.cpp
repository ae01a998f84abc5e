#include "amur/report/disc_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "amur/report/map_frame.h"
#include "amur/report/svg.h"

namespace amur::report {
namespace {

constexpr double width = 960, height = 420, margin = 60, widest_disc_px = 26, ring_px = 6;
constexpr double least_span = 1e-5;  // of the world's width: 400 m
constexpr double name_row_px = 14, name_letter_px = 6.6;

map_frame frame_around(std::span<const disc> discs) {
  std::array<double, 2> low{1, 1}, high{0, 0};
  for (const auto& one : discs) {
    const auto at = projected(one.longitude, one.latitude);
    for (std::size_t axis = 0; axis < 2; ++axis) {
      low[axis] = std::min(low[axis], at[axis]);
      high[axis] = std::max(high[axis], at[axis]);
    }
  }
  const double scale = std::min((width - 2 * margin) / std::max(high[0] - low[0], least_span),
                                (height - 2 * margin) / std::max(high[1] - low[1], least_span));
  return {scale, (width - scale * (low[0] + high[0])) / 2,
          (height - scale * (low[1] + high[1])) / 2, width, height};
}

}  // namespace

std::string disc_map(std::span<const disc> discs, const std::vector<polygon>& land,
                     const std::string& title) {
  if (discs.empty()) return {};
  const auto frame = frame_around(discs);
  auto svg = fmt::format(
      "<svg viewBox='0 0 {} {}' role='img' class='map'><title>{}</title>\n<rect width='100%' "
      "height='100%' class='sea'/>\n",
      width, height, escaped(title));
  if (const auto path = land_path(land, frame); !path.empty())
    svg += fmt::format("<path d='{}' class='land'/>\n", path);

  std::vector<disc> order(discs.begin(), discs.end());
  std::ranges::stable_sort(order, std::greater(), &disc::size);
  const double largest = std::max(order.front().size, 1e-300);
  const auto radius = [&](const disc& one) {
    return one.is_open ? std::max(2.0, widest_disc_px * std::sqrt(one.size / largest)) : ring_px;
  };
  std::string names;
  std::vector<std::array<double, 4>> taken;
  for (const auto& one : order) {
    const auto at = frame.placed(one.longitude, one.latitude);
    svg += fmt::format("<circle cx='{:.1f}' cy='{:.1f}' r='{:.1f}' class='{}'/>\n", at[0], at[1],
                       radius(one), one.is_open ? "open" : "shut");
    // Down from its disc to where no other name is.
    const double long_px = name_letter_px * static_cast<double>(one.name.size());
    const double x = std::min(at[0] + radius(one) + 4, width - long_px - 4);
    double y = at[1] + 4;
    const auto covers = [&](const std::array<double, 4>& other) {
      return x < other[2] && other[0] < x + long_px && y - name_row_px < other[3] && other[1] < y;
    };
    while (std::ranges::any_of(taken, covers) && y < height) y += 2;
    taken.push_back({x, y - name_row_px, x + long_px, y});
    names += fmt::format("<text x='{:.1f}' y='{:.1f}'>{}</text>\n", x, y, escaped(one.name));
  }
  return svg + names + "</svg>\n";
}

}  // namespace amur::report
