#pragma once
// What the finance of a case gives as tables: docs/result.md lists their columns.

#include <span>
#include <string>
#include <vector>

#include "amur/model/finance.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// "0.003;0.012"
[[nodiscard]] std::string listed_rates(std::span<const double> rates);

/// finance_years, finance_ratios, finance_loans; finance_taxes where a project pays any, and
/// finance_economic and finance_economic_years where the worth of one to all is asked for.
[[nodiscard]] std::vector<result_table> project_tables(const case_data& data,
                                                       std::span<const project_answer> projects);

/// The latter three, as far as there are any.
[[nodiscard]] std::vector<result_table> worth_tables(const case_data& data,
                                                     std::span<const project_answer> projects);

/// debt_path, debt_stress, debt_fan, debt_rating.
[[nodiscard]] std::vector<result_table> debt_tables(const case_data& data,
                                                    std::span<const state_answer> states);

}  // namespace amur::result
