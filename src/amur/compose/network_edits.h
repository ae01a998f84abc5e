#pragma once
// The network of a new case: places with their connectors, and crossings with what they take.

#include "amur/case/case.h"
#include "amur/case/case_text.h"
#include "amur/compose/case_compose.h"

namespace amur::compose {

/// Gives each joined place its node, and adds nodes and connectors of those that need them.
void add_places(cases::case_text& text, const cases::case_data& network,
                const defaults_table& defaults, const std::string& source_of_places,
                const std::string& source_of_defaults, std::vector<composed_place>& places);

/// Makes a crossing of each link over a border of land that is in none, and puts the terms on all
/// crossings between their pairs of countries.
[[nodiscard]] crossing_changes change_crossings(cases::case_text& text,
                                                const cases::case_data& network,
                                                const defaults_table& defaults,
                                                const std::optional<border_terms>& terms,
                                                const std::string& source_of_terms,
                                                const std::string& source_of_defaults);

/// A vehicle, loading and unloading for each mode that goods use, in place of those that were
/// there; changes between modes stay.
void set_vehicles(cases::case_text& text, std::span<const std::string> modes,
                  const defaults_table& defaults, const std::string& source);

}  // namespace amur::compose
