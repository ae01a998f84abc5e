#pragma once
// Text from files that others wrote, made fit for a terminal.

#include <string>
#include <string_view>

namespace amur {

/// `text` with a blank for each tab and line break, and U+FFFD for each other control character
/// (C0, DEL, C1) and each byte that is not valid UTF-8. All other text stays as it is.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace amur
