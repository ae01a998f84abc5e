#include "amur/model/reference_demand.h"

#include "amur/model/coupled_crossings.h"

namespace amur::model {

bool demand_answers(const case_data& data) {
  if (data.settings.equilibrium == equilibrium::all_or_nothing) return false;
  for (const auto& goods : data.commodities)
    if (goods.elasticity > 0) return true;
  return false;
}

reference_day solve_reference(const case_data& base, const case_data& data,
                              const run_options& options) {
  reference_day found;
  auto on_that_day = options;
  if (base.settings.crossing_delay == crossing_delay::simulated) {
    found.own_delays = solve_coupled(base, {}, options).delays;
    on_that_day.terms.delays = found.own_delays;
    found.delays.resize(data.crossings.size());
    for (std::size_t i = 0; i < data.crossings.size(); ++i)
      for (std::size_t j = 0; j < base.crossings.size(); ++j)
        if (base.crossings[crossing_id(j)].id == data.crossings[crossing_id(i)].id)
          found.delays[crossing_id(i)] = found.own_delays[crossing_id(j)];
  }
  if (demand_answers(data)) {
    auto observed = observed_demand(base, on_that_day);
    found.anchors = std::move(observed.anchors);
    found.solution = std::move(observed.solution);
  }
  return found;
}

}  // namespace amur::model
