#pragma once
// The command line: one function a command, exit codes 0 (done), 1 (not solvable as asked),
// 2 (bad input or usage).

namespace amur::app {

enum exit_code : int { done = 0, not_solved = 1, bad_input = 2 };

/// Parses the arguments and runs the command. Never throws.
int run_cli(int argc, char** argv);

}  // namespace amur::app
