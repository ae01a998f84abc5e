#include "amur/result/antimeridian.h"

#include <cmath>

namespace amur::result {

std::vector<line_part> parts_at_antimeridian(std::span<const std::array<double, 2>> line) {
  std::vector<line_part> parts(1);
  for (const auto& point : line) {
    auto& part = parts.back();
    if (part.empty() || std::abs(point[0] - part.back()[0]) <= 180) {
      part.push_back(point);
      continue;
    }
    const auto last = part.back();
    const double edge = last[0] > 0 ? 180 : -180;
    const double step = point[0] + 2 * edge - last[0];
    const double share = step == 0 ? 0 : (edge - last[0]) / step;
    const double latitude = last[1] + share * (point[1] - last[1]);
    if (last[0] != edge) part.push_back({edge, latitude});
    parts.push_back({{-edge, latitude}});
    if (point[0] != -edge) parts.back().push_back(point);
  }
  // A line that ends at the edge itself is no second part.
  if (parts.size() > 1 && parts.back().size() < 2) parts.pop_back();
  if (parts.size() > 1 && parts.front().size() < 2) parts.erase(parts.begin());
  return parts;
}

}  // namespace amur::result
