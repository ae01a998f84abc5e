#pragma once
// What changed between results.

#include <span>
#include <string>
#include <vector>

#include "amur/result/result.h"

namespace amur::result {

/// One figure of one row, a value for each result; NaN where a result has no such row or figure.
struct changed_figure {
  std::string figure;
  std::vector<double> values;  ///< the first is what the others are held against
};

struct changed_row {
  std::vector<std::string> key;
  std::vector<changed_figure> figures;
};

/// The rows of one table, matched by their key columns, in the order of the first result, then
/// those that only later ones have.
struct table_comparison {
  std::string table;
  std::vector<std::string> key_columns;
  std::vector<changed_row> rows;
};

/// Compares number columns `figures` of a table of two or more results, whose columns `keys` name a
/// row.
[[nodiscard]] table_comparison compare_tables(std::span<const result_table> tables,
                                              const std::vector<std::string>& keys,
                                              const std::vector<std::string>& figures);

/// Sorts figures within rows, and rows by their first one, so that the largest changes come first;
/// of several results the one that differs most from the first counts. A change is held against the
/// largest value that the figure has in the table (with the same `unit`, where this is a key), so
/// that tonnes and dollars can stand in one order; ties keep theirs.
void sort_by_change(table_comparison& comparison);

/// "+12.3 %" of `a`; "new" where `a` has none or next to nothing, of which a percentage says
/// nothing; "gone" where `b` has none.
[[nodiscard]] std::string relative_change(double a, double b);

/// Whether a value differs from the first by more than `relative` of the larger of the two.
[[nodiscard]] bool has_changed(const changed_figure& figure, double relative);

}  // namespace amur::result
