#pragma once
// amur optimal-network: which roads to improve with a budget.

namespace CLI {
class App;
}

namespace amur::cli {

void add_network_command(CLI::App& app, int& exit_code);

}  // namespace amur::cli
