#include "amur/model/emission_factor.h"

#include "amur/case/usual_emissions.h"

namespace amur::model {

emission_factor emission_factor_of(const case_data& data, const vehicle& carrier, unit of) {
  constexpr double g_a_kg = 1000;
  emission_factor factor;
  factor.kg_per_h = carrier.co2e_kg_per_h / carrier.payload_t;
  if (carrier.co2e_kg_per_km) {
    const double empty_per_loaded = carrier.empty_km_share / (1 - carrier.empty_km_share);
    factor.loaded_kg_per_km = *carrier.co2e_kg_per_km / carrier.payload_t;
    factor.empty_kg_per_km = empty_per_loaded *
                             carrier.co2e_kg_per_empty_km.value_or(*carrier.co2e_kg_per_km) /
                             carrier.payload_t;
    factor.from = emission_factor::origin::stated;
  } else if (const auto usual = cases::usual_co2e_g_per_km(data.modes[carrier.mode].id, of)) {
    factor.loaded_kg_per_km = *usual / g_a_kg;
    factor.from = emission_factor::origin::usual;
  }
  return factor;
}

}  // namespace amur::model
