#include "amur/app/tree_commands.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

#include "amur/cli/command_tree.h"
#include "amur/cli/completion.h"
#include "amur/cli/exit_code.h"
#include "amur/cli/findings.h"
#include "amur/cli/manual_page.h"
#include "amur/text/file.h"

namespace amur::app {
namespace {

using enum cli::exit_code;

nlohmann::json option_json(const cli::command_option& option) {
  nlohmann::json json{{"names", option.names},
                      {"value", option.value},
                      {"sentence", option.sentence},
                      {"required", option.is_required},
                      {"repeats", option.repeats}};
  if (!option.words.empty()) json["words"] = option.words;
  if (!option.usual.empty()) json["default"] = option.usual;
  return json;
}

nlohmann::json tree_json(const cli::command_tree& tree) {
  nlohmann::json json{{"name", tree.name},
                      {"sentence", tree.sentence},
                      {"example", tree.example},
                      {"places", nlohmann::json::array()},
                      {"options", nlohmann::json::array()},
                      {"commands", nlohmann::json::array()}};
  for (const auto& place : tree.places) json["places"].push_back(option_json(place));
  for (const auto& option : tree.options) json["options"].push_back(option_json(option));
  for (const auto& command : tree.commands) json["commands"].push_back(tree_json(command));
  return json;
}

int write_manual(const CLI::App& app, const std::filesystem::path& folder) {
  diagnostics report;
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) report.error("", 0, "FOLDER", folder.string(), problem.message(), "a folder");
  std::size_t written = 0;
  if (!report.has_errors())
    for (const auto& page : cli::manual_pages(cli::read_commands(app), AMUR_VERSION))
      if (text::write_file(folder / page.name, page.text, report)) ++written;
  cli::print_findings(report);
  if (report.has_errors()) return bad_input;
  fmt::print("{}: {} pages\n", folder.string(), written);
  return done;
}

}  // namespace

std::optional<int> complete_words(const CLI::App& app, int argc, char** argv) {
  if (argc < 2 || std::string_view(argv[1]) != "complete") return std::nullopt;
  const std::vector<std::string> words(argv + 2, argv + argc);
  fmt::print("{}", cli::lines_of(cli::complete(cli::read_commands(app), words)));
  return done;
}

void add_completion_command(CLI::App& app, int& exit_code) {
  auto shell = std::make_shared<std::string>();
  auto* command = app.add_subcommand(
      "completion", "Print the script that completes commands, options and names in a shell");
  command->add_option("SHELL", *shell, "The shell")
      ->required()
      ->check(CLI::IsMember(cli::completed_shells()));
  command->footer("Example:\n  source <(amur completion bash)");
  command->callback([shell, &exit_code] {
    fmt::print("{}", cli::completion_script(*shell));
    exit_code = done;
  });
}

void add_manual_command(CLI::App& app, int& exit_code) {
  auto folder = std::make_shared<std::string>();
  auto* command = app.add_subcommand("manual", "Write the manual pages, one of each command");
  command->add_option("FOLDER", *folder, "Folder to write them to")->required();
  command->footer("Example:\n  amur manual man1 && man man1/amur-run.1");
  command->callback([folder, &app, &exit_code] { exit_code = write_manual(app, *folder); });
}

void add_commands_schema(CLI::App& app, int& exit_code) {
  auto* command = app.get_subcommand("schema")->add_subcommand(
      "commands", "All commands with their arguments and options, as JSON");
  command->footer("Example:\n  amur schema commands");
  command->callback([&app, &exit_code] {
    cli::print_json(tree_json(cli::read_commands(app)));
    exit_code = done;
  });
}

}  // namespace amur::app
