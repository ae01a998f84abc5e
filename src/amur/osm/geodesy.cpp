#include "amur/osm/geodesy.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace amur::osm {
namespace {

constexpr double radian = std::numbers::pi / 180;

double turned(double degrees) {
  return degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

}  // namespace

place place_at(double longitude, double latitude) {
  return {static_cast<std::int32_t>(std::lround(std::clamp(longitude, -180.0, 180.0) * 1e7)),
          static_cast<std::int32_t>(std::lround(std::clamp(latitude, -90.0, 90.0) * 1e7))};
}

double distance_km(place from, place to) {
  constexpr double equator_km = 6378.137, flattening = 1 / 298.257223563;
  constexpr double eccentricity2 = flattening * (2 - flattening);
  const double middle = (from.latitude() + to.latitude()) / 2 * radian;
  const double sine = std::sin(middle);
  const double root = std::sqrt(1 - eccentricity2 * sine * sine);
  const double across = equator_km / root;
  const double along = across * (1 - eccentricity2) / (root * root);
  const double north = along * (to.latitude() - from.latitude()) * radian;
  const double east =
      across * std::cos(middle) * turned(to.longitude() - from.longitude()) * radian;
  return std::hypot(north, east);
}

place nearest_on(place at, place from, place to) {
  const double shrink = std::cos(at.latitude() * radian);
  const double ax = turned(from.longitude() - at.longitude()) * shrink;
  const double bx = turned(to.longitude() - at.longitude()) * shrink;
  const double ay = from.latitude() - at.latitude(), by = to.latitude() - at.latitude();
  const double dx = bx - ax, dy = by - ay, length2 = dx * dx + dy * dy;
  const double share = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
  return place_at(from.longitude() + share * turned(to.longitude() - from.longitude()),
                  from.latitude() + share * (to.latitude() - from.latitude()));
}

}  // namespace amur::osm
