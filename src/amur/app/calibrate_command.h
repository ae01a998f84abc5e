#pragma once
// A study that also writes a scenario.

#include <CLI/CLI.hpp>

#include "amur/app/study_command.h"

namespace amur::app {

/// All tables of its own that a study adds to a result.
[[nodiscard]] study_view own_tables();

void add_calibrate_command(CLI::App& app, int& exit_code);

}  // namespace amur::app
