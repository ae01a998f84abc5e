#pragma once
// A case solved as it could be as well, draw by draw.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "amur/case/case_reader.h"
#include "amur/ensemble/varied_case.h"
#include "amur/model/run.h"
#include "amur/result/result.h"
#include "amur/study/case_run.h"

namespace amur::study {

/// A cell of a result that is told over all draws.
struct told_figure {
  std::string table, row, column, unit;
  bool operator<(const told_figure& other) const {
    return std::tie(table, row, column) < std::tie(other.table, other.row, other.column);
  }
};

/// What a result says: its compared figures, and those of the claims that a run answers.
struct told_draw {
  std::vector<double> figures;           ///< as `ensemble_case::figures`; NaN where there is none
  std::map<std::string, double> claims;  ///< by id
  bool is_solved = false;
};

/// What all draws share.
struct ensemble_case {
  cases::case_inputs inputs;
  cases::case_data data;
  ensemble::varied_case varied, varied_before;  ///< of the edited case, and of the unedited one
  model::run_answer answer;                     ///< of the case as written
  result::result_tables tables;
  result::result_table claims;  ///< of the case as written
  std::vector<told_figure> figures;
  told_draw as_written;
};

/// Reads and solves the case as it is written; `place` is a file that may be written to meanwhile.
/// Nothing where that failed: then the report says why. `status` is that of the case as written.
[[nodiscard]] std::optional<ensemble_case> solve_as_written(const asked_case& task,
                                                            const ensemble::spread_rules& rules,
                                                            const std::filesystem::path& place,
                                                            diagnostics& report,
                                                            run_status& status);

/// The draw of an index, on one thread; `place` is a file that may be written to meanwhile. Where
/// the drawn case can't be read or solved, `is_solved` is false and `why_not` says why.
[[nodiscard]] told_draw solve_draw(const ensemble_case& of, const ensemble::latin_hypercube& design,
                                   std::uint64_t index, const std::filesystem::path& place,
                                   std::string& why_not);

}  // namespace amur::study
