#pragma once
// A word that is not known, with the one that was probably meant.

#include <span>
#include <string>
#include <string_view>

#include "amur/text/text.h"

namespace amur::text {

/// "unknown column (did you mean 'country'?)", or `message` alone where no word is near.
[[nodiscard]] inline std::string with_nearest(std::string_view message, std::string_view given,
                                              std::span<const std::string> words) {
  const auto meant = nearest(given, words);
  return std::string(message) + (meant.empty() ? "" : " (did you mean '" + meant + "'?)");
}

}  // namespace amur::text
