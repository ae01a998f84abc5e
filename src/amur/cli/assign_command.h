#pragma once
// amur assign: user equilibrium of a network of the field's collection.

namespace CLI {
class App;
}

namespace amur::cli {

void add_assign_command(CLI::App& app, int& exit_code);

}  // namespace amur::cli
