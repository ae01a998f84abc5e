#pragma once
// What may stand where somebody presses the tab key, and what a shell needs to ask for it.

#include <span>
#include <string>
#include <vector>

#include "amur/cli/command_tree.h"

namespace amur::cli {

struct completion {
  struct candidate {
    std::string word, sentence;
  };
  /// What else the shell itself is to offer.
  enum class files_too { none, files, folders };

  std::vector<candidate> candidates = {};
  files_too also = files_too::none;
};

/// Of the last word, "" where none is begun; the words before it follow the program's name, "="
/// between an option and its value being a word. Scenarios and ids are those of the case that an
/// earlier word names.
[[nodiscard]] completion complete(const command_tree& program, std::span<const std::string> words);

/// A line each: the word, a tab, its sentence; last ":files" or ":folders".
[[nodiscard]] std::string lines_of(const completion& found);

/// The shells that there is a script for.
[[nodiscard]] const std::vector<std::string>& completed_shells();
/// The script that makes one of them ask `amur complete WORD ...`.
[[nodiscard]] std::string completion_script(const std::string& shell);

}  // namespace amur::cli
