#include "amur/cli/declared_options.h"

#include <fmt/format.h>

#include "amur/text/text.h"

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
  // As the library's own check on words describes itself.
  return {check, field.words.empty() ? "" : "{" + text::join(field.words, ",") + "}", ""};
}

}  // namespace amur::cli
