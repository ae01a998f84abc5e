#pragma once
// amur assign: user equilibrium of a network of the field's collection.

namespace CLI {
class App;
}

namespace amur {
class ranks;
}

namespace amur::cli {

/// `joined`: the processes that solve together; null: this one alone.
void add_assign_command(CLI::App& app, int& exit_code, ranks* joined = nullptr);

}  // namespace amur::cli
