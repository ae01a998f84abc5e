#include "amur/cli/declared_options.h"

#include <fmt/format.h>

namespace amur::cli {

CLI::Validator check_of(const text::request_field& field) {
  const auto check = [&field](std::string& text) -> std::string {
    std::string problem;
    const auto value = text::read_value(field, text, problem);
    if (!value)
      return fmt::format("value '{}': {}; allowed: {}", text, problem, text::allowed(field));
    // A leading 0 would make it octal.
    if (const auto* whole = std::get_if<std::uint64_t>(&*value)) text = fmt::format("{}", *whole);
    return {};
  };
  return {check, "", ""};
}

}  // namespace amur::cli
