#pragma once
// What words and texts of a GMNS cell mean.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/gmns/projection.h"

namespace amur::gmns {

[[nodiscard]] std::string lowered(std::string text);

/// An id as a case takes it: characters that it doesn't become '_'.
[[nodiscard]] std::string case_id(const std::string& given);

/// Kilometres of "m", "ft", "miles", ...; km/h of "kph", "mph".
[[nodiscard]] std::optional<double> km_of_unit(const std::string& unit);
[[nodiscard]] std::optional<double> kmh_of_unit(const std::string& unit);

/// The unit of lengths of which one is so many kilometres (m, km, ft, mi): the nearest by its
/// logarithm, which is off by less than a half; `off` says by how much. Empty where none is near.
[[nodiscard]] std::string nearest_length_unit(double km, double& off);

/// Which vehicles use a link (`allowed_uses`) decides its mode: cars and lorries are road.
[[nodiscard]] std::string mode_of_uses(const std::string& uses);

/// Of links that do not say.
[[nodiscard]] double usual_speed_kmh(const std::string& mode);

/// The points of a LINESTRING or of a MULTILINESTRING's parts one after another; empty where the
/// text is neither.
[[nodiscard]] std::vector<point> points_of_wkt(std::string_view text);

}  // namespace amur::gmns
