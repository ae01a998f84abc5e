#pragma once
// The tables of an ensemble: of its draws, or of the steps of a screening.

#include <cstddef>
#include <vector>

#include "amur/base/number.h"
#include "amur/result/result.h"
#include "amur/study/ensemble_draws.h"
#include "amur/study/told_variants.h"

namespace amur::study {

/// A case as written, what varied, and what was told of each draw.
struct told_ensemble {
  const told_case& of;
  const asked_ensemble& asked;
  const ensemble::varied_case& varied;
  const case_design& design;
  const told_variants& told;
};

/// Odds, percentiles, exceedance, histograms, and what decides. Cells that hardly any draw has are
/// left out, and told.
[[nodiscard]] std::vector<result::result_table> tables_of_draws(const told_ensemble& ensemble,
                                                                std::size_t threads,
                                                                diagnostics& report);

/// Elementary effects, and what to measure next.
[[nodiscard]] std::vector<result::result_table> tables_of_screening(const told_ensemble& ensemble);

/// A row that names an input, in the columns that all such tables have.
template <class Row>
[[nodiscard]] Row row_of_input(const ensemble::uncertain_input& input) {
  Row row{};
  row.input_table = input.table;
  row.input_column = input.column;
  row.spread_id = input.spread_id;
  row.source = input.source;
  row.confidence = input.confidence;
  row.spread = input.spread().value_or(no_number);
  return row;
}

/// What varied, in the order of what each decides.
[[nodiscard]] result::result_table varied_inputs_table(const ensemble::varied_case& varied,
                                                       const std::vector<double>& decides);

}  // namespace amur::study
