#pragma once
// What the program tells the shell.

namespace amur::cli {

/// 0: done; 1: not solvable as asked; 2: bad input or usage.
enum exit_code : int { done = 0, not_solved = 1, bad_input = 2 };

}  // namespace amur::cli
