// amur trade estimate | equilibrium | gaps

#include <CLI/CLI.hpp>

#include "amur/cli/trade_command.h"
#include "amur/cli/trade_gaps_command.h"

namespace amur::cli {

void add_trade_command(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("trade", "Gravity, general equilibrium and gaps of a trade table");
  command->require_subcommand(1);
  command->footer("Each command has its own --help with an example.");
  add_trade_estimate_command(*command, exit_code);
  add_trade_equilibrium_command(*command, exit_code);
  add_trade_gaps_command(*command, exit_code);
}

}  // namespace amur::cli
