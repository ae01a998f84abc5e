#pragma once
// Sanctions, embargoes and closures: which flows they meet and which links they close.

#include <cstdint>
#include <string>
#include <vector>

#include "amur/model/names.h"

namespace amur::model {

/// Indices of the bans in force on the case's day that meet flows of a commodity between two
/// countries, in table order.
[[nodiscard]] std::vector<std::uint32_t> matching_bans(const case_data& data,
                                                       const std::string& origin_country,
                                                       const std::string& destination_country,
                                                       commodity_id commodity);

/// A ban that names no mode, link, crossing or country to pass through bans the trade itself.
[[nodiscard]] bool bans_trade_itself(const ban& row);

/// Whether a matching ban closes this link (`crossing` invalid: the link is in none).
[[nodiscard]] bool closes(const case_data& data, const ban& row, link_id link,
                          crossing_id crossing);

}  // namespace amur::model
