#include "amur/http/http_message.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace amur::http {
namespace {

constexpr std::uint64_t none = ~std::uint64_t{0};

// A number of digits alone, however large; `none` where there are no digits; empty where it is no
// such number.
std::optional<std::uint64_t> whole(std::string_view digits) {
  if (digits.empty()) return none;
  std::uint64_t number = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (stop != end) return std::nullopt;
  return error == std::errc{} ? std::min(number, none - 1) : none - 1;
}

int hex_digit(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

}  // namespace

std::string value_of(const http_fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

bool has(const http_fields& fields, std::string_view name) {
  return std::ranges::any_of(fields, [&](const auto& field) { return field.first == name; });
}

std::shared_ptr<const http_file> http_file::open(const std::string& path) {
  // Without O_NONBLOCK a pipe of that name would be waited for.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return nullptr;
  struct stat about {};
  if (::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode))
    return std::make_shared<const http_file>(descriptor, static_cast<std::uint64_t>(about.st_size));
  ::close(descriptor);
  return nullptr;
}

http_file::~http_file() { ::close(descriptor); }

const char* reason_of(int status) {
  static constexpr std::pair<int, const char*> reasons[] = {
      {200, "OK"},
      {202, "Accepted"},
      {204, "No Content"},
      {206, "Partial Content"},
      {400, "Bad Request"},
      {401, "Unauthorized"},
      {403, "Forbidden"},
      {404, "Not Found"},
      {408, "Request Timeout"},
      {409, "Conflict"},
      {413, "Content Too Large"},
      {414, "URI Too Long"},
      {415, "Unsupported Media Type"},
      {416, "Range Not Satisfiable"},
      {417, "Expectation Failed"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {501, "Not Implemented"},
      {503, "Service Unavailable"},
      {505, "HTTP Version Not Supported"}};
  for (const auto& [known, reason] : reasons)
    if (known == status) return reason;
  return "Unknown";
}

http_range range_of(std::string_view header, std::uint64_t size) {
  const http_range all{0, size, false, false};
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit)) return all;
  header.remove_prefix(unit.size());
  const auto dash = header.find('-');
  if (dash == std::string_view::npos) return all;
  const auto first = whole(header.substr(0, dash)), last = whole(header.substr(dash + 1));
  if (!first || !last || (*first == none && *last == none)) return all;
  if (*first == none) {  // the last so many
    const auto count = std::min(*last, size);
    return {size - count, count, true, count == 0};
  }
  if (*last < *first) return all;
  if (*first >= size) return {0, 0, true, true};
  return {*first, std::min(*last, size - 1) - *first + 1, true, false};
}

std::string decoded(std::string_view text, bool form) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low >= 0) {
      plain += static_cast<char>(16 * high + low);
      i += 2;
    } else {
      plain += form && text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

}  // namespace amur::http
