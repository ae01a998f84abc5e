#pragma once
// The program `amur`: it runs by itself what needs no case, and hands all else to `amur-case`,
// which the libraries for maps and databases take a tenth of a second to load.

namespace CLI {
class App;
}

namespace amur::cli {

/// Parses the arguments, which runs the command that sets `exit_code`, and returns the exit code.
int parse_and_run(CLI::App& app, int argc, char** argv, const int& exit_code);

/// Runs a command in a process made ready for it: signals and lack of memory end it with a message,
/// without leaving a half of anything, what it prints is fit for a terminal, and nothing is thrown.
int run_guarded(int (*command)(int, char**), int argc, char** argv) noexcept;

/// Runs `amur assign`, `amur trade` and `amur optimal-network`, or becomes `amur-case` with the
/// same arguments. Never throws.
int start(int argc, char** argv);

}  // namespace amur::cli
