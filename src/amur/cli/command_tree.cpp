#include "amur/cli/command_tree.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>
#include <string_view>

#include "amur/text/text.h"

namespace amur::cli {
namespace {

// A check on words adds them to the kind of value: "TEXT:{cost,time}".
void take_words_apart(command_option& option) {
  const auto at = option.value.find(":{");
  if (at == std::string::npos || !option.value.ends_with('}')) return;
  option.words = text::split_list(option.value.substr(at + 2, option.value.size() - at - 3), ',');
  option.value.resize(at);
}

command_option read_option(const CLI::Option& declared) {
  command_option option;
  for (const auto& name : declared.get_snames()) option.names.push_back("-" + name);
  for (const auto& name : declared.get_lnames()) option.names.push_back("--" + name);
  if (declared.get_positional()) option.names = {declared.get_name(true)};
  if (declared.get_items_expected_max() > 0) option.value = declared.get_type_name();
  take_words_apart(option);
  option.sentence = declared.get_description();
  option.usual = declared.get_default_str();
  option.is_required = declared.get_required();
  option.repeats = declared.get_expected_max() > 1;
  return option;
}

// Most commands end their help with one: "Example:\n  amur run cases/heihe".
std::string example_of(const CLI::App& app) {
  constexpr std::string_view opens = "Example:\n";
  const auto footer = app.get_footer();
  std::string example;
  if (!footer.starts_with(opens)) return example;
  std::istringstream lines(footer.substr(opens.size()));
  for (std::string line; std::getline(lines, line);)
    example += (example.empty() ? "" : "\n") + line.substr(line.starts_with("  ") ? 2 : 0);
  return example;
}

}  // namespace

command_tree read_commands(const CLI::App& app) {
  command_tree tree{app.get_name(), app.get_description(), example_of(app)};
  for (const auto* option :
       app.get_options([](const CLI::Option* each) { return !each->get_group().empty(); }))
    (option->get_positional() ? tree.places : tree.options).push_back(read_option(*option));
  for (const auto* command :
       app.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); }))
    tree.commands.push_back(read_commands(*command));
  return tree;
}

const command_tree* find_command(const command_tree& tree, const std::string& name) {
  const auto found = std::ranges::find(tree.commands, name, &command_tree::name);
  return found == tree.commands.end() ? nullptr : &*found;
}

const command_option* find_option(const command_tree& tree, const std::string& name) {
  for (const auto& option : tree.options)
    if (std::ranges::find(option.names, name) != option.names.end()) return &option;
  return nullptr;
}

}  // namespace amur::cli
