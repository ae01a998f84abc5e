#pragma once
// Which flows may come back: a country once left is not entered again but by those of `reentries`.

#include <string>

#include "amur/model/names.h"

namespace amur::model {

/// Whether a row in force on the case's day lets flows of a commodity between two countries enter
/// a country again that they have left.
[[nodiscard]] bool may_reenter(const case_data& data, const std::string& origin_country,
                               const std::string& destination_country, commodity_id commodity);

}  // namespace amur::model
