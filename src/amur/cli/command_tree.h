#pragma once
// Commands and their options as plain rows, read from what the command line declares. What
// completes words in a shell and the manual pages follow from them.

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace amur::cli {

struct command_option {
  std::vector<std::string> names;       ///< "-o", "--output"; of a place "CASE"
  std::string value = {};               ///< what is asked for, "FILE.gpkg"; a flag has none
  std::vector<std::string> words = {};  ///< the value is one of these
  std::string sentence = {}, usual = {};
  bool is_required = false;
  bool repeats = false;  ///< may be given again, or takes several values
};

struct command_tree {
  std::string name = {};                    ///< "osm", of `amur import osm`
  std::string sentence = {};                ///< what it does
  std::string example = {};                 ///< lines of a shell
  std::vector<command_option> places = {};  ///< arguments without a name, in order
  std::vector<command_option> options = {};
  std::vector<command_tree> commands = {};
};

[[nodiscard]] command_tree read_commands(const CLI::App& app);

/// Of this name, else null.
[[nodiscard]] const command_tree* find_command(const command_tree& tree, const std::string& name);
[[nodiscard]] const command_option* find_option(const command_tree& tree, const std::string& name);

}  // namespace amur::cli
