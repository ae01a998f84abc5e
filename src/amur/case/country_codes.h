#pragma once
// Which three letters ISO 3166-1 assigns to a country.

#include <string_view>

namespace amur::cases {

/// Codes that ISO 3166-1 alpha-3 assigns, those that it leaves to users (such as XKX for Kosovo),
/// and a letter three times, for invented countries.
[[nodiscard]] bool is_known_country(std::string_view code);

}  // namespace amur::cases
