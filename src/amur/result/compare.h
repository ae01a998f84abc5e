#pragma once
// What changed between two results.

#include <string>
#include <vector>

#include "amur/result/result.h"

namespace amur::result {

/// One figure of one row in both results; NaN where a result has no such row or figure.
struct changed_figure {
  std::string figure;
  double a = 0, b = 0;
};

struct changed_row {
  std::vector<std::string> key;
  bool only_in_a = false, only_in_b = false;
  std::vector<changed_figure> figures;
};

/// The rows of one table, matched by their key columns, in the order of `a`, then rows only in `b`.
struct table_comparison {
  std::string table;
  std::vector<std::string> key_columns;
  std::vector<changed_row> rows;
};

/// Compares number columns `figures` of two tables whose text columns `keys` name a row.
[[nodiscard]] table_comparison compare_tables(const result_table& a, const result_table& b,
                                              const std::vector<std::string>& keys,
                                              const std::vector<std::string>& figures);

/// Sorts figures within rows, and rows by their first one, so that the largest changes come first.
/// A change is held against the largest value that the figure has in the table (with the same
/// `unit`, where this is a key), so that tonnes and dollars can stand in one order; ties keep
/// theirs.
void sort_by_change(table_comparison& comparison);

/// "+12.3 %" of `a`; "new" where `a` has none or next to nothing, of which a percentage says
/// nothing; "gone" where `b` has none.
[[nodiscard]] std::string relative_change(const changed_figure& figure);

/// Whether any figure differs by more than `relative` of the larger.
[[nodiscard]] bool has_changed(const changed_row& row, double relative = 1e-9);

}  // namespace amur::result
