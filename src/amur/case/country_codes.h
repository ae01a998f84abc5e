#pragma once
// Countries by their codes of ISO 3166-1.

#include <string>
#include <string_view>

namespace amur::cases {

/// The country of places at sea: none.
inline constexpr const char* high_seas = "ZZZ";

/// Codes that ISO 3166-1 alpha-3 assigns, those that it leaves to users (such as XKX for Kosovo),
/// and a letter three times, for invented countries.
[[nodiscard]] bool is_known_country(std::string_view code);

/// The alpha-3 code that an alpha-2, alpha-3 or numeric code in any case of letters stands for,
/// those of users and invented countries too; empty where none does. XK is XKX, as its users write
/// it.
[[nodiscard]] std::string alpha3_of(std::string_view code);

/// The English name of an alpha-3 code (as CLDR has it), or the code where it is none.
[[nodiscard]] std::string country_name(std::string_view code);

}  // namespace amur::cases
