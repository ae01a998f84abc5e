#pragma once
// Countries by the three codes of ISO 3166-1.

#include <string>
#include <string_view>

namespace amur::osm {

/// The alpha-3 code that an alpha-2, alpha-3 or numeric code in any case of letters stands for;
/// empty where none does. XK is XKX, as its users write it.
[[nodiscard]] std::string alpha3_of(std::string_view code);

}  // namespace amur::osm
