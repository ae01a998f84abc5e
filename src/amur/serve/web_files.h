#pragma once
// The page's files, packed into the program when it was built.

#include <span>
#include <string_view>

namespace amur::serve {

struct web_file {
  std::string_view path;  ///< "/index.html"
  std::string_view content;
};

/// Empty where the program was built without Node.
[[nodiscard]] std::span<const web_file> web_files();

}  // namespace amur::serve
