#pragma once
// The commands below `import`, a format each, and `export`.

#include <CLI/CLI.hpp>

namespace amur::app {

void add_osm_import(CLI::App& import, int& exit_code);
void add_gmns_import(CLI::App& import, int& exit_code);
void add_export_command(CLI::App& app, int& exit_code);

}  // namespace amur::app
