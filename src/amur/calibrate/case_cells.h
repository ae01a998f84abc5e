#pragma once
// Cells of a case by name: what a fit may move, and where that stands in the case's text.

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case_text.h"
#include "amur/ensemble/varied_case.h"

namespace amur::calibrate {

/// A cell, or cells of a column that move together.
struct named_cell {
  std::string name;  ///< "crossings.heihe_bridge.wait_h"
  std::string table, column, unit;
  std::vector<std::size_t> rows, serials;  ///< places in the table, and `table_row::serial`
  std::vector<double> written;             ///< [row]
  /// Cells that are written alike are fitted as one number; others are multiplied by one.
  bool is_factor = false;
  double start = 0, least = 0, most = 0;
  std::string source, confidence;  ///< of the first row
  double spread = 0;               ///< as `ensemble::spread_rules` say of the confidence

  [[nodiscard]] double value_in(std::size_t row, double fitted) const {
    return is_factor ? written[row] * fitted : fitted;
  }
};

/// Reads "TABLE.ROW.COLUMN", each perhaps with "=LEAST..MOST" behind and "each " before, in a list
/// with semicolons. ROW is an id, or for a table without ids what its row refers to, with slashes
/// between ("tambovka/heihe/soybeans"); `*` stands for any letters. Rows that one name means move
/// together, but for `each`, which gives each of them a cell of its own. Adds a column that the
/// file leaves out. Findings name the field `cells`.
[[nodiscard]] std::vector<named_cell> find_cells(
    cases::case_text& text, const std::string& asked,
    const std::map<std::string, std::string>& confidence_of_source,
    const ensemble::spread_rules& spreads, diagnostics& report);

/// The text with fitted values [cell]; `named` must be of this text, or of it before or after
/// scenarios: rows that it hasn't are left out.
[[nodiscard]] cases::case_text with_cells(cases::case_text text, std::span<const named_cell> named,
                                          std::span<const double> values);

/// A scenario that sets the cells, as TOML, with a line on each; `says` [cell] is put behind it.
[[nodiscard]] std::string scenario_of(const cases::case_text& text,
                                      std::span<const named_cell> named,
                                      std::span<const double> values, const std::string& title,
                                      const std::string& description,
                                      std::span<const std::string> says);

}  // namespace amur::calibrate
