#pragma once
// The command line: one function a command.

namespace amur::app {

/// Parses the arguments and runs the command. Never throws.
int run_cli(int argc, char** argv);

}  // namespace amur::app
