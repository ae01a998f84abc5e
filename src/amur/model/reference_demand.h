#pragma once
// What elastic demand of runs on other days, or at other fees, is measured against.

#include <optional>

#include "amur/model/run.h"

namespace amur::model {

/// Whether demand follows the cost of transport at all.
[[nodiscard]] bool demand_answers(const case_data& data);

/// The case without scenarios on the day that its demand table reflects.
struct reference_day {
  demand_anchors anchors;                    ///< its demand at its delivered prices
  std::optional<assign::solution> solution;  ///< where demand answers to cost
  /// Of its simulated crossings, and the same for the crossings of the case that is asked about.
  id_vector<crossing_id, simulated_delay> own_delays, delays;
};

/// `base`: that case; `data`: the case that is asked about, whose demand has anchors where it
/// answers to cost. Throws `no_answer`.
[[nodiscard]] reference_day solve_reference(const case_data& base, const case_data& data,
                                            const run_options& options);

}  // namespace amur::model
