#pragma once
// Lines over longitude 180, which a flat map would draw across the whole world.

#include <array>
#include <span>
#include <vector>

namespace amur::result {

using line_part = std::vector<std::array<double, 2>>;

/// The line in parts that end at longitude 180 or -180 where it steps over it, which a step of more
/// than 180 degrees says; one part where it does not.
[[nodiscard]] std::vector<line_part> parts_at_antimeridian(
    std::span<const std::array<double, 2>> line);

}  // namespace amur::result
