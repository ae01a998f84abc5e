#pragma once
// Greenhouse gases as tables.

#include <span>
#include <vector>

#include "amur/model/emissions.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// `without_price`: the emissions of the same case were its carbon price 0.
[[nodiscard]] std::vector<result_table> carbon_tables(
    const case_data& data, const run_answer& answer,
    std::span<const model::emission_sum> without_price);

}  // namespace amur::result
