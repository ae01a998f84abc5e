#pragma once
// The entries of sources.toml, claims.toml and observations.toml: their keys, each with its type,
// unit, range and a sentence, as tables have their columns.

#include <string>
#include <vector>

#include "amur/case/schema.h"

namespace amur::cases {

/// What one file of entries holds.
struct entry_rule {
  std::string file;  ///< without `.toml`
  std::string key;   ///< entries are `[[key]]`; empty: each is a table of the file, by its id
  std::string sentence;
  std::vector<column_rule> columns;
};

/// In the order in which they are read.
[[nodiscard]] const std::vector<entry_rule>& entry_rules();

}  // namespace amur::cases
