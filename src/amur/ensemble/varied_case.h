#pragma once
// The cells of a case that are not known exactly, and the case as it may be too: each of them is
// changed by what is drawn for it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "amur/base/diagnostic.h"
#include "amur/case/case.h"
#include "amur/case/case_text.h"
#include "amur/ensemble/design.h"

namespace amur::ensemble {

/// By the confidence of a row's source (or of a column that its row calls assumed): nine times in
/// ten the true value is at most this share above the written one, or as many times below.
struct spread_rules {
  double measured = 0.05, reported = 0.1, estimated = 0.25, assumed = 0.5;
};

[[nodiscard]] double spread_of(const std::string& confidence, const spread_rules& rules);

/// Standard deviations of a normal variable between its median and what it exceeds one time in
/// twenty.
[[nodiscard]] double widths_of_nine_in_ten();
/// The standard deviation of the logarithm of a figure with such a spread.
[[nodiscard]] double log_width_of(double spread);

/// What moves together: the cells of a row of spreads.csv, or those of a column whose rows have one
/// source. A draw multiplies them by exp(centre + width z), or, where they may change sign, adds
/// centre + width z; z is standard normal.
struct uncertain_input {
  std::string spread_id;  ///< empty: by confidence
  std::string table, column, source;
  std::string confidence;
  std::size_t cells = 0;
  std::uint32_t factor = 0;  ///< its number in the design
  double centre = 0, width = 0;
  bool adds = false;
  /// z is the sum of these inputs' own variables, each times its weight; empty: its own.
  std::vector<std::pair<std::size_t, double>> mixed;

  /// As `spread_rules`; none where it adds.
  [[nodiscard]] std::optional<double> spread() const;
};

/// A cell of the text, and the input that it belongs to.
struct varied_cell {
  std::string table, column;
  std::size_t row = 0;
  std::size_t input = 0;
  double written = 0;
  text::number_range range;  ///< of its column
};

struct varied_case {
  std::vector<uncertain_input> inputs;  ///< those of spreads.csv; then by table, column and source
  std::vector<varied_cell> cells;
};

/// The numbers that have a spread: those that spreads.csv names, and all others of the tables that
/// a run of the network reads and of those of `more_tables`, but coordinates, whole numbers, lists,
/// blanks and zeros, of rows with a source. What spreads.csv says is of `before`, the case without
/// its scenarios: a draw changes a cell that a scenario sets in proportion. Reports correlations
/// that can't all be.
[[nodiscard]] varied_case find_varied(const cases::case_text& text, const cases::case_text& before,
                                      const cases::case_data& data, const spread_rules& rules,
                                      std::span<const std::string> more_tables,
                                      diagnostics& report);

/// [factor] a standard normal variable.
using variable_of = std::function<double(std::uint32_t factor)>;

/// The standard normal variable behind an input in a draw.
[[nodiscard]] double normal_in(const varied_case& varied, std::size_t input,
                               const latin_hypercube& design, std::uint64_t index);

/// [input] what a draw multiplies its cells by, or adds to them.
[[nodiscard]] std::vector<double> changes_in(const varied_case& varied,
                                             const latin_hypercube& design, std::uint64_t index);

/// The same by variables of any design, each input moved by its own alone.
[[nodiscard]] std::vector<double> changes_by(const varied_case& varied, const variable_of& own);

/// The case so changed. A value that would leave its column's range stays at its end.
[[nodiscard]] cases::case_text with_changes(cases::case_text text, const varied_case& varied,
                                            const std::vector<double>& changes);

}  // namespace amur::ensemble
