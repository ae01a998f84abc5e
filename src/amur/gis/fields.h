#pragma once
// Which column of a map says what, as named by options or guessed from the usual names.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/base/table.h"

namespace amur::gis {

/// What a column may say of a link or a node.
struct field_role {
  const char* role;    ///< "length"
  const char* option;  ///< "--length-field"; none: guessed alone
  const char* says;
  std::vector<std::string> usual;  ///< names, in small letters, the likeliest first
  bool of_nodes = false;
};

[[nodiscard]] std::span<const field_role> field_roles();

/// Columns by role.
using field_names = std::map<std::string, std::string>;

/// The column of each role that the table has; a name that was given and isn't there is an error,
/// unless it is "none", which leaves the role out.
[[nodiscard]] field_names find_fields(const table& cells, const field_names& given, bool of_nodes,
                                      diagnostics& report);

}  // namespace amur::gis
