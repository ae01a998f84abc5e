#pragma once
// amur trade: gravity and general equilibrium from a table of trade.

namespace CLI {
class App;
}

namespace amur::cli {

void add_trade_command(CLI::App& app, int& exit_code);

void add_trade_estimate_command(CLI::App& trade, int& exit_code);
void add_trade_equilibrium_command(CLI::App& trade, int& exit_code);

}  // namespace amur::cli
