#pragma once
// What the trade commands share: their options, and how they end.

#include <CLI/CLI.hpp>

#include "amur/base/no_answer.h"
#include "amur/text/request_field.h"
#include "amur/world/trade_world.h"

namespace amur::cli {

using world::coefficient_list, world::equation_arguments, world::equilibrium_arguments,
    world::gravity_group, world::gravity_term, world::trade_table, world::trade_world;

/// The option of a field that names a column, which may stand in quotes.
CLI::Option* add_column(CLI::App& command, const text::declared_command& asked,
                        const std::string& name, std::string& column);
/// The options that say which equation is asked for.
void add_equation_options(CLI::App& command, const text::declared_command& asked,
                          equation_arguments& arguments);

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
