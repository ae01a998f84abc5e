#pragma once
// Small helpers for text that people typed.

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amur::text {

/// The text without spaces, tabs and carriage returns around it; `text` must outlive it.
[[nodiscard]] std::string_view trimmed(std::string_view text);

/// The entries of a list, trimmed; empty text gives an empty list.
[[nodiscard]] std::vector<std::string> split_list(std::string_view text, char between = ';');

/// "a, b, c"
[[nodiscard]] std::string join(std::span<const std::string> words, std::string_view between = ", ");

/// The text as a basic string of TOML, quotes included.
[[nodiscard]] std::string toml_string(std::string_view text);

/// The word that `given` was probably meant to be, or empty where none is near.
[[nodiscard]] std::string nearest(std::string_view given, std::span<const std::string> words);

/// Whether this is an id: 1 to 64 letters, digits, `_`, `-` or `.`.
[[nodiscard]] bool is_id(std::string_view text);

/// `given` cut to a length that fits an error message.
[[nodiscard]] std::string shortened(std::string_view given, std::size_t length = 80);

}  // namespace amur::text
