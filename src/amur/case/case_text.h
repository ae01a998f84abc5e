#pragma once
// A case as text: its settings and tables before cells are given types, so that scenarios can edit
// them and every error can still name its place.

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"
#include "amur/case/schema.h"

namespace amur::cases {

struct setting {
  std::string value, file;
  std::size_t line = 0;
};

struct case_text {
  std::map<std::string, setting> settings;
  std::map<std::string, table> tables;
  std::map<std::string, std::string> toml;  ///< sources, claims, observations: whole files
  bool has_network = true;                  ///< false: a case of economies or projects alone
  std::string sha256;
  std::map<std::string, std::string> read;  ///< of every file read, scenarios too: name and hash
};

/// Reads a file that belongs to a folder: links and `..` may not lead out of it.
[[nodiscard]] std::optional<std::string> read_file_within(const std::filesystem::path& folder,
                                                          const std::filesystem::path& path,
                                                          const std::string& shown_name,
                                                          diagnostics& report);

/// All files that a case in this folder may consist of but its scenarios, there or not.
[[nodiscard]] std::vector<std::filesystem::path> files_of_case(const std::filesystem::path& folder);

/// Tables in the folder that no case has, which are not read: 'Bans.csv', 'duty.csv'.
void warn_of_unknown_tables(const std::filesystem::path& folder, diagnostics& report);

/// Reads the files of a case folder and checks their columns and keys; reports all it finds. Empty
/// only where there is no folder or no readable case.toml.
[[nodiscard]] std::optional<case_text> read_case_text(const std::filesystem::path& folder,
                                                      diagnostics& report);

}  // namespace amur::cases
