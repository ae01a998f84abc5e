#include "amur/gmns/projection.h"

#include <cpl_error.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace amur::gmns {
namespace {

struct system_pair {
  OGRSpatialReferenceH from = OSRNewSpatialReference(nullptr);
  OGRSpatialReferenceH to = OSRNewSpatialReference(nullptr);
  OGRCoordinateTransformationH turn = nullptr;

  explicit system_pair(const std::string& system) {
    if (OSRSetFromUserInput(from, system.c_str()) != OGRERR_NONE) return;
    OSRImportFromEPSG(to, 4326);
    OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
    OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
    turn = OCTNewCoordinateTransformation(from, to);
  }
  ~system_pair() {
    if (turn) OCTDestroyCoordinateTransformation(turn);
    OSRDestroySpatialReference(from);
    OSRDestroySpatialReference(to);
  }
  system_pair(const system_pair&) = delete;
  system_pair& operator=(const system_pair&) = delete;
};

}  // namespace

bool to_degrees(const std::string& system, const std::vector<point*>& points,
                const std::string& file, diagnostics& report) {
  CPLPushErrorHandler(CPLQuietErrorHandler);
  const system_pair systems(system);
  bool good = systems.turn != nullptr;
  for (auto* const at : points)
    good = good && OCTTransform(systems.turn, 1, &(*at)[0], &(*at)[1], nullptr) != 0 &&
           std::abs((*at)[0]) <= 180 && std::abs((*at)[1]) <= 90;
  CPLPopErrorHandler();
  if (good) return true;
  report.error(file, 0, "crs", system,
               systems.turn ? "a place lies outside this coordinate system"
                            : "there is no such coordinate system",
               "the system of x_coord and y_coord, such as EPSG:26919");
  return false;
}

double kilometres(const point& from, const point& to) {
  constexpr double radian = std::numbers::pi / 180, earth_km = 6371.0088;
  const double a = std::sin((to[1] - from[1]) / 2 * radian);
  const double b = std::sin((to[0] - from[0]) / 2 * radian);
  const double under = a * a + std::cos(from[1] * radian) * std::cos(to[1] * radian) * b * b;
  return 2 * earth_km * std::asin(std::min(1.0, std::sqrt(under)));
}

}  // namespace amur::gmns
