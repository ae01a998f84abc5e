#include "amur/base/printable.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace amur {
namespace {

struct code_point {
  std::uint32_t value = 0;
  std::size_t bytes = 0;  ///< 0: no valid UTF-8 starts here
};

// The code point at the start of `text`: of the shortest form, no surrogate, up to U+10FFFF.
code_point first_code_point(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {};
  std::uint32_t value = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    value = value << 6 | (byte(i) & 0x3FU);
  }
  const std::uint32_t least = bytes == 4 ? 0x10000 : bytes == 3 ? 0x800 : 0x80;
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return {};
  return {value, bytes};
}

}  // namespace

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto [value, bytes] = first_code_point(text);
    const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
    if (bytes == 0 || control)
      result += "\xEF\xBF\xBD";
    else
      result += text.substr(0, bytes);
    text.remove_prefix(std::max<std::size_t>(bytes, 1));
  }
  return result;
}

}  // namespace amur
