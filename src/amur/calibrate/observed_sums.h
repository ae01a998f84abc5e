#pragma once
// What is observed as sums of what loadings bring about: rows of the result's tables.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "amur/calibrate/equilibrium_derivative.h"
#include "amur/model/network_model.h"

namespace amur::calibrate {

/// `factor` times the sum of a column over rows of a table of the result.
struct table_sum {
  std::string table, column;
  std::vector<std::size_t> rows;  ///< from 0
  double factor = 1;
};

/// Reads "SELECT [NUMBER *] sum(COLUMN) [* NUMBER] FROM TABLE [WHERE ...]"; `rows` is left to
/// whoever may ask the result, by `rows_query`. Nothing where the query is of another form.
struct summing_query {
  table_sum sum;
  std::string rows_query;
};
[[nodiscard]] std::optional<summing_query> read_summing_query(const std::string& query);

/// The columns that have derivatives, for messages.
[[nodiscard]] std::string summable_columns();

/// As a sum of loadings' outputs; nothing where the table or column is none that has derivatives.
[[nodiscard]] std::optional<output_sum> sum_of(const model::case_data& data,
                                               const model::network_model& model,
                                               const table_sum& sum);

}  // namespace amur::calibrate
