#pragma once
// What carrying a unit emits, and what a carbon price makes of it.

#include "amur/model/names.h"

namespace amur::model {

/// Greenhouse gases of carrying a tonne (or passenger), as kilograms of CO2.
struct emission_factor {
  enum class origin { unknown, usual, stated };
  double loaded_kg_per_km = 0;
  double empty_kg_per_km = 0;  ///< of the vehicle's empty kilometres, to each with its load
  double kg_per_h = 0;
  origin from = origin::unknown;

  [[nodiscard]] double kg_per_km() const { return loaded_kg_per_km + empty_kg_per_km; }
};

/// As the vehicle says, per unit of its payload, a share e of kilometres empty being e / (1 - e) to
/// each with load; else what its mode usually emits; else nothing by the kilometre.
[[nodiscard]] emission_factor emission_factor_of(const case_data& data, const vehicle& carrier,
                                                 unit of);

/// What the case's carbon price makes of an emission.
[[nodiscard]] inline double carbon_usd(const case_data& data, double co2e_kg) {
  constexpr double kg_a_tonne = 1000;
  return data.settings.carbon_price_usd_per_t * co2e_kg / kg_a_tonne;
}

}  // namespace amur::model
