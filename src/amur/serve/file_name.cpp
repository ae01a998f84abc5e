#include "amur/serve/file_name.h"

#include <fmt/format.h>

namespace amur::serve {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_';
}

// What no system takes in the name of a file.
bool is_forbidden(char c) {
  return (c >= 0 && c < 0x20) || c == 0x7f ||
         std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos;
}

}  // namespace

std::string content_disposition(std::string_view run_name) {
  std::string plain, escaped;
  for (const char letter : run_name) {
    const char c = is_forbidden(letter) ? '-' : letter;
    plain += is_plain(c) || c == ' ' ? c : '_';
    escaped +=
        is_plain(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  if (plain.empty()) plain = escaped = "result";
  return fmt::format("attachment; filename=\"{}.gpkg\"; filename*=UTF-8''{}.gpkg", plain, escaped);
}

}  // namespace amur::serve
