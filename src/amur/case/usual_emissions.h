#pragma once
// What modes usually emit, for vehicles that say nothing of it.

#include <optional>
#include <string_view>

#include "amur/case/case.h"

namespace amur::cases {

/// Grams of CO2 equivalent a tonne-kilometre (or passenger-kilometre), from well to wheel, empty
/// kilometres included: means of the EU-27 in 2018 (European Environment Agency 2021, "Rail and
/// waterborne: best for low-carbon motorised transport", from Fraunhofer ISI and CE Delft 2020,
/// "Methodology for GHG efficiency of transport modes"). A mode may go on behind its word, as
/// `rail_1520`; nothing of modes by other words.
[[nodiscard]] std::optional<double> usual_co2e_g_per_km(std::string_view mode, unit of);

}  // namespace amur::cases
