#pragma once
// Standard output and standard error as every command uses them: one place through which all text
// passes.

#include <string_view>

namespace amur::cli {

/// From here on what is printed to `stdout` and `stderr` has U+FFFD for control characters, which
/// names in a stranger's files may hold, and a failed write to `stdout` is remembered.
void open_screen();

/// Flushes both; the system's error where standard output could not be written, else 0.
[[nodiscard]] int close_screen() noexcept;

/// Text for the terminal's own cursor, straight to standard error.
void move_cursor(std::string_view text) noexcept;

}  // namespace amur::cli
