#include "amur/cli/option_checks.h"

#include <fmt/format.h>

#include <charconv>

namespace amur::cli {
namespace {

constexpr std::uint64_t most_threads = 1024;

}  // namespace

CLI::Validator whole_number(whole_range range) {
  const auto allowed = range.most == UINT64_MAX
                           ? fmt::format("a whole number >= {}", range.least)
                           : fmt::format("a whole number, {} to {}", range.least, range.most);
  const auto check = [range, allowed](std::string& text) -> std::string {
    std::uint64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc{} && end == text.data() + text.size() && value >= range.least &&
        value <= range.most) {
      text = fmt::format("{}", value);  // else a leading 0 would make it octal
      return {};
    }
    return fmt::format("value '{}' is not allowed; allowed: {}", text, allowed);
  };
  return {check, "", ""};
}

CLI::Validator number_in(text::number_range range) {
  const auto check = [range](std::string& text) -> std::string {
    std::string problem;
    const auto value = text::parse_number(text, problem);
    if (value && !range.has(*value)) problem = "the number is out of range";
    if (problem.empty()) return {};
    return fmt::format("value '{}': {}; allowed: {}", text, problem, range.words);
  };
  return {check, "", ""};
}

void add_threads_option(CLI::App& command, std::size_t& threads, const std::string& whose) {
  command.add_option("--threads", threads, whose + "; 0: all processors")
      ->capture_default_str()
      ->transform(whole_number({0, most_threads}));
}

}  // namespace amur::cli
