#pragma once
// The commands below `import`, a format each.

#include <CLI/CLI.hpp>

namespace amur::app {

void add_osm_import(CLI::App& import, int& exit_code);

}  // namespace amur::app
