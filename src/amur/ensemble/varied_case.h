#pragma once
// The cells of a case that are not known exactly, and the case as it may be too: each of them is
// multiplied by a factor drawn for it.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "amur/case/case_text.h"
#include "amur/ensemble/design.h"

namespace amur::ensemble {

/// By the confidence of a row's source (or of a column that its row calls assumed): nine times in
/// ten the true value is at most this share above the written one, or as many times below.
struct spread_rules {
  double measured = 0.05, reported = 0.1, estimated = 0.25, assumed = 0.5;
};

/// What moves together: the cells of a column whose rows have one source.
struct uncertain_input {
  std::string table, column, source;
  std::string confidence;
  double spread = 0;  ///< as in `spread_rules`
  std::size_t cells = 0;
  std::uint32_t factor = 0;  ///< its number in the design
};

/// A cell of the text, and the input that it belongs to.
struct varied_cell {
  std::string table;
  std::size_t row = 0, column = 0;
  std::size_t input = 0;
  text::number_range range;  ///< of its column
};

struct varied_case {
  std::vector<uncertain_input> inputs;  ///< by table, column and source
  std::vector<varied_cell> cells;
};

/// The numbers of a run's network that have a spread: all but coordinates, whole numbers, lists,
/// blanks and zeros, of rows with a source. `confidence_of_source` are those of sources.toml.
[[nodiscard]] varied_case find_varied(
    const cases::case_text& text, const std::map<std::string, std::string>& confidence_of_source,
    const spread_rules& rules);

/// The factor of an input in a draw: lognormal, its median 1.
[[nodiscard]] double factor_in(const uncertain_input& input, const latin_hypercube& design,
                               std::uint64_t index);

/// The case of a draw; `factors` [input]. A value that would leave its column's range stays at its
/// end.
[[nodiscard]] cases::case_text with_factors(cases::case_text text, const varied_case& varied,
                                            const std::vector<double>& factors);

}  // namespace amur::ensemble
