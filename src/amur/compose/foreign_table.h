#pragma once
// Tables that somebody else made: the columns that are wanted, under the names that they have
// there.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "amur/base/table.h"
#include "amur/case/schema.h"
#include "amur/text/typed_row.h"

namespace amur::compose {

/// What a column is called in the file, where that isn't its own name.
using column_names = std::map<std::string, std::string>;

/// Pairs as "population=POP, x=lon"; an error names the option.
[[nodiscard]] std::optional<column_names> parse_column_names(const std::vector<std::string>& pairs,
                                                             const std::string& option,
                                                             const cases::table_rule& rule,
                                                             diagnostics& report);

struct foreign_table {
  table cells;
  column_names names;

  /// What the file calls a column of the rule.
  [[nodiscard]] std::string of(const std::string& column) const;
};

/// Reads CSV and checks that what the rule requires is there. A file with columns of the rule's own
/// names may have no others; one whose columns are named may hold whatever else.
[[nodiscard]] std::optional<foreign_table> read_foreign_table(const std::filesystem::path& path,
                                                              const cases::table_rule& rule,
                                                              const column_names& names,
                                                              diagnostics& report);

/// The alpha-3 code of a country by whatever code of ISO 3166 it is given; what is none is
/// reported, and empty.
[[nodiscard]] std::string country_in(const text::typed_row& row, const std::string& column,
                                     const std::string& code);

}  // namespace amur::compose
