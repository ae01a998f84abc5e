#pragma once
// Names of columns as they are written in options: bare, or in double quotes where they hold what
// has a meaning there, a quote within being doubled.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace amur::text {

/// Where `wanted` first stands outside double quotes from `start` on, or npos.
[[nodiscard]] std::size_t find_unquoted(std::string_view text, std::string_view wanted,
                                        std::size_t start = 0);

/// The parts between unquoted `between`, trimmed of spaces.
[[nodiscard]] std::vector<std::string> split_unquoted(std::string_view text,
                                                      std::string_view between);

/// The entries of a list with commas, in one or several options; a comma in brackets, as in
/// `ln(Distance, km)`, is part of a name.
[[nodiscard]] std::vector<std::string> split_names(const std::vector<std::string>& texts);

/// What stands between a pair of quotes around all of it, or the text as it is.
[[nodiscard]] std::string without_quotes(std::string_view text);

/// A cell of CSV, quoted where it has to be.
[[nodiscard]] std::string csv_cell(const std::string& text);

}  // namespace amur::text
