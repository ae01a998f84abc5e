#pragma once
// What the finance of a case gives as tables: docs/case-format.md lists their columns.

#include <span>
#include <vector>

#include "amur/model/finance.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// finance_years, finance_ratios, finance_loans.
[[nodiscard]] std::vector<result_table> project_tables(const case_data& data,
                                                       std::span<const project_answer> projects);

/// debt_path, debt_stress, debt_fan, debt_rating.
[[nodiscard]] std::vector<result_table> debt_tables(const case_data& data,
                                                    std::span<const state_answer> states);

}  // namespace amur::result
