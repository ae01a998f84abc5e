#pragma once
// Text from files that others wrote, made fit for a terminal.

#include <string>
#include <string_view>

namespace amur {

/// `text` with U+FFFD for each control character (C0, DEL, C1) and for each byte that is not valid
/// UTF-8; line breaks and tabs are control characters too. All other text stays as it is.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace amur
