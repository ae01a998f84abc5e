#include "amur/text/output_check.h"

#include <vector>

#include "amur/text/staged_output.h"

namespace amur::text {
namespace {

// Two names are of one file where they lead to the same place, or to the same file by two links.
bool is_same(const std::filesystem::path& one, const std::filesystem::path& other) {
  std::error_code code;
  if (std::filesystem::equivalent(one, other, code) && !code) return true;
  const auto place = [](const std::filesystem::path& path) {
    std::error_code failed;
    auto canonical = std::filesystem::weakly_canonical(followed(path), failed);
    return failed ? std::filesystem::absolute(path, failed).lexically_normal() : canonical;
  };
  return place(one) == place(other);
}

std::string why_not(const named_output& output, std::span<const named_output> earlier,
                    std::span<const std::filesystem::path> inputs) {
  if (auto why = why_no_file_goes_to(followed(output.path)); !why.empty()) return why;
  if (followed(output.path).extension() == ".toml") return "a TOML file is no output";
  for (const auto& input : inputs)
    if (is_same(output.path, input)) return "this is an input of the command";
  for (const auto& other : earlier)
    if (!other.path.empty() && is_same(output.path, other.path))
      return other.option + " names the same file";
  return {};
}

}  // namespace

bool may_write(std::span<const named_output> outputs, std::span<const std::filesystem::path> inputs,
               diagnostics& report) {
  bool good = true;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (outputs[i].path.empty()) continue;
    const auto why = why_not(outputs[i], outputs.first(i), inputs);
    if (why.empty()) continue;
    report.error("", 0, outputs[i].option, outputs[i].path.string(), why,
                 "a file of its own, or a name that no file has yet");
    good = false;
  }
  return good;
}

}  // namespace amur::text
