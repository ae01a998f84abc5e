#pragma once
// What is told of each of many variants of a case: the figures of its result, cell by cell.

#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/result/result.h"
#include "amur/study/case_solve.h"

namespace amur::study {

/// A cell of a result that is told of all variants.
struct told_figure {
  std::string table, row, column, unit;
  bool operator<(const told_figure& other) const {
    return std::tie(table, row, column) < std::tie(other.table, other.row, other.column);
  }
};

/// What a result says: its figures, and those of the claims that it answers.
struct told_variant {
  std::vector<double> figures;              ///< as `told_case::figures`; NaN where there is none
  std::map<std::string, double> claims;     ///< by id
  std::string why_not;                      ///< empty: it is solved
  std::map<told_figure, double> more = {};  ///< cells that the case as written lacks
};

/// The case as it is written, and what is told of it.
struct told_case {
  cases::case_inputs inputs;
  cases::case_data data;
  result::result_tables tables;
  std::vector<result::result_table> asked;  ///< what its claims and observations say
  std::vector<told_figure> figures;
  told_variant as_written;

  /// Table `claims`; null where nothing was asked.
  [[nodiscard]] const result::result_table* claims() const;
};

/// Calls `use` for each cell that is told: compared figures, and every number of the tables that
/// only this study writes (empty: none). Tables of many rows are for a result, not for percentiles:
/// their names go to `left_out`, if that isn't null.
void for_each_figure(const result::result_tables& tables, const std::string& own_study,
                     const std::function<void(const told_figure&, double)>& use,
                     std::vector<std::string>* left_out = nullptr);

/// The figures of table `claims`, by id.
[[nodiscard]] std::map<std::string, double> figures_of_claims(const result::result_table& claims);

/// What a variant's result says of the cells of the case as written, and of others.
[[nodiscard]] told_variant tell(const told_case& of, const result::result_tables& tables,
                                const std::string& own_study);

/// Writes the tables, what the case was and how long it took to here, with what was asked of the
/// case as written, and adds all that to `tables`.
[[nodiscard]] bool write_told(const asked_case& task, const told_case& of, const run_clock& watch,
                              result::result_tables& tables, diagnostics& report);

}  // namespace amur::study
