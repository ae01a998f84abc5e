// The page for those who come from other programs names commands, options and tables that are
// there.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "support/program.h"

namespace amur::test {
namespace {

std::set<std::string> all_matches(const std::string& text, const std::string& pattern) {
  const std::regex wanted(pattern);
  std::set<std::string> found;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), wanted);
       at != std::sregex_iterator(); ++at)
    found.insert((*at)[1]);
  return found;
}

void add_names(const nlohmann::json& tree, const std::string& typed, std::set<std::string>& names) {
  for (const auto& option : tree["options"])
    for (const std::string name : option["names"]) names.insert(name);
  for (const auto& command : tree["commands"]) {
    const auto inner = typed + " " + command["name"].get<std::string>();
    names.insert(inner);
    add_names(command, inner, names);
  }
}

TEST(compared_page, names_what_is_there) {
  const auto page = slurp(AMUR_PROJECT_DIR "/docs/compared.md");
  std::set<std::string> names;
  add_names(nlohmann::json::parse(run_program("schema commands").out), "amur", names);
  const auto options = all_matches(page, "(--[a-z][a-z-]+)");
  EXPECT_GT(options.size(), 10U);
  for (const auto& option : options) EXPECT_TRUE(names.contains(option)) << option;
  const auto commands = all_matches(page, "`(amur(?: (?:import|export|trade))? [a-z-]+)");
  EXPECT_GT(commands.size(), 10U);
  for (const auto& command : commands)
    if (command != "amur export") {
      EXPECT_TRUE(names.contains(command)) << command;
    }
  const auto schema = nlohmann::json::parse(run_program("schema case").out)["properties"];
  const auto tables = all_matches(page, "`([a-z_]+)\\.csv`");
  EXPECT_GT(tables.size(), 6U);
  for (const auto& table : tables) EXPECT_TRUE(schema.contains(table)) << table;
}

}  // namespace
}  // namespace amur::test
