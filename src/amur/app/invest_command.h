#pragma once
// The screen of a choice of investments.

#include <CLI/CLI.hpp>

namespace amur::app {

void add_invest_command(CLI::App& app, int& exit_code);

}  // namespace amur::app
