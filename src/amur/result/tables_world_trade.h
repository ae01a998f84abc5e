#pragma once
// What a run with trade adds to the result.

#include <vector>

#include "amur/model/coupled_trade.h"
#include "amur/model/trade_uncertainty.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// trade_pairs, trade_totals, trade_partners, trade_regions, trade_sectors, trade_coupling,
/// trade_residuals: docs/result.md.
[[nodiscard]] std::vector<result_table> world_trade_tables(const case_data& data,
                                                           const trade_answer& answer);

/// The table trade_uncertainty: docs/result.md.
[[nodiscard]] result_table trade_uncertainty_table(const case_data& data,
                                                   const trade_uncertainty& found);

}  // namespace amur::result
