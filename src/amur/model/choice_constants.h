#pragma once
// What moves choices and costs nobody anything.

#include <vector>

#include "amur/model/names.h"
#include "amur/network/supernetwork.h"

namespace amur::model {

/// [arc] USD per tonne: a vehicle's constant where freight is loaded onto it or changes to it, a
/// crossing's where it is passed; empty where all are 0. `crossing_of` links, `carrier` [mode] of
/// the commodity, null where it has none.
[[nodiscard]] std::vector<double> choice_constants(
    const case_data& data, const network::supernetwork& net,
    const id_vector<link_id, crossing_id>& crossing_of, const std::vector<const vehicle*>& carrier);

}  // namespace amur::model
