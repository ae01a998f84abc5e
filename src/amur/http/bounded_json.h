#pragma once
// JSON from outside the program.

#include <nlohmann/json.hpp>
#include <string_view>

namespace amur::http {

/// Lists and objects within one another; what the program asks for needs six.
inline constexpr int most_depth = 32;

/// A value whose `is_discarded` is set where the text is no JSON, or deeper than `most_depth`: what
/// copies, writes or destroys a value goes down into it by recursion.
[[nodiscard]] nlohmann::json parse_bounded(std::string_view text);

}  // namespace amur::http
