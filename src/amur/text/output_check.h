#pragma once
// What a command may write: checked for all its outputs alike, before it works for them.

#include <filesystem>
#include <span>
#include <string>

#include "amur/base/diagnostic.h"

namespace amur::text {

struct named_output {
  std::string option;          ///< as the user knows it, such as --flows
  std::filesystem::path path;  ///< empty: not wanted
};

/// Whether each output is a file, or can become one, is no input of the command, and no other
/// output of it, under whatever name. A TOML file is always somebody's input.
[[nodiscard]] bool may_write(std::span<const named_output> outputs,
                             std::span<const std::filesystem::path> inputs, diagnostics& report);

}  // namespace amur::text
