#pragma once
// Commands that tell of all commands: what a shell completes, the manual pages, the whole as JSON.

#include <CLI/CLI.hpp>

#include <optional>

namespace amur::app {

void add_completion_command(CLI::App& app, int& exit_code);
void add_manual_command(CLI::App& app, int& exit_code);
/// `amur schema commands`, where `schema` has been added.
void add_commands_schema(CLI::App& app, int& exit_code);

/// Answers `amur complete WORD ...`, which shells ask; none where this is another command.
[[nodiscard]] std::optional<int> complete_words(const CLI::App& app, int argc, char** argv);

}  // namespace amur::app
