#include "amur/model/reference_demand.h"

#include "amur/model/coupled_crossings.h"

namespace amur::model {

bool demand_answers(const case_data& data) {
  if (data.settings.equilibrium == equilibrium::all_or_nothing) return false;
  for (const auto& goods : data.commodities)
    if (goods.elasticity > 0) return true;
  return false;
}

demand_anchors reference_anchors(case_data& base, case_data& data, const run_options& options) {
  if (base.settings.crossing_delay == crossing_delay::simulated) {
    (void)solve_coupled(base, {}, options);
    for (auto& crossing : data.crossings)
      for (const auto& solved : base.crossings)
        if (solved.id == crossing.id) crossing.simulated_delay = solved.simulated_delay;
  }
  if (!demand_answers(data)) return {};
  return observed_demand(base, options);
}

}  // namespace amur::model
