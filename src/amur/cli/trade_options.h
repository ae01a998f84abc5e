#pragma once
// What the trade commands share: their options, and how they end.

#include <CLI/CLI.hpp>

#include "amur/base/no_answer.h"
#include "amur/world/trade_world.h"

namespace amur::cli {

using world::coefficient_list, world::equation_arguments, world::equilibrium_arguments,
    world::gravity_group, world::gravity_term, world::trade_table, world::trade_world;

/// The options that say which equation is asked for.
void add_equation_options(CLI::App& command, equation_arguments& arguments);

/// With which the program ends.
[[nodiscard]] int exit_code_of(trade::gravity_status status);

/// What was written wrong is told as the command line tells it.
template <class Command>
int with_option_errors(const Command& command) {
  try {
    return command();
  } catch (const no_answer& problem) {
    throw CLI::ValidationError(problem.finding.field, problem.what());
  }
}

}  // namespace amur::cli
