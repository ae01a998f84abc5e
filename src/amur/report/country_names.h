#pragma once
// What a country is called, by its three letters.

#include <string>
#include <string_view>

namespace amur::report {

/// The English name of a code of ISO 3166-1 (as CLDR has it), or the code where it is none.
[[nodiscard]] std::string country_name(std::string_view code);

}  // namespace amur::report
