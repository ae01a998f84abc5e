#pragma once
// amur trade gaps: what in a table of trade looks like evasion.

namespace CLI {
class App;
}

namespace amur::cli {

void add_trade_gaps_command(CLI::App& trade, int& exit_code);

}  // namespace amur::cli
