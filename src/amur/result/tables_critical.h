#pragma once
// Tables of closed parts: critical, critical_bearers.

#include <optional>
#include <span>
#include <vector>

#include "amur/model/criticality.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// A part and what is known of its closure: sums over the days that it is closed, divided by them.
struct judged_part {
  model::closable_part part;
  double screened_usd = 0;
  std::optional<model::closure> closed;
};

/// In the order of the parts, with the flows of the model.
[[nodiscard]] std::vector<result_table> critical_tables(const case_data& data,
                                                        const run_answer& answer,
                                                        std::span<const judged_part> parts,
                                                        double days);

}  // namespace amur::result
