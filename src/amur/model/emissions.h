#pragma once
// Greenhouse gases of a run: by what moves, how, and in which country.

#include <string>
#include <vector>

#include "amur/model/run.h"

namespace amur::model {

/// A day of a commodity in a mode within a country, as kilograms of CO2. A link between two
/// countries emits half in each.
struct emission_sum {
  commodity_id commodity;
  mode_id mode;         ///< of a change between modes the one that is taken
  std::string country;  ///< ZZZ: the high seas
  double unit_km = 0, vehicle_km = 0;
  double loaded_kg = 0, empty_kg = 0, hours_kg = 0, handling_kg = 0;

  [[nodiscard]] double co2e_kg() const { return loaded_kg + empty_kg + hours_kg + handling_kg; }
};

/// Sorted by commodity, mode and country; only what moves or emits.
[[nodiscard]] std::vector<emission_sum> emissions_of(const case_data& data,
                                                     const run_answer& answer);

}  // namespace amur::model
