#pragma once
// Figures and names as a sentence has them.

#include <span>
#include <string>
#include <vector>

namespace amur::report {

/// Letters of a name that a sentence or a row of a table has room for.
inline constexpr std::size_t longest_name = 44;

/// "15 October 2023" of "2023-10-15", "October 2023" of "2023-10"; other text as it is.
[[nodiscard]] std::string spelled_date(const std::string& date);

/// "a, b and c".
[[nodiscard]] std::string listed(std::span<const std::string> words);

/// An id where there is no name: "bridge toll zero" of "bridge_toll_zero".
[[nodiscard]] std::string as_words(std::string id);

/// The whole words that all names begin with: "Heihe" of "Heihe road bridge" and "Heihe river
/// port". Empty of a single name, and where a name has no word beside them.
[[nodiscard]] std::string common_words(std::span<const std::string> names);

/// Cut to so many letters of UTF-8, the last a "…".
[[nodiscard]] std::string cut_to(const std::string& text, std::size_t letters);

/// With its first letter, where that is one of ASCII, as a capital.
[[nodiscard]] std::string capital(std::string text);

/// The same the other way, but of an abbreviation.
[[nodiscard]] std::string uncapital(std::string text);

/// "38 %"; "0.4 %" where it is small.
[[nodiscard]] std::string percent(double share);

/// With a sign: "+1,234", "-5.1".
[[nodiscard]] std::string signed_figure(double value);

/// "1.24 bn", "15.3 mn", "12,300".
[[nodiscard]] std::string money(double usd);

}  // namespace amur::report
