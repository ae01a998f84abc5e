#pragma once
// Manual pages of the program and its commands, in the macros of man(7).

#include <string>
#include <vector>

#include "amur/cli/command_tree.h"

namespace amur::cli {

struct manual_page {
  std::string name;  ///< "amur-import-osm.1"
  std::string text;
};

/// The program's own page, then one of each command and of each one below it.
[[nodiscard]] std::vector<manual_page> manual_pages(const command_tree& program,
                                                    const std::string& version);

}  // namespace amur::cli
