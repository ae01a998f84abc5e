#include "amur/report/land.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace amur::report {
namespace {

using nlohmann::json;

constexpr const char* antarctica = "010";
constexpr double least_step_px = 0.7;

struct topology {
  std::vector<ring> arcs;

  explicit topology(const json& from) {
    const auto& scale = from.at("transform").at("scale");
    const auto& origin = from.at("transform").at("translate");
    for (const auto& steps : from.at("arcs")) {
      ring points;
      double x = 0, y = 0;
      for (const auto& step : steps) {
        x += step.at(0).get<double>();
        y += step.at(1).get<double>();
        points.push_back({x * scale.at(0).get<double>() + origin.at(0).get<double>(),
                          y * scale.at(1).get<double>() + origin.at(1).get<double>()});
      }
      arcs.push_back(std::move(points));
    }
  }

  // An arc below 0 is the complement's, run backwards; arcs share their ends.
  [[nodiscard]] ring joined(const json& numbers) const {
    ring points;
    for (const auto& each : numbers) {
      const auto number = each.get<long>();
      auto arc = arcs.at(static_cast<std::size_t>(number < 0 ? ~number : number));
      if (number < 0) std::ranges::reverse(arc);
      points.insert(points.end(), arc.begin() + (points.empty() ? 0 : 1), arc.end());
    }
    double turn = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
      const double step = points[i][0] + turn - points[i - 1][0];
      turn += step > 180 ? -360 : step < -180 ? 360 : 0;
      points[i][0] += turn;
    }
    return points;
  }

  [[nodiscard]] polygon shape(const json& rings) const {
    polygon found;
    for (const auto& numbers : rings) found.push_back(joined(numbers));
    return found;
  }
};

// Sutherland & Hodgman (1974): what of a ring lies on the inner side of a line `axis` = `limit`.
ring cut(const ring& points, std::size_t axis, double limit, bool keep_above) {
  ring kept;
  const auto inside = [&](const std::array<double, 2>& point) {
    return keep_above ? point[axis] >= limit : point[axis] <= limit;
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& from = points[(i + points.size() - 1) % points.size()];
    const auto& to = points[i];
    if (inside(from) != inside(to)) {
      const double share = (limit - from[axis]) / (to[axis] - from[axis]);
      kept.push_back({from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])});
    }
    if (inside(to)) kept.push_back(to);
  }
  return kept;
}

void append(const ring& pixels, const map_frame& frame, std::string& path) {
  auto seen = cut(cut(pixels, 0, 0, true), 0, frame.width_px, false);
  seen = cut(cut(seen, 1, 0, true), 1, frame.height_px, false);
  if (seen.size() < 3) return;
  std::array<double, 2> last = {-1e9, -1e9};
  bool first = true;
  for (const auto& point : seen) {
    if (std::abs(point[0] - last[0]) + std::abs(point[1] - last[1]) < least_step_px) continue;
    path += fmt::format("{}{:.1f},{:.1f}", first ? "M" : " ", point[0], point[1]);
    last = point;
    first = false;
  }
  path += "Z";
}

}  // namespace

std::vector<polygon> read_land(std::string_view topojson) {
  const auto text = json::parse(topojson, nullptr, false);
  std::vector<polygon> land;
  try {
    const topology world(text);
    for (const auto& country : text.at("objects").at("countries").at("geometries")) {
      if (country.value("id", "") == antarctica || !country.contains("arcs")) continue;
      if (country.at("type") == "Polygon") land.push_back(world.shape(country.at("arcs")));
      if (country.at("type") == "MultiPolygon")
        for (const auto& part : country.at("arcs")) land.push_back(world.shape(part));
    }
  } catch (const std::exception&) {
    return {};  // no countries in TopoJSON
  }
  return land;
}

std::string land_path(const std::vector<polygon>& land, const map_frame& frame) {
  std::string path;
  for (const auto& each : land)
    for (const auto& points : each) {
      ring pixels;
      for (const auto& point : points) pixels.push_back(frame.placed(point[0], point[1]));
      // The map repeats the world to the left and right.
      for (const double turn : {-frame.scale, 0.0, frame.scale}) {
        auto moved = pixels;
        for (auto& point : moved) point[0] += turn;
        append(moved, frame, path);
      }
    }
  return path;
}

}  // namespace amur::report
