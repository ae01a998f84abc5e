#pragma once
// SHA-256 of text, as hexadecimal digits.

#include <string>
#include <string_view>

namespace amur {

[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace amur
