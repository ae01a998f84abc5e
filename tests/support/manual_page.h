#pragma once
// Pages of the manual as a reader tries them: their blocks, and the commands in these.

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "support/temporary_folder.h"

namespace amur::test {

struct manual_block {
  std::string section;             ///< heading of the second level above it; empty before the first
  std::string language;            ///< "" where none is said
  std::vector<std::string> lines;  ///< as they stand
};

/// The fenced blocks of `page`, a path within the project.
inline std::vector<manual_block> blocks_of(const std::string& page) {
  std::vector<manual_block> blocks;
  std::istringstream lines(slurp(AMUR_PROJECT_DIR "/" + page));
  std::string section;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({section, line.substr(3), {}});
    } else if (inside) {
      blocks.back().lines.push_back(line);
    } else if (line.starts_with("## ")) {
      section = line.substr(3);
    }
  }
  return blocks;
}

/// The lines of a block as one text.
inline std::string text_of(const manual_block& block) {
  std::string text;
  for (const auto& line : block.lines) text += line + "\n";
  return text;
}

/// The commands that a page asks its reader to type: lines that begin with `$ `, or with the
/// program, by its name or where it is built, with mpirun before it or without, and what a `\` at
/// the end joins to them.
inline std::vector<std::string> commands_of(const std::string& page) {
  std::vector<std::string> commands;
  for (const auto& block : blocks_of(page)) {
    if (!block.language.empty() && block.language != "sh") continue;
    bool goes_on = false;
    for (auto line : block.lines) {
      const bool asked = line.starts_with("$ ");
      if (asked) line = line.substr(2);
      const bool begins = asked || line.starts_with("amur ") ||
                          line.starts_with("build/release/amur ") ||
                          (line.starts_with("mpirun ") && line.find(" amur ") != std::string::npos);
      if (begins || goes_on) {
        if (begins && !goes_on) commands.emplace_back();
        goes_on = line.ends_with('\\');
        commands.back() += line.substr(0, line.size() - (goes_on ? 1 : 0));
      }
    }
  }
  return commands;
}

/// Expects each line that a page shows below a command, more than `least` in all, among those that
/// it printed.
inline void expect_printed(const std::string& page, const std::string& command,
                           const std::string& printed, std::size_t least) {
  std::size_t shown = 0;
  for (const auto& block : blocks_of(page)) {
    if (block.lines.empty() || block.lines.front() != "$ " + command) continue;
    for (std::size_t i = 1; i < block.lines.size(); ++i, ++shown)
      EXPECT_NE(printed.find(block.lines[i] + "\n"), std::string::npos) << block.lines[i];
  }
  EXPECT_GT(shown, least);
}

}  // namespace amur::test
