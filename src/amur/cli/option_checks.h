#pragma once
// Numbers on the command line: what an option allows is checked on its text, before any conversion.

#include <CLI/CLI.hpp>

#include <cstdint>
#include <string>

#include "amur/text/typed_row.h"

namespace amur::cli {

/// Least and most of an option that counts something.
struct whole_range {
  std::uint64_t least = 0;
  std::uint64_t most = UINT64_MAX;
};

/// Digits alone, from `least` to `most`.
[[nodiscard]] CLI::Validator whole_number(whole_range range);

/// A finite number within the range; nan and what is too large for a number are none.
[[nodiscard]] CLI::Validator number_in(text::number_range range);

/// Adds --threads.
void add_threads_option(CLI::App& command, std::size_t& threads,
                        const std::string& whose = "Threads");

}  // namespace amur::cli
