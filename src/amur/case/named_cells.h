#pragma once
// Cells of a case by name: what a study may move, and where that stands in the case's text.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/case_text.h"

namespace amur::cases {

/// A cell, or cells of a column that move together.
struct named_cell {
  std::string name;  ///< "crossings.heihe_bridge.wait_h"
  std::string table, column, unit;
  std::vector<std::size_t> rows, serials;  ///< places in the table, and `table_row::serial`
  std::vector<double> written;             ///< [row]
  /// Cells that are written alike take one value; others are multiplied by one.
  bool is_factor = false;
  double start = 0, least = 0, most = 0;  ///< what is written, and how far it may go
  text::number_range range;               ///< of the column
  std::string source, confidence;         ///< of the first row

  [[nodiscard]] double value_in(std::size_t row, double value) const {
    return is_factor ? written[row] * value : value;
  }
};

/// [source] its confidence, as `find_cells` asks it.
[[nodiscard]] std::map<std::string, std::string> confidence_of_sources(const case_data& data);

/// The columns whose words name a row of the table: its id, or what it refers to.
[[nodiscard]] std::vector<std::string> key_columns(const table_rule& rule);

/// What a cell holds, a blank one what it means; nothing where that is no number.
[[nodiscard]] std::optional<double> number_in(const std::string& cell, const column_rule& rule);

/// Whether two names mean a cell that is the same.
[[nodiscard]] bool shares_a_cell(const named_cell& one, const named_cell& other);

/// Whether `*` for any letters makes the pattern the text.
[[nodiscard]] bool fits_name(std::string_view pattern, std::string_view text);

/// Reads "TABLE.ROW.COLUMN", each perhaps with "=LEAST..MOST" behind and "each " before, in a list
/// with semicolons. ROW is an id, or for a table without ids what its row refers to, with slashes
/// between ("tambovka/heihe/soybeans"); `*` stands for any letters. Rows that one name means move
/// together, but for `each`, which gives each of them a cell of its own. What is wrong stands in
/// `refusal`, whose place and field the findings have.
[[nodiscard]] std::vector<named_cell> find_cells(
    const case_text& text, const std::string& asked,
    const std::map<std::string, std::string>& confidence_of_source, const diagnostic& refusal,
    diagnostics& report);

/// The text with other values [cell]; `named` must be of this text, or of it before or after
/// scenarios: rows that it hasn't are left out. A column that the file leaves out is added.
[[nodiscard]] case_text with_cells(case_text text, std::span<const named_cell> named,
                                   std::span<const double> values);

}  // namespace amur::cases
