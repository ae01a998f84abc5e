#pragma once
// How hours at simulated crossings and the traffic there came to agree.

#include <optional>
#include <string>
#include <vector>

#include "amur/model/coupled_crossings.h"
#include "amur/result/names.h"
#include "amur/result/result.h"

namespace amur::result {

/// The curve on which a run's last round used a crossing one way, as its table crossing_delays
/// states it. Empty where it has none.
[[nodiscard]] std::optional<network::delay_function> written_curve(const result_table& delays,
                                                                   const std::string& crossing,
                                                                   bool backward);

/// The table crossing_delays: docs/result.md.
[[nodiscard]] result_table crossing_delays_table(const std::vector<coupling_step>& log);

}  // namespace amur::result
