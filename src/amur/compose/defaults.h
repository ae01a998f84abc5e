#pragma once
// What neither network nor trade says: vehicles, loading, values of time. A table that can be
// edited.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"

namespace amur::compose {

struct default_value {
  std::string what;   ///< a word of `default_words`
  std::string of;     ///< a mode before '_', a commodity, or '*': all others
  std::string value;  ///< a number, or the modes that a commodity uses
  std::string unit, because;
};

struct defaults_table {
  std::vector<default_value> rows;

  /// Of a mode (rail_1520 is rail) or commodity, else of '*'.
  [[nodiscard]] double number(std::string_view what, const std::string& of) const;
  /// Words that a commodity may use before '_' of its modes.
  [[nodiscard]] std::vector<std::string> modes_of(const std::string& commodity) const;
};

/// The table built in.
[[nodiscard]] const defaults_table& usual_defaults();

/// A CSV file with the same columns; rows that it leaves out stay as they are built in, and rows of
/// other modes or commodities come to them.
[[nodiscard]] std::optional<defaults_table> read_defaults(const std::filesystem::path& path,
                                                          diagnostics& report);

/// As CSV, from which it is read back.
[[nodiscard]] std::string csv_of(const defaults_table& table);

}  // namespace amur::compose
