#pragma once
// Ways around a duty or a ban on a screen of their own.

namespace CLI {
class App;
}

namespace amur::app {

void add_detour_command(CLI::App& app, int& exit_code);

}  // namespace amur::app
