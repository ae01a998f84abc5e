#pragma once
// What speeds and values usually are, against which a case's own are held.

#include <optional>
#include <string_view>

namespace amur::study {

struct usual_speed {
  double least_km_h = 0, most_km_h = 0;
};

/// Of a mode by the first word of its id ("rail" of "rail_1520"), over whole days with their stops;
/// nothing of modes under another name.
[[nodiscard]] std::optional<usual_speed> usual_speed_of(std::string_view mode);

/// USD a tonne of a commodity by its name, "Iron ore" or "iron_ore"; nothing where the name says
/// too little.
[[nodiscard]] std::optional<double> usual_value_usd_per_t(std::string_view name);

}  // namespace amur::study
