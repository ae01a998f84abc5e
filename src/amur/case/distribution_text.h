#pragma once
// Distributions as a table writes them: "12", "exponential(12)", "lognormal(12; 4)".

#include <optional>
#include <string>

#include "amur/crossing/distribution.h"

namespace amur::cases {

inline constexpr const char* distribution_words =
    "a number, or constant(x), exponential(mean), uniform(least; most), triangular(least; mode; "
    "most), normal(mean; sd), lognormal(mean; sd), gamma(mean; sd), erlang(mean; phases), "
    "weibull(mean; shape), discrete(value:weight; ...)";

/// Empty where it is none; then `problem` says why. Parameters are separated by ';' or ','.
[[nodiscard]] std::optional<amur::crossing::distribution> parse_distribution(
    const std::string& text, std::string& problem);

/// As a table writes it, to six digits; `parse_distribution` reads it again.
[[nodiscard]] std::string text_of(const amur::crossing::distribution& of);

}  // namespace amur::cases
